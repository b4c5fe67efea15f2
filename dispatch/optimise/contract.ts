import type { Conflict, Placement, Plan, Problem, Relaxation } from '#dispatch/domain';
import type { Bilingual } from '#units';
import type { PowerSolution } from './power-solver.ts';
import type { LpSolver } from './solvers/lp-solver.ts';

/** What the one who asks for a plan passes in: time, patience and an ear. The stage itself knows no clock. */
export interface PlanControl {
  /** Called as work goes on; `ratio` grows from 0 to 1 over the whole plan. */
  progress(stage: PlanStage, ratio: number): void;
  /** Seconds since the plan was asked for. */
  elapsedS(): number;
  /** Past this the best plan so far is returned, and says that it is degraded. */
  readonly timeLimitS: number;
  isCancelled(): boolean;
}
export type PlanStage = 'build' | 'fluid' | 'bound' | 'placement' | 'dispatch' | 'baseline' | 'report';

export type Planner = (problem: Problem, control: PlanControl) => Promise<Plan>;
/** Makes an earlier plan's placements good at a new problem, without a search. */
export type Repairer = (problem: Problem, kept: readonly Placement[], control: PlanControl) => Promise<Plan>;
/** The power side of a problem without jobs, dispatched; a search over whole numbers may end at the gap given. */
export type PowerDispatcher = (problem: Problem, control: PowerControl) => Promise<PowerSolution>;
export interface PowerControl extends Pick<PlanControl, 'elapsedS' | 'timeLimitS' | 'isCancelled'> {
  readonly gapRatio?: number;
}
export type PlanProblem = (problem: Problem, solver: LpSolver, control: PlanControl) => Promise<Plan>;

/**
 * Why there is no plan at all: cancelled; laws and limits that cannot hold together, the smallest set of them by name,
 * with the cheapest way out; or something that went wrong.
 */
export type PlanFailure =
  | { readonly kind: 'cancelled' }
  | {
      readonly kind: 'infeasible';
      readonly blocks: readonly string[];
      readonly conflicts: readonly Conflict[];
      /** Null when no limit that may be loosened helps. */
      readonly relaxation: Relaxation | null;
    }
  | { readonly kind: 'failed'; readonly detail: string };

/** Thrown by a planner when no plan exists; carries the ending so that a caller can answer in its own words. */
export class PlanningStopped extends Error {
  readonly ending: PlanFailure;

  constructor(ending: PlanFailure) {
    super(describeFailure(ending));
    this.name = 'PlanningStopped';
    this.ending = ending;
  }
}

const describeFailure = (ending: PlanFailure): string => failureWords(ending).en;

/** Why there is no plan, in one or two sentences. */
export const failureWords = (ending: PlanFailure): Bilingual => {
  switch (ending.kind) {
    case 'cancelled':
      return { zh: '计划计算已取消。', en: 'Planning was cancelled.' };
    case 'infeasible':
      return infeasibleWords(ending);
    case 'failed':
      return { zh: `计划计算失败：${ending.detail}`, en: `Planning failed: ${ending.detail}` };
  }
};

type Infeasible = Extract<PlanFailure, { kind: 'infeasible' }>;

const infeasibleWords = ({ blocks, conflicts, relaxation }: Infeasible): Bilingual => {
  const list = (language: keyof Bilingual, between: string): string =>
    conflicts.length > 0 ? conflicts.map(({ text }) => text[language]).join(between) : blocks.join(between);
  const remedy = relaxationWords(relaxation);
  return {
    zh: `没有可行的计划，以下各项不能同时成立：${list('zh', '；')}。${remedy.zh}`,
    en: `No plan exists; these cannot hold together: ${list('en', '; ')}. ${remedy.en}`.trim(),
  };
};

/** What to loosen, as one sentence; empty when nothing helps. */
export const relaxationWords = (relaxation: Relaxation | null): Bilingual => {
  if (relaxation === null || relaxation.steps.length === 0) return { zh: '', en: '' };
  const { steps } = relaxation;
  return {
    zh: `最省的放宽办法：${steps.map(({ text }) => text.zh).join('；')}。`,
    en: `The cheapest way out: ${steps.map(({ text }) => text.en).join('; ')}.`,
  };
};
