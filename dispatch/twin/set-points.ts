import type { Plan } from '#dispatch/domain';
import { type EpochMs, invariant, type Minutes, periodStartMs } from '#units';

/**
 * One period of a plan: element id -> quantity -> value. The plant reads:
 * pv, wind `generationMw` (and `availableMw` or `curtailedMw`, from which planned curtailment is taken);
 * thermal, csp, hydro `generationMw`; converter `takenMw`; battery `chargeMw`, `dischargeMw`; grid `importMw`, `exportMw`; hvdc `sentMw`.
 * What a plan leaves out is taken as 0, except renewables, which run at what is available, and thermal units and HVDC links,
 * which go on as they are.
 */
export interface SetPoints {
  readonly periodStartMs: EpochMs;
  readonly periodMinutes: Minutes;
  readonly values: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** The set-points of period `t` of a plan. */
export function setPointsAt(plan: Plan, t: number): SetPoints {
  invariant(t >= 0 && t < plan.horizon.periodCount, `period ${t} lies outside the plan`);
  const values: Record<string, Record<string, number>> = {};
  for (const { element, quantity, values: row } of plan.series) {
    values[element] = { ...values[element], [quantity]: row[t] ?? 0 };
  }
  return {
    periodStartMs: periodStartMs(plan.horizon, t),
    periodMinutes: plan.horizon.periodMinutes,
    values,
  };
}
