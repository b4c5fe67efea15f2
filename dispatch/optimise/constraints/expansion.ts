import type { Expansion } from '#dispatch/domain';
import { type Column, columnAt, type Decision } from '../model/lp-model.ts';
import type { BlockContext, CapacityDecision } from './block-context.ts';

export const EXPANSION = 'expansion';

/**
 * A capacity as a decision: one column between its limits, charged with its annualised cost beyond what is there
 * already. The physics of the element bind to it through rows of this block.
 */
export const decideCapacity = <Unit extends 'MW' | 'MWh' | 'unit'>(
  { model, capacities }: BlockContext,
  element: string,
  quantity: CapacityDecision['quantity'],
  expansion: Expansion,
): Decision<Unit> => {
  const [least, most] = [() => expansion.minimum, () => expansion.maximum];
  const capacity =
    quantity === 'capacityUnits'
      ? model.decideWhole<Unit>(quantity, element, 1, least, most)
      : model.decide<Unit>(quantity, element, 1, least, most);
  model.charge('expansion', capacity.first, expansion.yuanPerUnit);
  model.chargeConstant('expansion', -expansion.yuanPerUnit * expansion.paidFrom);
  const decision = capacity as unknown as CapacityDecision['decision'];
  capacities.push({ element, quantity, decision, expansion });
  return capacity;
};

/** The capacity of an element that is chosen; null where it is given. */
export const chosenCapacity = <Unit extends 'MW' | 'MWh'>(
  { capacities }: Pick<BlockContext, 'capacities'>,
  element: string,
  quantity: Unit extends 'MW' ? 'capacityMw' : 'capacityMwh',
): Column<Unit> | null => {
  const found = capacities.find((entry) => entry.element === element && entry.quantity === quantity);
  return found === undefined ? null : (found.decision.first as unknown as Column<Unit>);
};

/** factor x column <= ratio x capacity, in one period. `what` tells rows of one element apart. */
export const withinCapacity = <Unit extends string>(
  { model }: BlockContext,
  what: string,
  t: number,
  factor: number,
  column: Column<Unit>,
  ratio: number,
  capacity: Decision<Unit>,
): void => {
  const row = model.row<Unit>(EXPANSION, what, t, Number.NEGATIVE_INFINITY, 0);
  model.add(row, factor, column);
  model.add(row, -ratio, columnAt(capacity, 0));
};
