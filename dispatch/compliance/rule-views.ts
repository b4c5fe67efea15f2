import { ruleSentence } from '#dispatch/charts';
import type { Region, RuleDayState, RuleView } from '#dispatch/domain';
import { ruleOn } from './dated-rules.ts';
import { ruleRecord } from './rule-record.ts';

const RANK = { danger: 0, watch: 1, unknown: 2, safe: 3 } as const;

/** Every rule that holds on a day with its last state and all its versions, those in danger first. */
export function ruleViews(region: Region, day: string, states: readonly RuleDayState[]): RuleView[] {
  return ruleOn(region.rules, day)
    .map((rule): RuleView => {
      const record = ruleRecord(rule);
      const state = states.find(({ ruleId }) => ruleId === rule.id) ?? null;
      const versions = region.rules.filter(({ id }) => id === rule.id).map(ruleRecord);
      return {
        record,
        versions: versions.sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1)),
        state,
        standing: standingOf(state),
        sentence: ruleSentence(record, state),
      };
    })
    .sort((a, b) => RANK[a.standing] - RANK[b.standing]);
}

/** A rule that is likely missed is in danger; one that is not likely enough kept is watched. */
function standingOf(state: RuleDayState | null): RuleView['standing'] {
  const probability = state?.judgement.projection.probability ?? null;
  if (probability === null) return 'unknown';
  return probability >= 0.9 ? 'safe' : probability >= 0.5 ? 'watch' : 'danger';
}
