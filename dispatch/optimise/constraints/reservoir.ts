import type { ReservoirInput } from '#dispatch/domain';
import { flowingFor, turbinedFor, turbineFlow } from '../model/conversion.ts';
import { columnAt, type Decision } from '../model/lp-model.ts';
import { type BlockContext, zero } from './block-context.ts';

export const RESERVOIR = 'reservoir';

export interface ReservoirDecisions {
  readonly hydroMw: readonly Decision<'MW'>[];
  readonly spillM3PerS: readonly Decision<'m3/s'>[];
  /** Release that the river is owed and does not get. */
  readonly releaseShortfallM3PerS: readonly Decision<'m3/s'>[];
  readonly storedMm3: readonly Decision<'Mm3'>[];
}

/**
 * Water balance of a reservoir: content at the end of a period = content before + inflow + what the reservoir above let
 * go a delay ago - turbined - spilled, in Mm3; output changes within its ramp. The river below gets its minimum, or
 * what is missing is priced like the energy it would give when unserved. Water let go is charged at its value, turbined
 * or spilled.
 */
export const reservoir = (context: BlockContext): ReservoirDecisions => {
  const decisions = declare(context);
  const { problem, grid } = context;
  problem.reservoirs.forEach((plant, index) => {
    for (let t = 0; t < grid.periodCount; t++) {
      waterBalance(context, decisions, index, t);
      minimumRelease(context, decisions, index, t);
      chargeWater(context, decisions, index, t);
      context.model.add(context.areaRows[plant.area]![t]!, 1, columnAt(decisions.hydroMw[index]!, t));
    }
    ramp(context, plant, decisions.hydroMw[index]!);
  });
  return decisions;
};

const declare = (context: BlockContext): ReservoirDecisions => {
  const { problem, model, grid, hours } = context;
  const n = grid.periodCount;
  return {
    hydroMw: problem.reservoirs.map((plant) =>
      model.decide<'MW'>('hydroMw', plant.id, n, zero, () => plant.ratedMw),
    ),
    spillM3PerS: problem.reservoirs.map((plant, index) => {
      const above = mostFromAbove(problem.reservoirs, index);
      return model.decide<'m3/s'>('spillM3PerS', plant.id, n, zero, (t) => {
        const full = (Math.max(plant.maximumMm3, plant.initialMm3) * 1e6) / (hours[t]! * 3600);
        return full + plant.inflowM3PerS[t]! + above;
      });
    }),
    releaseShortfallM3PerS: problem.reservoirs.map((plant) =>
      model.decide<'m3/s'>('releaseShortfallM3PerS', plant.id, n, zero, () =>
        Math.max(0, plant.minimumReleaseM3PerS),
      ),
    ),
    storedMm3: problem.reservoirs.map((plant) => {
      const most = mostStoredMm3(hours, plant);
      return model.decide<'Mm3'>(
        'storedMm3',
        plant.id,
        n,
        // A content that is below the minimum already rises as inflow and ramp let it.
        (t) => Math.min(plant.minimumMm3, most[t]!),
        () => Math.max(plant.maximumMm3, plant.initialMm3),
      );
    }),
  };
};

/** More flow than everything above could let go at once; reservoirs are few. */
const mostFromAbove = (plants: readonly ReservoirInput[], index: number): number =>
  plants.reduce((sum, plant, above) => {
    if (plant.downstream?.reservoir !== index) return sum;
    const underway = plant.downstream.underwayM3PerS.reduce((a, b) => Math.max(a, b), 0);
    const content = (Math.max(plant.maximumMm3, plant.initialMm3) * 1e6) / 300;
    const inflow = plant.inflowM3PerS.reduce((a, b) => Math.max(a, b), 0);
    return sum + underway + content + inflow + mostFromAbove(plants, above);
  }, 0);

