import type { GridConnectionInput, PlanSeries } from '#dispatch/domain';
import { holdBlockAt } from '../hold-blocks.ts';
import type { Columns } from '../model/lp-model.ts';
import type { PowerModel } from '../power-model.ts';
import { type SeriesReader, unlessZero } from './series-reader.ts';

/** What stores, moves, buys and sells power, and what is held ready. */
export const networkSeries = (power: PowerModel, read: SeriesReader): PlanSeries[] => [
  ...stores(power, read),
  ...lines(power, read),
  ...connections(power, read),
  ...reserves(power, read),
];

const stores = ({ problem, decisions }: PowerModel, read: SeriesReader): PlanSeries[] =>
  problem.batteries.flatMap((battery, i) => {
    const kind = battery.site === undefined ? 'battery' : 'ups';
    return [
      read.of(battery.id, kind, 'chargeMw', decisions.chargeMw[i]!),
      read.of(battery.id, kind, 'dischargeMw', decisions.dischargeMw[i]!),
      read.of(battery.id, kind, 'storedMwh', decisions.storedMwh[i]!),
    ];
  });

const lines = ({ problem, decisions }: PowerModel, read: SeriesReader): PlanSeries[] => [
  ...problem.acLines.map((line, i) => read.of(line.id, 'line', 'flowMw', decisions.lineFlowMw[i]!)),
  ...problem.hvdcLinks.flatMap((link, i) => {
    const kind = link.toArea === undefined ? 'hvdc' : 'dcLink';
    const sent = (t: number): number =>
      read.value(decisions.hvdcSentMw[i]!, holdBlockAt(problem.horizon, link.holdPeriods, t));
    return [
      read.series(link.id, kind, 'sentMw', sent),
      read.series(link.id, kind, 'deliveredMw', (t) => sent(t) * (1 - link.lossRatio)),
      read.of(link.id, kind, 'shortfallMw', decisions.hvdcShortfallMw[i]!),
    ];
  }),
  ...problem.converters.flatMap((station, i) => {
    const taken = decisions.convertedMw[i]!;
    const given = (t: number): number => station.efficiencyRatio[t]! * read.value(taken, t);
    return [
      read.of(station.id, 'converter', 'takenMw', taken),
      read.series(station.id, 'converter', 'givenMw', given),
    ];
  }),
];

const connections = ({ problem, decisions }: PowerModel, read: SeriesReader): PlanSeries[] =>
  problem.gridConnections.flatMap((grid, i) => [
    read.of(grid.id, 'grid', 'importMw', decisions.importMw[i]!),
    read.of(grid.id, 'grid', 'exportMw', decisions.exportMw[i]!),
    read.series(grid.id, 'grid', 'importYuanPerMwh', (t) => grid.importYuanPerMwh[t]!),
    read.series(grid.id, 'grid', 'exportYuanPerMwh', (t) => grid.exportYuanPerMwh[t]!),
    ...monthPeaks(grid, decisions.importMw[i]!, read),
  ]);

/** Highest import of the billing month, up to each period, where it is charged for. */
const monthPeaks = (grid: GridConnectionInput, bought: Columns, read: SeriesReader): PlanSeries[] => {
  if (grid.demandCharges === undefined) return [];
  const peaks = new Float64Array(read.periodCount);
  for (const { fromPeriod, toPeriod, soFarMw } of grid.demandCharges) {
    let peak = soFarMw;
    for (let t = fromPeriod; t < toPeriod; t++) {
      peak = Math.max(peak, read.value(bought, t));
      peaks[t] = peak;
    }
  }
  return [read.series(grid.id, 'grid', 'monthPeakMw', (t) => peaks[t]!)];
};

/** What is asked for in each direction, how much of it is held, and what is missing. */
const reserves = ({ problem, decisions }: PowerModel, read: SeriesReader): PlanSeries[] =>
  problem.reserves.flatMap((asked, i) => {
    const missing = decisions.reserveShortfallMw[i]!;
    return (['Up', 'Down'] as const).flatMap((way) => {
      const [wantedMw, short] = way === 'Up' ? [asked.upMw, missing.up] : [asked.downMw, missing.down];
      const wanted = (t: number): number => Math.max(0, wantedMw[t]!);
      return [
        ...unlessZero(read.series(asked.id, 'reserve', `asked${way}Mw`, wanted)),
        ...unlessZero(
          read.series(asked.id, 'reserve', `held${way}Mw`, (t) => wanted(t) - read.value(short, t)),
        ),
        ...unlessZero(read.of(asked.id, 'reserve', `shortfall${way}Mw`, short)),
      ];
    });
  });
