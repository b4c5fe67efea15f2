import { checkPlan, type Violation } from '#dispatch/check';
import type { Plan, Problem } from '#dispatch/domain';
import type { Bilingual } from '#units';

/**
 * A plan as it is handed on: worked out again from its own record, without the model that made it. What does not hold is
 * said beside whatever else makes the plan less than a full one; the plan is still the best there is.
 */
export const checkedPlan = (problem: Problem, plan: Plan): Plan => {
  const violations = checkPlan(problem, plan);
  if (violations.length === 0) return plan;
  const found = sentenceOf(violations);
  const degraded =
    plan.degraded === undefined
      ? found
      : { zh: plan.degraded.zh + found.zh, en: `${plan.degraded.en} ${found.en}` };
  return { ...plan, degraded };
};

const sentenceOf = (violations: readonly Violation[]): Bilingual => {
  const { law, element, period, amount, unit } = violations[0]!;
  const [zhWhen, enWhen] =
    period === null ? ['', ''] : [`，第 ${period + 1} 个时段`, `, period ${period + 1}`];
  const size = Number.isNaN(amount) ? unit : `${amount.toPrecision(2)} ${unit}`;
  return {
    zh: `独立校核发现 ${violations.length} 处不符，第一处：${law}（${element}${zhWhen}），相差 ${size}。执行前请核实。`,
    en: `An independent check found ${violations.length} figure(s) that do not hold, the first: ${law} of ${element}${enWhen}, by ${size}. Look at it before this plan is carried out.`,
  };
};
