import type { ConverterInput } from '#dispatch/domain';
import { columnAt, type Decision } from '../model/lp-model.ts';
import type { BlockContext } from './block-context.ts';
import { decideCapacity, withinCapacity } from './expansion.ts';

export interface ConverterDecisions {
  /** Power taken from the first area; below zero the converter runs backwards. */
  readonly convertedMw: readonly Decision<'MW'>[];
}

/**
 * A converter takes power from one area and gives its efficiency times as much to another: a heat pump, an electric
 * boiler, a back-to-back station. Columns, balance and charges; rows only where its rating is chosen (expansion).
 */
export const converter = (context: BlockContext): ConverterDecisions => {
  const { problem, model, grid, hours, areaRows } = context;
  const convertedMw = problem.converters.map((station) => takenBy(context, station));
  problem.converters.forEach((station, i) => {
    for (let t = 0; t < grid.periodCount; t++) {
      const taken = columnAt(convertedMw[i]!, t);
      model.add(areaRows[station.fromArea]![t]!, -1, taken);
      model.add(areaRows[station.toArea]![t]!, station.efficiencyRatio[t]!, taken);
      model.charge('operation', taken, station.operatingYuanPerMwh[t]! * hours[t]!);
    }
  });
  return { convertedMw };
};

const takenBy = (context: BlockContext, station: ConverterInput): Decision<'MW'> => {
  const { model, grid } = context;
  const rated = station.expansion?.maximum ?? station.ratedMw;
  const taken = model.decide<'MW'>(
    'convertedMw',
    station.id,
    grid.periodCount,
    (t) => shareOf(station.minimumRatio[t]!, rated),
    (t) => shareOf(station.maximumRatio[t]!, rated),
  );
  if (station.expansion === undefined) return taken;
  const capacity = decideCapacity<'MW'>(context, station.id, 'capacityMw', station.expansion);
  for (let t = 0; t < grid.periodCount; t++) {
    withinCapacity(context, station.id, t, 1, columnAt(taken, t), station.maximumRatio[t]!, capacity);
    withinCapacity(
      context,
      `${station.id}.least`,
      t,
      -1,
      columnAt(taken, t),
      -station.minimumRatio[t]!,
      capacity,
    );
  }
  return taken;
};

/** No share of an unlimited rating is nothing, not NaN. */
const shareOf = (ratio: number, rated: number): number => (ratio === 0 ? 0 : ratio * rated);
