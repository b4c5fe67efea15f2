import type { RenewableInput } from '#dispatch/domain';
import { columnAt, type Decision } from '../model/lp-model.ts';
import { type BlockContext, zero } from './block-context.ts';
import { decideCapacity, withinCapacity } from './expansion.ts';

export interface RenewableDecisions {
  /** Generation is what is available minus this. */
  readonly curtailedMw: readonly Decision<'MW'>[];
  /** Capacity that is chosen, by plant; null where it is given. */
  readonly renewableMw: readonly (Decision<'MW'> | null)[];
}

/**
 * PV and wind feed in what is available minus what is curtailed; curtailment lies between zero and all of it. Running
 * costs are saved, the price of curtailment paid, by curtailing. Rows only where the capacity is chosen (expansion):
 * available is then its share of the period times the capacity.
 */
export const renewable = (context: BlockContext): RenewableDecisions => {
  const { problem } = context;
  const plants = problem.renewables.map((plant) =>
    plant.expansion === undefined ? given(context, plant) : chosen(context, plant, plant.expansion),
  );
  return {
    curtailedMw: plants.map(({ curtailed }) => curtailed),
    renewableMw: plants.map(({ capacity }) => capacity),
  };
};

interface Plant {
  readonly curtailed: Decision<'MW'>;
  readonly capacity: Decision<'MW'> | null;
}

const given = (context: BlockContext, plant: RenewableInput): Plant => {
  const { model, grid, hours, areaRows } = context;
  const { availableMw } = plant;
  const mayCurtail = Number.isFinite(context.problem.curtailedYuanPerMwh);
  const curtailed = model.decide<'MW'>('curtailedMw', plant.id, grid.periodCount, zero, (t) =>
    mayCurtail ? availableMw[t]! : 0,
  );
  for (let t = 0; t < grid.periodCount; t++) {
    model.addKnown(areaRows[plant.area]![t]!, availableMw[t]!);
    model.chargeConstant('operation', plant.operatingYuanPerMwh * hours[t]! * availableMw[t]!);
    curtail(context, plant, t, curtailed);
  }
  return { curtailed, capacity: null };
};

const chosen = (
  context: BlockContext,
  plant: RenewableInput,
  expansion: NonNullable<RenewableInput['expansion']>,
): Plant => {
  const { model, grid, hours, areaRows } = context;
  const { availableRatio, maximum } = expansion;
  const capacity = decideCapacity<'MW'>(context, plant.id, 'capacityMw', expansion);
  const mayCurtail = Number.isFinite(context.problem.curtailedYuanPerMwh);
  const curtailed = model.decide<'MW'>('curtailedMw', plant.id, grid.periodCount, zero, (t) =>
    mayCurtail && availableRatio[t]! > 0 ? availableRatio[t]! * maximum : 0,
  );
  for (let t = 0; t < grid.periodCount; t++) {
    model.add(areaRows[plant.area]![t]!, availableRatio[t]!, columnAt(capacity, 0));
    model.charge('operation', capacity.first, plant.operatingYuanPerMwh * hours[t]! * availableRatio[t]!);
    withinCapacity(context, plant.id, t, 1, columnAt(curtailed, t), availableRatio[t]!, capacity);
    curtail(context, plant, t, curtailed);
  }
  return { curtailed, capacity };
};

const curtail = (
  { problem, model, hours, areaRows }: BlockContext,
  plant: RenewableInput,
  t: number,
  curtailed: Decision<'MW'>,
): void => {
  const column = columnAt(curtailed, t);
  model.add(areaRows[plant.area]![t]!, -1, column);
  model.charge('operation', column, -plant.operatingYuanPerMwh * hours[t]!);
  if (Number.isFinite(problem.curtailedYuanPerMwh))
    model.charge('curtailment', column, problem.curtailedYuanPerMwh * hours[t]!);
};
