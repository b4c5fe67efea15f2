import { QUALITIES, type Series } from '#dispatch/domain';
import type { Scenario } from '#dispatch/sources';
import { importedSeries, importedSeriesNames, type StoreDb } from '#dispatch/store';
import { MS_PER_MINUTE } from '#units';

/** A scenario whose series are overlaid by what was imported into the centre. */
export interface FedScenario extends Scenario {
  /** Reads the imported points of a series anew. */
  refresh(name: string): Promise<void>;
}

/**
 * Imported points take precedence over the scenario's own files, point by point where both have the same periods; an
 * import with other periods stands for the whole series.
 */
export async function withFeeds(scenario: Scenario, db: StoreDb): Promise<FedScenario> {
  const feeds = new Map<string, Series>();
  const refresh = async (name: string): Promise<void> => {
    const feed = await importedSeries(db, name);
    if (feed !== null) feeds.set(name, feed);
  };
  for (const name of await importedSeriesNames(db)) await refresh(name);
  return {
    folder: scenario.folder,
    region: scenario.region,
    hash: scenario.hash,
    jobs: () => scenario.jobs(),
    refresh,
    async series(name) {
      const feed = feeds.get(name);
      if (feed === undefined) return scenario.series(name);
      return name in scenario.region.series ? overlaid(await scenario.series(name), feed) : feed;
    },
  };
}

function overlaid(own: Series, feed: Series): Series {
  const stepMs = own.periodMinutes * MS_PER_MINUTE;
  if (feed.periodMinutes !== own.periodMinutes || (feed.startMs - own.startMs) % stepMs !== 0) return feed;
  const startMs = Math.min(own.startMs, feed.startMs);
  const endMs = Math.max(...[own, feed].map((series) => series.startMs + series.values.length * stepMs));
  const count = Math.round((endMs - startMs) / stepMs);
  const missing = QUALITIES.indexOf('missing');
  const values = new Float64Array(count);
  const quality = new Uint8Array(count).fill(missing);
  for (const series of [own, feed]) {
    const offset = Math.round((series.startMs - startMs) / stepMs);
    series.values.forEach((value, i) => {
      if (series.quality[i] === missing) return;
      values[offset + i] = value;
      quality[offset + i] = series.quality[i]!;
    });
  }
  return { ...own, startMs, values, quality, source: `${feed.source}, ${own.source}` };
}
