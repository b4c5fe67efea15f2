import { flowingFor, turbinedFor, turbineFlow } from '../model/conversion.ts';
import { columnAt } from '../model/lp-model.ts';
import type { BlockContext } from './block-context.ts';

export const RESERVOIR = 'reservoir';

/**
 * Water balance of a reservoir: content at the end of a period = content before + inflow - turbined - spilled, in Mm3,
 * and the river below gets its minimum, or what is missing is priced like the energy it would give when unserved. Water let go is charged at its value, turbined or spilled.
 */
export const reservoir = (context: BlockContext): void => {
  context.problem.reservoirs.forEach((_, index) => {
    for (let t = 0; t < context.grid.periodCount; t++) {
      waterBalance(context, index, t);
      minimumRelease(context, index, t);
    }
  });
};

const waterBalance = ({ problem, model, decisions, grid }: BlockContext, index: number, t: number): void => {
  const plant = problem.reservoirs[index]!;
  const inflowMm3 = flowingFor(grid.hours) * plant.inflowM3PerS[t]!;
  const known = inflowMm3 + (t === 0 ? plant.initialMm3 : 0);
  const row = model.row<'Mm3'>(RESERVOIR, plant.id, t, known, known);
  const turbined = turbinedFor(grid.hours, plant.mwPerM3PerS);
  const [hydro, spill] = [columnAt(decisions.hydroMw[index]!, t), columnAt(decisions.spillM3PerS[index]!, t)];
  model.add(row, 1, columnAt(decisions.storedMm3[index]!, t));
  if (t > 0) model.add(row, -1, columnAt(decisions.storedMm3[index]!, t - 1));
  model.addConverted(row, 1, turbined, hydro);
  model.addConverted(row, 1, flowingFor(grid.hours), spill);
  const yuanPerMwh = plant.waterValueYuanPerMwh;
  model.charge('water', hydro, yuanPerMwh * grid.hours);
  model.charge('water', spill, yuanPerMwh * grid.hours * plant.mwPerM3PerS);
};

const minimumRelease = (
  { problem, model, decisions, grid }: BlockContext,
  index: number,
  t: number,
): void => {
  const plant = problem.reservoirs[index]!;
  if (plant.minimumReleaseM3PerS <= 0) return;
  const least = plant.minimumReleaseM3PerS;
  const row = model.row<'m3/s'>(RESERVOIR, `${plant.id}.release`, t, least, Number.POSITIVE_INFINITY);
  const flow = turbineFlow(plant.mwPerM3PerS);
  model.addConverted(row, 1, flow, columnAt(decisions.hydroMw[index]!, t));
  model.add(row, 1, columnAt(decisions.spillM3PerS[index]!, t));
  const missing = columnAt(decisions.releaseShortfallM3PerS[index]!, t);
  model.add(row, 1, missing);
  model.charge('releaseShortfall', missing, problem.unservedYuanPerMwh * plant.mwPerM3PerS * grid.hours);
};
