import type { Binding, ExplanationKind, Span } from '#dispatch/domain';
import { type Bilingual, MS_PER_HOUR } from '#units';
import type { ElementWords } from '../../element-words.ts';
import type { Columns } from '../../model/lp-model.ts';
import type { ForcedBounds } from '../../placement/power-dispatch.ts';
import { spanOfColumn } from '../../time-spans.ts';
import { figure } from '../objective-amounts.ts';
import { bindingsOver, type Hold, type Holds, tagOfHolds } from './bindings.ts';
import type { Candidate } from './candidate.ts';
import type { SolvedPoint } from './solved-point.ts';
import { type Run, runsOf, sumOver } from './stretches.ts';

/** Something an element does, with a column a step, and the alternative of not doing it. */
export interface Activity {
  readonly kind: ExplanationKind;
  readonly element: string;
  readonly area: number;
  readonly decision: Columns;
  /** "charges": what follows the element's name. */
  readonly verb: Bilingual;
  /** "not charging": the alternative, and what it sets the column to. */
  readonly otherwise: Bilingual;
  otherwiseAt(step: number): number;
  /** Content of a store that moves with it, whose limits hold it too. */
  readonly content?: Columns;
  /** What it earns or saves per MWh, and what that costs, in words over a run. */
  because(run: Run): Bilingual;
}

export interface ActivityContext {
  readonly point: SolvedPoint;
  readonly holds: Holds;
  readonly words: ElementWords;
}

/** Less than this is no decision, MW. */
const LEAST_MW = 1e-4;

/** Every stretch in which an activity differs from its alternative, with the same limits throughout. */
export const activityCandidates = (context: ActivityContext, activity: Activity): Candidate[] => {
  const { point } = context;
  const { decision } = activity;
  const holdsAt = Array.from({ length: decision.count }, (_, step) => holdsOf(context, activity, step));
  const tagOf = (step: number): string | null => {
    const moved = Math.abs(point.valueAt(decision, step) - activity.otherwiseAt(step));
    return moved > LEAST_MW ? tagOfHolds('', holdsAt[step]!) : null;
  };
  return runsOf(decision.count, tagOf).map((run) => candidateOf(context, activity, run, holdsAt));
};

const holdsOf = (
  { point, holds }: ActivityContext,
  { decision, content }: Activity,
  step: number,
): Hold[] => {
  const own = holds.of(decision.first + step);
  if (content === undefined) return own;
  // What a full or an empty store costs is told per MWh of its content.
  const full = holds
    .ownBound(content.first + step)
    .map((hold) => ({ ...hold, weight: hold.weight * point.hours }));
  return [...own, ...full];
};

const candidateOf = (
  context: ActivityContext,
  activity: Activity,
  run: Run,
  holdsAt: readonly (readonly Hold[])[],
): Candidate => {
  const { point, words } = context;
  const { decision } = activity;
  const problem = point.power.problem;
  const spans = Array.from({ length: decision.count }, (_, step) => spanOfColumn(problem, decision, step));
  const hoursOf = (step: number): number => (spans[step]!.toMs - spans[step]!.fromMs) / MS_PER_HOUR;
  const energyMwh = sumOver(run, (step) => point.valueAt(decision, step) * hoursOf(step));
  const amount = energyMwh / Math.max(1e-9, sumOver(run, hoursOf));
  const binding: Binding[] = bindingsOver(run, hoursOf, (step) => holdsAt[step]!);
  const name = words.nameOf(activity.element);
  const [mw, mwh] = [figure(amount), figure(energyMwh)];
  return {
    kind: activity.kind,
    element: activity.element,
    fromMs: spans[run.from]!.fromMs,
    toMs: spans[run.to - 1]!.toMs,
    ...{ amount, unit: 'MW', energyMwh, binding },
    deed: {
      zh: `${name.zh}${activity.verb.zh} ${mw} MW（${mwh} MWh）`,
      en: `${name.en} ${activity.verb.en} ${mw} MW (${mwh} MWh)`,
    },
    because: activity.because(run),
    alternative: {
      what: activity.otherwise,
      force: [forceOf(activity, run)],
      estimate: estimateOf(point, activity, run),
    },
    stake: stakeOf(point, activity, run, spans),
    stakeIsAlternative: true,
  };
};

/** Part of the money that changes hands which counts as at stake whatever the prices. */
const LEAST_SHARE = 1e-3;

/** Before its alternative is priced: what moving it from mean prices to those of the stretch is worth. */
const stakeOf = (point: SolvedPoint, activity: Activity, run: Run, spans: readonly Span[]): number => {
  const mean = point.meanAreaPrice(activity.area);
  const proxy = sumOver(run, (step) => {
    const { fromMs, toMs } = spans[step]!;
    const price = priceAt(point, activity, fromMs);
    const moved = Math.abs(point.valueAt(activity.decision, step) - activity.otherwiseAt(step));
    return (
      ((moved * (toMs - fromMs)) / MS_PER_HOUR) * (Math.abs(price - mean) + LEAST_SHARE * Math.abs(price))
    );
  });
  return Math.max(proxy, estimateOf(point, activity, run));
};

const priceAt = (point: SolvedPoint, { area }: Activity, atMs: number): number => {
  const { startMs, periodMs, periodCount } = point.power.table.grid;
  const t = Math.max(0, Math.min(periodCount - 1, Math.floor((atMs - startMs) / periodMs)));
  return point.areaPrice(area, t);
};

const forceOf = ({ decision, otherwiseAt }: Activity, run: Run): ForcedBounds => {
  const values = Float64Array.from({ length: run.to - run.from }, (_, i) => otherwiseAt(run.from + i));
  return { kind: 'columns', first: decision.first + run.from, lower: values, upper: values };
};

/** At the prices of the plan: never more than it costs in truth, as the cost is convex. */
const estimateOf = (point: SolvedPoint, { decision, otherwiseAt }: Activity, run: Run): number =>
  sumOver(run, (step) => {
    const moved = otherwiseAt(step) - point.valueAt(decision, step);
    return Math.max(0, point.reducedCost(decision.first + step) * moved);
  });
