import type { Bilingual, EpochMs, Yuan } from '#units';
import type { Forecast } from './forecast.ts';
import type { Job, JobState } from './job.ts';
import type { CostPart, Placement, Plan } from './plan.ts';
import type { Kpi } from './trace.ts';

/** What the screens and the API's clients read. Typed arrays travel as plain arrays. */

export interface ClockView {
  readonly nowMs: EpochMs;
  /** `live`: the wall clock; `scenario`: the shipped data's own time, advancing `speed` times as fast as the wall. */
  readonly mode: 'live' | 'scenario';
  readonly speed: number;
}

/** What stands in the live picture; `hvdc` is a link out of the region. */
export const FLOW_NODE_KINDS = [
  'area',
  'pv',
  'wind',
  'thermal',
  'csp',
  'hydro',
  'battery',
  'grid',
  'hvdc',
  'site',
  'load',
] as const;

/** One node of the live picture. Power is never negative: the direction is in the field's name. */
export interface FlowNode {
  readonly id: string;
  readonly kind: (typeof FLOW_NODE_KINDS)[number];
  readonly name: Bilingual;
  readonly area: string;
  readonly position?: { readonly x: number; readonly y: number };
  /** Into the node's area (generation, discharge, import). */
  readonly supplyMw: number;
  /** Out of the node's area (load, charge, export). */
  readonly drawMw: number;
  readonly availableMw?: number;
  readonly capacityMw?: number;
  /** Of a solar tower: heat. */
  readonly storedMwh?: number;
  readonly capacityMwh?: number;
  readonly runningJobs?: number;
}
/** An AC line, a DC link or a converter between two areas. */
export interface FlowEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** From `from` to `to` when positive. */
  readonly flowMw: number;
  readonly limitMw: number;
}

export interface OverviewView {
  readonly region: {
    readonly id: string;
    readonly name: Bilingual;
    readonly generatedNote: Bilingual | null;
  };
  readonly clock: ClockView;
  readonly cycle: CycleView;
  readonly periodStartMs: EpochMs | null;
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
  readonly kpis: readonly Kpi[];
  readonly jobCounts: Readonly<Partial<Record<JobState, number>>>;
  readonly alarms: readonly {
    readonly atMs: EpochMs;
    readonly level: 'info' | 'warning' | 'alarm';
    readonly text: Bilingual;
  }[];
  /**
   * The last 24 h as measured, MW. Keys into the region: `pv`, `wind`, `csp`, `hydro`, `thermal`, `discharge`,
   * `import`; out of it: `load`, `site`, `charge`, `export`, `hvdc`; beside them `curtailed`.
   */
  readonly recent: {
    readonly startMs: readonly EpochMs[];
    readonly series: Readonly<Record<string, readonly (number | null)[]>>;
  };
}

export interface CycleView {
  readonly mode: 'live' | 'paused';
  readonly state: 'idle' | 'planning' | 'failed';
  readonly lastPlanId: string | null;
  readonly lastEndedMs: EpochMs | null;
  readonly progress: { readonly stage: string; readonly ratio: number } | null;
  readonly lastError: Bilingual | null;
}

export interface PlanSummary {
  readonly id: string;
  readonly createdAtMs: EpochMs;
  readonly trigger: 'cycle' | 'request' | 'submission';
  readonly horizonStartMs: EpochMs;
  readonly periodCount: number;
  readonly status: Plan['status'];
  readonly degraded: Bilingual | null;
  readonly costYuan: Yuan;
  readonly boundYuan: Yuan | null;
  readonly gapRatio: number;
  readonly jobsPlaced: number;
  readonly jobsRefused: number;
}
export interface PlanView {
  readonly id: string;
  readonly createdAtMs: EpochMs;
  readonly plan: Plan;
  /** Against the plan before it. */
  readonly change: PlanChange | null;
}
export interface PlanChange {
  readonly previousPlanId: string;
  readonly costYuanDelta: Yuan;
  readonly movedJobs: readonly {
    readonly jobId: string;
    readonly fromSite: string;
    readonly toSite: string;
    readonly fromStartMs: EpochMs;
    readonly toStartMs: EpochMs;
  }[];
  readonly addedJobs: number;
  readonly removedJobs: number;
  readonly costPartDeltas: readonly CostPart[];
}

export interface JobRow {
  readonly id: string;
  readonly name: string | null;
  readonly kind: Job['kind'];
  readonly state: JobState;
  readonly owner: string | null;
  readonly units: number | null;
  readonly poolKind: string | null;
  readonly durationHours: number | null;
  readonly submittedAtMs: EpochMs;
  readonly latestEndMs: EpochMs;
  readonly siteId: string | null;
  readonly plannedStartMs: EpochMs | null;
  readonly plannedEndMs: EpochMs | null;
  readonly startedAtMs: EpochMs | null;
  readonly endedAtMs: EpochMs | null;
  readonly energyWh: number;
  readonly cleanWh: number;
}
export interface JobEvent {
  readonly atMs: EpochMs;
  readonly kind: string;
  readonly text: Bilingual;
  readonly actor: string;
}
export interface JobStory extends JobRow {
  readonly job: Job;
  readonly placement: Placement | null;
  readonly refusal: Bilingual | null;
  readonly events: readonly JobEvent[];
  readonly energy: readonly {
    readonly periodStartMs: EpochMs;
    readonly energyWh: number;
    readonly bySourceWh: Readonly<Record<string, number>>;
    readonly co2Tonnes: number;
    readonly method: string;
  }[];
  readonly output: string | null;
}

export interface SiteView {
  readonly id: string;
  readonly name: Bilingual;
  readonly area: string;
  readonly altitudeM: number;
  readonly itMw: number | null;
  readonly facilityMw: number | null;
  readonly pueRatio: number | null;
  readonly temperatureC: number | null;
  readonly wetBulbC: number | null;
  readonly facilityLimitMw: number | null;
  readonly pools: readonly {
    readonly id: string;
    readonly name: Bilingual;
    readonly kind: string;
    readonly unitCount: number | null;
    readonly usedUnits: number;
    readonly pflops: number;
    readonly idleKwPerUnit: number;
    readonly peakKwPerUnit: number;
  }[];
  readonly runningJobs: number;
  readonly queuedJobs: number;
  /** Facility power measured (past) and planned (ahead), one point a period. */
  readonly power: {
    readonly startMs: readonly EpochMs[];
    readonly measuredMw: readonly (number | null)[];
    readonly plannedMw: readonly (number | null)[];
  };
}

export interface ForecastView {
  readonly target: string;
  readonly name: Bilingual;
  readonly kind: 'pv' | 'wind' | 'load' | 'inflow' | 'price';
  readonly capacityMw: number | null;
  readonly method: string;
  readonly issuedAtMs: EpochMs;
  readonly startMs: readonly EpochMs[];
  readonly levels: Forecast['levels'];
  readonly quantiles: readonly (readonly number[])[];
  readonly actual: readonly (number | null)[];
  /** Accuracy of each method over the past days: 1 - RMSE / capacity, and pinball loss. */
  readonly scores: readonly {
    readonly method: string;
    readonly accuracyRatio: number;
    readonly pinballLoss: number;
    readonly days: number;
  }[];
}

export interface AuditRow {
  readonly sequence: number;
  readonly atMs: EpochMs;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly hash: string;
}
