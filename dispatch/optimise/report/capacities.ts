import type { ChosenCapacity } from '#dispatch/domain';
import type { CapacityDecision } from '../constraints/block-context.ts';
import type { PowerModel } from '../power-model.ts';

const HOURS_PER_YEAR = 8760;
/** Nearer to a limit than this, relative to it, a capacity stands at it. */
const AT_LIMIT_RATIO = 1e-6;

/** Every capacity that was a decision, with what it costs beyond what stands. */
export const capacitiesOf = (power: PowerModel, primal: Float64Array): ChosenCapacity[] => {
  const windowHours = power.table.grid.periodCount * power.table.grid.hours;
  return power.decisions.capacities.map((capacity) => {
    const { quantity, decision, expansion } = capacity;
    const value = primal[decision.first]!;
    const windowYuan = expansion.yuanPerUnit * (value - expansion.paidFrom);
    return {
      element: elementOf(capacity),
      quantity,
      value,
      paidFrom: expansion.paidFrom,
      windowYuan,
      yuanPerYear: (windowYuan * HOURS_PER_YEAR) / windowHours,
      limit: limitOf(value, expansion),
    };
  });
};

/** The content of a store is a column of its own name. */
const elementOf = ({ element, quantity }: CapacityDecision): string =>
  quantity === 'capacityMwh' ? element.replace(/\.store$/, '') : element;

function limitOf(
  value: number,
  { minimum, maximum }: CapacityDecision['expansion'],
): ChosenCapacity['limit'] {
  const isAt = (limit: number): boolean =>
    Math.abs(value - limit) <= AT_LIMIT_RATIO * Math.max(1, Math.abs(limit));
  if (isAt(maximum)) return 'maximum';
  return isAt(minimum) ? 'minimum' : null;
}
