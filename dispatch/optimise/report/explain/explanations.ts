import type { Explanation } from '#dispatch/domain';
import { ElementWords } from '../../element-words.ts';
import { columnWeights } from '../../objective/objective.ts';
import type { Solved } from '../../solved.ts';
import { type ActivityContext, activityCandidates } from './activities.ts';
import { Holds } from './bindings.ts';
import type { Candidate } from './candidate.ts';
import { imbalanceCandidates, limitCandidates } from './limits.ts';
import { powerActivities } from './power-activities.ts';
import { ruleCandidates } from './rules.ts';
import { sentenceOf } from './sentences.ts';
import { SolvedPoint } from './solved-point.ts';
import { type Trial, tryAlternatives } from './try-alternatives.ts';
import { workLimitCandidates } from './work-limits.ts';

/** Explanations kept with a plan. */
const MOST = 60;
/** Alternatives that are looked at, since a stake is known only when its alternative is priced. */
const TRIED = 90;
/** Seconds that pricing alternatives may take. */
const MOST_SECONDS = 3;
/** Share of the time left that it may take. */
const TIME_SHARE = 0.3;

/**
 * What a plan decided and why: candidates from values and prices (complementary slackness: a limit that costs something
 * holds what it limits), the alternatives of those with most at stake dispatched for comparison, ranked and put in
 * words. Leaves the dispatch with the plan's load and nothing forced.
 */
export const explanationsOf = (solved: Solved): Explanation[] => {
  const { power, dispatch, state, weighing, problem } = solved;
  const limits = { timeLimitS: solved.secondsLeft(), isCancelled: () => false };
  const outcome = dispatch.around(state, limits);
  const at = outcome.kind === 'optimal' ? outcome.dispatch : solved.plan.dispatch;
  const costs = columnWeights(power.model, weighing);
  const point = new SolvedPoint(power, dispatch.data, costs, at.primal, at.duals);
  const words = new ElementWords(problem);
  const context: ActivityContext = { point, holds: new Holds(point, words), words };
  const { duals, prices } = solved.bound;
  const atBound = new SolvedPoint(power, dispatch.data, costs, at.primal, duals);
  const candidates = [
    ...powerActivities(context).flatMap((activity) => activityCandidates(context, activity)),
    ...limitCandidates(context),
    ...imbalanceCandidates(context),
    ...ruleCandidates(context),
    ...workLimitCandidates({ context, atBound, prices, state }),
  ];
  return ranked(solved, mostAtStake(candidates));
};

const mostAtStake = (candidates: readonly Candidate[]): Candidate[] =>
  candidates
    .filter(({ stake }) => stake > 0)
    .sort((a, b) => b.stake - a.stake)
    .slice(0, TRIED);

const ranked = (solved: Solved, candidates: readonly Candidate[]): Explanation[] => {
  const left = solved.secondsLeft();
  const granted = Math.min(MOST_SECONDS, TIME_SHARE * left);
  const trials = tryAlternatives(candidates, {
    power: solved.power,
    dispatch: solved.dispatch,
    secondsLeft: () => granted - (left - solved.secondsLeft()),
  });
  return candidates
    .map((candidate, i) => explanationOf(solved, candidate, trials[i]!))
    .filter(({ stake }) => stake >= LEAST_STAKE[solved.problem.objective])
    .sort((a, b) => b.stake - a.stake)
    .slice(0, MOST);
};

/** What could as well have been otherwise is no decision: less than a yuan, a kilogram, a kWh or a kW. */
const LEAST_STAKE = { cost: 1, carbon: 1e-3, green: 1e-3, stability: 1e-3 } as const;

const explanationOf = (
  { problem }: Solved,
  candidate: Candidate,
  { alternative, weight }: Trial,
): Explanation => {
  const { kind, element, fromMs, toMs, amount, unit, energyMwh, binding } = candidate;
  const known = candidate.stakeIsAlternative && weight !== null ? Math.abs(weight) : candidate.stake;
  return {
    id: `${kind}-${element}-${Math.round((fromMs - problem.horizon.startMs) / 60_000)}`,
    ...{ kind, element, fromMs, toMs, amount, unit, energyMwh, binding, alternative, stake: known },
    sentence: sentenceOf(problem.objective, candidate, alternative),
  };
};
