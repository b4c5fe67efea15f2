import type { Bilingual, EpochMs, Ratio, Yuan } from '#units';

/** What a rule counts: watt-hours, grams of CO₂, or millionths of a day's accuracy. Whole numbers, kept by the ledger. */
export type RuleUnit = 'Wh' | 'g' | 'ppm';
export type RuleKind =
  | 'carbon'
  | 'greenShare'
  | 'selfUse'
  | 'selfSupply'
  | 'feedIn'
  | 'curtailment'
  | 'pue'
  | 'forecast';

/** A version of a rule as it is read out: what it asks for, how that is worked out, and where it says so. */
export interface RuleRecord {
  readonly id: string;
  readonly title: Bilingual;
  readonly kind: RuleKind;
  readonly jurisdiction: string;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  readonly countedOver: 'window' | 'month' | 'year';
  /** `watched`: counted and projected, and no plan is bound by it. */
  readonly enforcement: 'plan' | 'watched';
  readonly scope: { readonly sites: readonly string[]; readonly sources: readonly string[] } | null;
  readonly sense: 'atLeast' | 'atMost';
  /** A ratio, or tonnes for carbon. */
  readonly limit: number;
  readonly unit: RuleUnit;
  readonly parameters: readonly {
    readonly name: Bilingual;
    readonly value: number | string;
    readonly unit?: string;
  }[];
  readonly formula: Bilingual;
  readonly source: string;
}

export interface Spread {
  /** Of 100 imagined ends ten lie below, fifty, and ninety. */
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** Where a count will end, from the days that were recorded. */
export interface RuleProjection {
  /**
   * `counted`: the count is over. `blockBootstrap`: the days that remain are imagined as runs of recorded days. `dayRange`:
   * too few days were recorded for a probability; as if every day that remains were like the worst, the mean, the best one.
   */
  readonly method: 'counted' | 'blockBootstrap' | 'dayRange';
  readonly untilDay: string;
  readonly remainingDays: number;
  /** Recorded whole days that it rests on. */
  readonly sampleDays: number;
  readonly paths: number;
  readonly blockDays: number;
  readonly seed: number;
  /** Part of the imagined days that were drawn from recorded days of their own season. */
  readonly seasonMatchedRatio: Ratio;
  /** Of meeting the rule at the end; null where too few days were recorded to say. */
  readonly probability: Ratio | null;
  /** The rule's own figure at the end; null where no day was recorded. */
  readonly value: Spread | null;
  /** What the days that remain add to the slack, and the next day alone, in the rule's unit. */
  readonly restSlack: Spread | null;
  readonly nextDaySlack: number | null;
  /** The figure on some days on the way. */
  readonly fan: readonly (Spread & { readonly day: string })[];
}

export const REMEDY_KINDS = [
  'certificates',
  'cleanImport',
  'lessFeedIn',
  'moveJobs',
  'moreWork',
  'betterForecasts',
  'payExcess',
] as const;
export type RemedyKind = (typeof REMEDY_KINDS)[number];

/** One way to what is missing of a rule, by the end of its count. */
export interface Remedy {
  readonly kind: RemedyKind;
  /** How much of it reaches the limit, and how much of it there is. Null: without an end. */
  readonly quantity: number;
  readonly mostQuantity: number | null;
  readonly quantityPerDay: number;
  readonly unit: 'MWh' | 't' | 'ratio';
  /** What a unit of it adds to the slack, in MWh, tonnes or days of accuracy. */
  readonly countsPerUnit: number;
  /** Null where it has no price. Below zero it earns. */
  readonly yuanPerUnit: number | null;
  readonly yuan: Yuan | null;
  /** Part of what is missing that it reaches. */
  readonly coversRatio: Ratio;
  /** How much of it the cheapest mix of remedies takes. */
  readonly mixQuantity: number;
  readonly basis: Bilingual;
}

export interface RuleJudgement {
  readonly projection: RuleProjection;
  /** Of the plan that was acted on last: yuan per MWh or tonne; null when no plan reckoned with the rule. */
  readonly shadow: { readonly planId: string; readonly yuanPerUnit: number } | null;
  /** What is missing at the end, MWh, tonnes or days of accuracy: so that nine ends of ten meet the rule, or on the mean. */
  readonly missing: { readonly quantity: number; readonly certainty: 'nineOfTen' | 'mean' };
  readonly remedies: readonly Remedy[];
}

/** A rule at the end of one Shanghai day, as the ledger keeps it. */
export interface RuleDayState {
  readonly day: string;
  readonly ruleId: string;
  /** 0 first; a later one corrects those before it. */
  readonly revision: number;
  /** First day of the rule's version. */
  readonly effectiveFrom: string;
  readonly kind: RuleKind;
  readonly unit: RuleUnit;
  readonly limit: number;
  /** Shanghai day on which the count began. */
  readonly since: string;
  /** Periods of the day that were recorded, and that it has. */
  readonly periods: number;
  readonly periodsOfDay: number;
  readonly dayPart: number;
  readonly dayWhole: number;
  readonly part: number;
  readonly whole: number;
  readonly judgement: RuleJudgement;
  readonly recordedAtMs: EpochMs;
}

/** What people read of a rule: the version that holds, its last state, all versions. */
export interface RuleView {
  readonly record: RuleRecord;
  readonly versions: readonly RuleRecord[];
  readonly state: RuleDayState | null;
  /** In danger first: `danger` below one half or more is missing than counted, `watch` below nine of ten, else `safe`. */
  readonly standing: 'danger' | 'watch' | 'safe' | 'unknown';
  readonly sentence: Bilingual;
}
export interface RuleStory extends RuleView {
  /** The current version of every recorded day, the earliest first. */
  readonly days: readonly RuleDayState[];
  /** Every version of every day that was corrected. */
  readonly corrections: readonly RuleDayState[];
}
