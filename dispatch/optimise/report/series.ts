import type { PlanSeries } from '#dispatch/domain';
import { holdBlockAt } from '../hold-blocks.ts';
import { baseItMw } from '../largest-draw.ts';
import type { Columns } from '../model/lp-model.ts';
import type { WorkState } from '../placement/work-state.ts';
import type { PowerModel } from '../power-model.ts';

type Kind = PlanSeries['kind'];

/** What every element does in every period of the horizon. */
export const seriesOf = (power: PowerModel, state: WorkState, primal: Float64Array): PlanSeries[] => {
  const reader = new Reader(power, primal);
  return [
    ...sources(power, reader),
    ...stores(power, reader),
    ...network(power, reader),
    ...consumption(power, reader, state),
    ...onlineService(power, reader),
  ];
};

class Reader {
  readonly periodCount: number;
  private readonly primal: Float64Array;

  constructor(power: PowerModel, primal: Float64Array) {
    this.periodCount = power.table.grid.periodCount;
    this.primal = primal;
  }
  /** A series of one number a period; tiny remains of rounding in the solver are cut off. */
  series(element: string, kind: Kind, quantity: string, at: (t: number) => number): PlanSeries {
    const values = Array.from({ length: this.periodCount }, (_, t) => tidy(at(t)));
    return { element, kind, quantity, values };
  }
  of(element: string, kind: Kind, quantity: string, decision: Columns): PlanSeries {
    return this.series(element, kind, quantity, (t) => this.value(decision, t));
  }
  value(decision: Columns, step: number): number {
    return this.primal[decision.first + step]!;
  }
}

const tidy = (value: number): number => (Math.abs(value) < 1e-7 ? 0 : value);

const sources = ({ problem, decisions }: PowerModel, read: Reader): PlanSeries[] =>
  problem.renewables.flatMap((plant, i) => [
    read.series(plant.id, plant.kind, 'availableMw', (t) => plant.availableMw[t]!),
    read.series(
      plant.id,
      plant.kind,
      'generationMw',
      (t) => plant.availableMw[t]! - read.value(decisions.curtailedMw[i]!, t),
    ),
    read.of(plant.id, plant.kind, 'curtailedMw', decisions.curtailedMw[i]!),
  ]);

const stores = ({ problem, decisions }: PowerModel, read: Reader): PlanSeries[] => [
  ...problem.reservoirs.flatMap((plant, i) => [
    read.of(plant.id, 'hydro', 'generationMw', decisions.hydroMw[i]!),
    read.of(plant.id, 'hydro', 'spillM3PerS', decisions.spillM3PerS[i]!),
    read.of(plant.id, 'hydro', 'storedMm3', decisions.storedMm3[i]!),
  ]),
  ...problem.batteries.flatMap((battery, i) => [
    read.of(battery.id, 'battery', 'chargeMw', decisions.chargeMw[i]!),
    read.of(battery.id, 'battery', 'dischargeMw', decisions.dischargeMw[i]!),
    read.of(battery.id, 'battery', 'storedMwh', decisions.storedMwh[i]!),
  ]),
];

const network = ({ problem, decisions }: PowerModel, read: Reader): PlanSeries[] => [
  ...problem.acLines.map((line, i) => read.of(line.id, 'line', 'flowMw', decisions.lineFlowMw[i]!)),
  ...problem.hvdcLinks.flatMap((link, i) => {
    const sent = (t: number): number =>
      read.value(decisions.hvdcSentMw[i]!, holdBlockAt(problem.horizon, link.holdPeriods, t));
    return [
      read.series(link.id, 'hvdc', 'sentMw', sent),
      read.series(link.id, 'hvdc', 'deliveredMw', (t) => sent(t) * (1 - link.lossRatio)),
      read.of(link.id, 'hvdc', 'shortfallMw', decisions.hvdcShortfallMw[i]!),
    ];
  }),
  ...problem.gridConnections.flatMap((grid, i) => [
    read.of(grid.id, 'grid', 'importMw', decisions.importMw[i]!),
    read.of(grid.id, 'grid', 'exportMw', decisions.exportMw[i]!),
    read.series(grid.id, 'grid', 'importYuanPerMwh', (t) => grid.importYuanPerMwh[t]!),
    read.series(grid.id, 'grid', 'exportYuanPerMwh', (t) => grid.exportYuanPerMwh[t]!),
  ]),
];

const consumption = (power: PowerModel, read: Reader, state: WorkState): PlanSeries[] => {
  const { problem, decisions, table } = power;
  const { totalCount } = table.grid;
  return [
    ...problem.areas.flatMap((area, a) => [
      read.series(area.id, 'area', 'loadMw', (t) => area.loadMw[t]!),
      read.of(area.id, 'area', 'unservedMw', decisions.unservedMw[a]!),
    ]),
    ...problem.sites.flatMap((site, s) => {
      const base = baseItMw(problem, s);
      const facility = (t: number): number => read.value(decisions.facilityMw[s]!, t);
      return [
        read.series(site.id, 'site', 'facilityMw', facility),
        read.series(
          site.id,
          'site',
          'itMw',
          (t) => (facility(t) - site.fixedMw[t]!) / site.facilityPerIt[t]!,
        ),
        read.series(site.id, 'site', 'batchItMw', (t) => state.loadItMw[s * totalCount + t]!),
        read.series(site.id, 'site', 'baseItMw', (t) => base[t]!),
      ];
    }),
    ...problem.pools.map((pool, p) =>
      read.series(pool.id, 'pool', 'usedUnits', (t) => {
        let used = (pool.committedUnits[t] ?? 0) + state.usedUnits(p, t);
        for (const stream of decisions.online)
          for (const served of stream.served) if (served.pool === p) used += read.value(served.units, t);
        return used;
      }),
    ),
  ];
};

const onlineService = ({ problem, decisions }: PowerModel, read: Reader): PlanSeries[] =>
  decisions.online.flatMap((stream) => [
    ...stream.served.map(({ pool, units }) =>
      read.of(`${stream.element}@${problem.pools[pool]!.id}`, 'online', 'servedUnits', units),
    ),
    read.of(stream.element, 'online', 'unservedUnits', stream.unservedUnits),
  ]);
