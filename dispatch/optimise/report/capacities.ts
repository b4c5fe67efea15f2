import type { ChosenCapacity, Expansion, Problem } from '#dispatch/domain';
import { invariant } from '#units';
import type { CapacityDecision } from '../constraints/block-context.ts';
import type { PowerModel } from '../power-model.ts';

const HOURS_PER_YEAR = 8760;
/** A capacity this close to a limit, relative, stands at it. */
const AT_LIMIT_RATIO = 1e-6;

/** What the plan chose of every capacity that may be built; undefined where nothing may. */
export const chosenCapacities = (power: PowerModel, primal: Float64Array): ChosenCapacity[] | undefined => {
  const { decisions, problem } = power;
  if (decisions.capacities.length === 0) return undefined;
  const hours = problem.horizon.periodCount * power.table.grid.hours;
  return decisions.capacities.map(({ element, quantity, decision }) => {
    const expansion = expansionOf(problem, element, quantity);
    const value = primal[decision.first]!;
    const windowYuan = expansion.yuanPerUnit * (value - expansion.paidFrom);
    return {
      element,
      quantity,
      value,
      paidFrom: expansion.paidFrom,
      windowYuan,
      yuanPerYear: (windowYuan * HOURS_PER_YEAR) / hours,
      limit: limitOf(value, expansion),
    };
  });
};

const limitOf = (value: number, { minimum, maximum }: Expansion): ChosenCapacity['limit'] => {
  const near = (limit: number): boolean => Math.abs(value - limit) <= AT_LIMIT_RATIO * Math.max(1, value);
  if (near(minimum)) return 'minimum';
  return near(maximum) ? 'maximum' : null;
};

const expansionOf = (
  problem: Problem,
  element: string,
  quantity: CapacityDecision['quantity'],
): Expansion => {
  for (const { id, expansion } of problem.batteries) {
    if (id === element && quantity === 'capacityMw' && expansion?.power) return expansion.power;
    if (`${id}.store` === element && quantity === 'capacityMwh' && expansion?.energy) return expansion.energy;
  }
  const built = [
    ...problem.acLines,
    ...problem.hvdcLinks,
    ...problem.converters,
    ...problem.renewables,
    ...problem.thermalUnits,
    ...problem.pools,
  ].find(({ id }) => id === element);
  invariant(built?.expansion, `${element} has a capacity that is chosen`);
  return built.expansion;
};
