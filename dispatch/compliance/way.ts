import type { Region, Remedy, Rule, RuleJudgement } from '#dispatch/domain';
import type { DayFacts } from './day-facts.ts';

export interface RemedyRequest {
  readonly rule: Rule;
  readonly region: Region;
  readonly facts: DayFacts;
  /** Missing at the end of the count, MWh, tonnes or days. */
  readonly missing: RuleJudgement['missing'];
  readonly remainingDays: number;
}

/** A way to a rule: what a unit of it counts and costs, and how much of it a day has. */
export interface Way extends Pick<Remedy, 'kind' | 'unit' | 'countsPerUnit' | 'yuanPerUnit' | 'basis'> {
  /** Null: without an end. */
  readonly mostPerDay: number | null;
}

/** A figure in a sentence: three significant digits, without an exponent. */
export const short = (value: number): string =>
  Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
