import type { PlanSeries } from '#dispatch/domain';
import { baseItMw, workKwPerUnit } from '../largest-draw.ts';
import type { WorkState } from '../placement/work-state.ts';
import type { PowerModel } from '../power-model.ts';
import { networkSeries } from './series-network.ts';
import { plantSeries } from './series-plants.ts';
import { SeriesReader, unlessZero } from './series-reader.ts';

/** What every element does in every period of the horizon. */
export const seriesOf = (power: PowerModel, state: WorkState, primal: Float64Array): PlanSeries[] => {
  const reader = new SeriesReader(power, primal);
  return [
    ...plantSeries(power, reader),
    ...networkSeries(power, reader),
    ...areas(power, reader),
    ...sites(power, reader, state),
    ...pools(power, reader, state),
    ...onlineService(power, reader),
  ];
};

const areas = ({ problem, decisions }: PowerModel, read: SeriesReader): PlanSeries[] =>
  problem.areas.flatMap((area, a) => {
    const [autonomy, forming] = [decisions.islandShortfallMwh[a], decisions.formingShortfallMw[a]];
    return [
      read.series(area.id, 'area', 'loadMw', (t) => area.loadMw[t]!),
      read.of(area.id, 'area', 'unservedMw', decisions.unservedMw[a]!),
      ...(autonomy ? unlessZero(read.of(area.id, 'area', 'autonomyShortfallMwh', autonomy)) : []),
      ...(forming ? unlessZero(read.of(area.id, 'area', 'formingShortfallMw', forming)) : []),
    ];
  });

const sites = (power: PowerModel, read: SeriesReader, state: WorkState): PlanSeries[] => {
  const { problem, decisions, table } = power;
  const { totalCount } = table.grid;
  return problem.sites.flatMap((site, s) => {
    const base = baseItMw(problem, s, (pool) => {
      const chosen = decisions.capacities.find(
        (entry) => entry.element === pool.id && entry.quantity === 'capacityUnits',
      );
      return chosen === undefined ? pool.unitCount : read.value(chosen.decision, 0);
    });
    const batch = (t: number): number => state.loadItMw[s * totalCount + t]!;
    return [
      read.of(site.id, 'site', 'facilityMw', decisions.facilityMw[s]!),
      read.series(site.id, 'site', 'itMw', (t) => base[t]! + batch(t) + onlineItMw(power, read, s, t)),
      read.series(site.id, 'site', 'batchItMw', batch),
      read.series(site.id, 'site', 'baseItMw', (t) => base[t]!),
    ];
  });
};

/** IT power above idle with which a site serves online demand. */
const onlineItMw = (
  { problem, decisions }: PowerModel,
  read: SeriesReader,
  site: number,
  t: number,
): number =>
  decisions.online
    .flatMap((stream) => stream.served)
    .filter(({ pool }) => problem.pools[pool]!.site === site)
    .reduce((sum, { pool, units }) => sum + (workKwPerUnit(problem, pool) * read.value(units, t)) / 1000, 0);

const pools = ({ problem, decisions }: PowerModel, read: SeriesReader, state: WorkState): PlanSeries[] =>
  problem.pools.map((pool, p) =>
    read.series(pool.id, 'pool', 'usedUnits', (t) => {
      let used = (pool.committedUnits[t] ?? 0) + state.usedUnits(p, t);
      for (const stream of decisions.online)
        for (const served of stream.served) if (served.pool === p) used += read.value(served.units, t);
      return used;
    }),
  );

const onlineService = ({ problem, decisions }: PowerModel, read: SeriesReader): PlanSeries[] =>
  decisions.online.flatMap((stream) => [
    ...stream.served.map(({ pool, units }) =>
      read.of(`${stream.element}@${problem.pools[pool]!.id}`, 'online', 'servedUnits', units),
    ),
    read.of(stream.element, 'online', 'unservedUnits', stream.unservedUnits),
  ]);