/** Content at the end of every period when no more is let go than the ramp asks for and nothing comes from above. */
const mostStoredMm3 = (hours: Float64Array, plant: ReservoirInput): Float64Array => {
  const { rampMwPerH = Number.POSITIVE_INFINITY, beforeMw = 0 } = plant;
  let content = plant.initialMm3;
  let leastMw = beforeMw;
  return plant.inflowM3PerS.map((flow, t) => {
    leastMw = Math.max(0, leastMw - rampMwPerH * hours[t]!);
    content += flow * flowingFor(hours[t]!) - leastMw * turbinedFor(hours[t]!, plant.mwPerM3PerS);
    return Math.max(0, content);
  });
};

const waterBalance = (
  { problem, model, hours }: BlockContext,
  { hydroMw, spillM3PerS, storedMm3 }: ReservoirDecisions,
  index: number,
  t: number,
): void => {
  const plant = problem.reservoirs[index]!;
  const flowing = flowingFor(hours[t]!);
  const known = flowing * plant.inflowM3PerS[t]! + (t === 0 ? plant.initialMm3 : 0);
  const row = model.row<'Mm3'>(RESERVOIR, plant.id, t, known, known);
  model.add(row, 1, columnAt(storedMm3[index]!, t));
  if (t > 0) model.add(row, -1, columnAt(storedMm3[index]!, t - 1));
  model.addConverted(row, 1, turbinedFor(hours[t]!, plant.mwPerM3PerS), columnAt(hydroMw[index]!, t));
  model.addConverted(row, 1, flowing, columnAt(spillM3PerS[index]!, t));
  problem.reservoirs.forEach((above, i) => {
    if (above.downstream?.reservoir !== index) return;
    const { delayPeriods, underwayM3PerS } = above.downstream;
    const released = t - delayPeriods;
    // Water that left before the window: the last entry is the last period before it.
    if (released < 0) {
      model.addKnown(row, -flowing * (underwayM3PerS[underwayM3PerS.length + released] ?? 0));
      return;
    }
    const turbined = turbinedFor(hours[t]!, above.mwPerM3PerS);
    model.addConverted(row, -1, turbined, columnAt(hydroMw[i]!, released));
    model.addConverted(row, -1, flowing, columnAt(spillM3PerS[i]!, released));
  });
};

const minimumRelease = (
  { problem, model, hours }: BlockContext,
  { hydroMw, spillM3PerS, releaseShortfallM3PerS }: ReservoirDecisions,
  index: number,
  t: number,
): void => {
  const plant = problem.reservoirs[index]!;
  const least = plant.minimumReleaseM3PerS;
  if (least <= 0) return;
  const row = model.row<'m3/s'>(RESERVOIR, `${plant.id}.release`, t, least, Number.POSITIVE_INFINITY);
  model.addConverted(row, 1, turbineFlow(plant.mwPerM3PerS), columnAt(hydroMw[index]!, t));
  model.add(row, 1, columnAt(spillM3PerS[index]!, t));
  const missing = columnAt(releaseShortfallM3PerS[index]!, t);
  model.add(row, 1, missing);
  model.charge('releaseShortfall', missing, problem.unservedYuanPerMwh * plant.mwPerM3PerS * hours[t]!);
};

/** What a MWh of this plant's water is worth later; what it is worth below is charged when it is let go there. */
const chargeWater = (
  { problem, model, hours }: BlockContext,
  { hydroMw, spillM3PerS }: ReservoirDecisions,
  index: number,
  t: number,
): void => {
  const plant = problem.reservoirs[index]!;
  const yuan = plant.waterValueYuanPerMwh * hours[t]!;
  model.charge('water', columnAt(hydroMw[index]!, t), yuan);
  model.charge('water', columnAt(spillM3PerS[index]!, t), yuan * plant.mwPerM3PerS);
};

const ramp = ({ model, grid, hours }: BlockContext, plant: ReservoirInput, output: Decision<'MW'>): void => {
  if (plant.rampMwPerH === undefined) return;
  for (let t = 0; t < grid.periodCount; t++) {
    const before = t === 0 ? plant.beforeMw : 0;
    if (before === undefined) continue;
    const most = plant.rampMwPerH * hours[t]!;
    const row = model.row<'MW'>(RESERVOIR, `${plant.id}.ramp`, t, before - most, before + most);
    model.add(row, 1, columnAt(output, t));
    if (t > 0) model.add(row, -1, columnAt(output, t - 1));
  }
};
