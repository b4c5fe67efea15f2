import type { Plan, Refusal } from '#dispatch/domain';

/** What `plan --json` prints: one object, names and units as in the records. */
export interface PlanAnswer {
  readonly status: Plan['status'];
  readonly objective: Plan['objective'];
  readonly objectiveValue: number;
  readonly objectiveBound: number;
  readonly costYuan: number;
  readonly boundYuan: number | null;
  readonly gapRatio: number;
  readonly co2Tonnes: number;
  readonly matchedGreenShareRatio: number;
  readonly annualGreenShareRatio: number;
  readonly curtailmentRatio: number;
  readonly jobsPlaced: number;
  readonly jobsRefused: readonly { readonly id: string; readonly reason: string; readonly code: string }[];
  readonly onlineServedRatio: number | null;
  readonly runAtOnce: Plan['runAtOnce'];
  readonly degraded: string | null;
  readonly costParts: Readonly<Record<string, number>>;
  /** With --expand: what was chosen to be built. */
  readonly capacities?: Plan['capacities'];
  readonly model: Plan['model'];
  readonly seconds: number;
  readonly region: string;
  readonly from: string;
  readonly hours: number;
  /** Said when the region's data come from a generator. */
  readonly generatedData: string | null;
}

/** The answer of one plan; `seconds` is what it took from the command's start. */
export function planAnswer(plan: Plan, seconds: number, generatedData: string | null): PlanAnswer {
  return {
    status: plan.status,
    objective: plan.objective,
    objectiveValue: plan.objectiveValue,
    objectiveBound: plan.objectiveBound,
    costYuan: plan.costYuan,
    boundYuan: plan.boundYuan,
    gapRatio: plan.gapRatio,
    co2Tonnes: plan.co2Tonnes,
    matchedGreenShareRatio: plan.matchedGreenShareRatio,
    annualGreenShareRatio: plan.annualGreenShareRatio,
    curtailmentRatio: plan.curtailmentRatio,
    jobsPlaced: plan.placements.length + plan.onlineServed.length,
    jobsRefused: plan.refused.map(refusalAnswer),
    onlineServedRatio: servedRatio(plan),
    runAtOnce: plan.runAtOnce,
    degraded: plan.degraded?.en ?? null,
    costParts: Object.fromEntries(plan.costParts.map((part) => [part.name, part.yuan])),
    ...(plan.capacities === undefined ? {} : { capacities: plan.capacities }),
    model: plan.model,
    seconds: Math.round(seconds * 100) / 100,
    region: plan.regionId,
    from: new Date(plan.horizon.startMs).toISOString(),
    hours: (plan.horizon.periodCount * plan.horizon.periodMinutes) / 60,
    generatedData,
  };
}

const refusalAnswer = (refusal: Refusal) => ({
  id: refusal.id,
  reason: refusal.reason.en,
  code: refusal.code,
});

function servedRatio(plan: Plan): number | null {
  if (plan.onlineServed.length === 0) return null;
  return plan.onlineServed.reduce((sum, each) => sum + each.servedRatio, 0) / plan.onlineServed.length;
}
