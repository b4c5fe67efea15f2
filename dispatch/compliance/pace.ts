import type { BudgetInput, BudgetPace, BudgetRule, RuleProjection } from '#dispatch/domain';
import { type EpochMs, MS_PER_DAY, shanghaiDay, shanghaiDayStartMs, type YuanPerMwh } from '#units';
import { countBegins, countEnds, daysAfter } from './dated-rules.ts';
import type { Count } from './energies.ts';
import { excessPriceOf, slackOf, termsOf, UNITS_PER_LARGE } from './terms.ts';

/** What the last day's state says of the days that remain; only as good as the state is fresh. */
export interface RuleOutlook {
  /** The count it is about: its version and the day on which it began. */
  readonly effectiveFrom: string;
  readonly since: string;
  readonly projection: Pick<RuleProjection, 'probability' | 'restSlack' | 'nextDaySlack' | 'remainingDays'>;
}
export interface WindowOfRule {
  readonly rule: BudgetRule;
  /** Counted before the window, MWh or tonnes. */
  readonly counted: Count;
  readonly startMs: EpochMs;
  readonly days: number;
  readonly outlook: RuleOutlook | null;
  /** What stands for the price of a rule that has none. */
  readonly dearestYuanPerMwh: YuanPerMwh;
}

/** Nothing is known of the days after the window: they make up for it as likely as not. */
const UNKNOWN_CHANCE = 0.5;

/** A rule as a budget of a window: what was counted before it, and its part of what the rule leaves. */
export function ruleBudget(window: WindowOfRule): BudgetInput {
  const { rule, counted } = window;
  const base = { id: rule.id, name: rule.title, soFar: counted, version: rule.effectiveFrom };
  const { pace, excessYuanPerUnit } = termsOfWindow(window);
  const paced = { ...base, excessYuanPerUnit, ...(pace === null ? {} : { pace }) };
  return rule.kind === 'carbon'
    ? { ...paced, kind: 'carbon', limit: rule.limitTonnes }
    : { ...paced, kind: rule.kind, limit: rule.limitRatio, certificatesCount: rule.certificatesCount };
}

interface WindowTerms {
  /** Null: the window may use all the slack there is. */
  readonly pace: BudgetPace | null;
  readonly excessYuanPerUnit: number | null;
}

/**
 * A day of a year neither has to meet the whole year's limit nor may spend all that the year leaves. Its part is what
 * such days give by themselves, and an even share of what is missing or left over beside that. Beyond its part it
 * borrows: a MWh less today costs what it will cost in the end, the price of the excess times the chance of an excess.
 * It borrows no more than what nine of ten imagined years give back; beyond that it pays the whole price.
 */
function termsOfWindow(window: WindowOfRule): WindowTerms {
  const { rule, counted, startMs, days } = window;
  const price = excessPriceOf(rule) ?? null;
  const left = daysLeft(rule, startMs);
  if (rule.countedOver === 'window' || left <= days) return { pace: null, excessYuanPerUnit: price };
  const slack = slackIn(rule, counted);
  const part = days / left;
  const rest = restOf(window, left);
  if (rest === null) {
    const slackUnits = slack * part;
    const lendMostUnits = price === null ? Math.max(0, slack - slackUnits) : 0;
    const lendYuanPerUnit = UNKNOWN_CHANCE * window.dearestYuanPerMwh;
    return {
      pace: { slackUnits, lendMostUnits, lendYuanPerUnit },
      excessYuanPerUnit: price === null ? null : UNKNOWN_CHANCE * price,
    };
  }
  const slackUnits = -rest.window + part * (slack + rest.all);
  // A rule that holds whatever it costs may always use what was counted: it is never made impossible by its pace.
  const sure = Math.max(slack + rest.afterAtLeast, price === null ? slack : Number.NEGATIVE_INFINITY);
  return {
    pace: {
      slackUnits,
      lendMostUnits: Math.max(0, sure - slackUnits),
      lendYuanPerUnit: (1 - rest.probability) * (price ?? window.dearestYuanPerMwh),
    },
    excessYuanPerUnit: price,
  };
}

/** Days from the window's start to the end of the count. */
function daysLeft(rule: BudgetRule, startMs: EpochMs): number {
  const end = countEnds(rule, shanghaiDay(startMs));
  return (shanghaiDayStartMs(daysAfter(end, 1)) - startMs) / MS_PER_DAY;
}

const slackIn = (rule: BudgetRule, { part, whole }: Count): number => {
  const terms = termsOf(rule);
  return slackOf({ ...terms, limitTotal: terms.limitTotal / UNITS_PER_LARGE }, part, whole);
};

/** What the days that remain give by themselves, MWh or tonnes; null where too little was recorded to say. */
function restOf({ rule, startMs, days, outlook }: WindowOfRule, left: number) {
  const since = countBegins(rule, shanghaiDay(startMs));
  if (outlook === null || outlook.since !== since || outlook.effectiveFrom !== rule.effectiveFrom)
    return null;
  const { probability, restSlack, nextDaySlack, remainingDays } = outlook.projection;
  if (probability === null || restSlack === null || nextDaySlack === null || remainingDays === 0) return null;
  const perDay = (slack: number): number => slack / remainingDays / UNITS_PER_LARGE;
  const window = (nextDaySlack / UNITS_PER_LARGE) * days;
  return {
    probability,
    window,
    all: perDay(restSlack.median) * left,
    afterAtLeast: perDay(restSlack.low) * (left - days),
  };
}
