import { QUALITIES, type Series } from '#dispatch/domain';
import { type EpochMs, MS_PER_MINUTE } from '#units';
import { inBatches, type StoreDb } from './tables.ts';

/** Takes imported points in; a point of the same instant is replaced by the newer import. */
export async function importSeries(db: StoreDb, series: Series, importedAtMs: EpochMs): Promise<number> {
  await db
    .insertInto('series_feed')
    .values({
      series_name: series.name,
      period_minutes: series.periodMinutes,
      source: series.source,
      imported_at_ms: Math.round(importedAtMs),
    })
    .onConflict((conflict) =>
      conflict.column('series_name').doUpdateSet({
        period_minutes: series.periodMinutes,
        source: series.source,
        imported_at_ms: Math.round(importedAtMs),
      }),
    )
    .execute();
  const missing = QUALITIES.indexOf('missing');
  const points = Array.from(series.values, (value, i) => ({
    series_name: series.name,
    start_ms: series.startMs + i * series.periodMinutes * MS_PER_MINUTE,
    value: series.quality[i] === missing ? null : value,
    quality: QUALITIES[series.quality[i]!]!,
  }));
  for (const batch of inBatches(points)) {
    await db
      .insertInto('series_point')
      .values(batch)
      .onConflict((conflict) =>
        conflict.columns(['series_name', 'start_ms']).doUpdateSet((excluded) => ({
          value: excluded.ref('excluded.value'),
          quality: excluded.ref('excluded.quality'),
        })),
      )
      .execute();
  }
  return points.length;
}

/** Names of the series that have been imported. */
export const importedSeriesNames = async (db: StoreDb): Promise<readonly string[]> =>
  (await db.selectFrom('series_feed').select('series_name').execute()).map((row) => row.series_name);

/** An imported series, gaps between its points marked; null when nothing was imported under this name. */
export async function importedSeries(db: StoreDb, name: string): Promise<Series | null> {
  const feed = await db
    .selectFrom('series_feed')
    .selectAll()
    .where('series_name', '=', name)
    .executeTakeFirst();
  const points = await db
    .selectFrom('series_point')
    .selectAll()
    .where('series_name', '=', name)
    .orderBy('start_ms')
    .execute();
  if (feed === undefined || points.length === 0) return null;
  const startMs = Number(points[0]!.start_ms);
  const stepMs = feed.period_minutes * MS_PER_MINUTE;
  const count = Math.round((Number(points.at(-1)!.start_ms) - startMs) / stepMs) + 1;
  const values = new Float64Array(count);
  const quality = new Uint8Array(count).fill(QUALITIES.indexOf('missing'));
  for (const point of points) {
    const i = Math.round((Number(point.start_ms) - startMs) / stepMs);
    if (point.value === null) continue;
    values[i] = point.value;
    quality[i] = QUALITIES.indexOf(point.quality as (typeof QUALITIES)[number]);
  }
  return { name, startMs, periodMinutes: feed.period_minutes, values, quality, source: feed.source };
}
