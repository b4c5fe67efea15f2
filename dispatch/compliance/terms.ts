import type { Rule, RuleUnit } from '#dispatch/domain';

/** How a rule judges a count, in whole units. */
export interface Terms {
  readonly sense: 'atLeast' | 'atMost';
  /** Limit of part over whole; null where the part itself is limited. */
  readonly limitRatio: number | null;
  /** Limit of the part in whole units, where that is limited. */
  readonly limitTotal: number;
  readonly unit: RuleUnit;
}
/** Watt-hours in a MWh, grams in a tonne, millionths in a day of perfect forecasts: what a rule's unit is a millionth of. */
export const UNITS_PER_LARGE = 1e6;

const FLOORS: ReadonlySet<Rule['kind']> = new Set(['greenShare', 'selfUse', 'selfSupply', 'forecast']);

export function termsOf(rule: Rule): Terms {
  const sense = FLOORS.has(rule.kind) ? 'atLeast' : 'atMost';
  switch (rule.kind) {
    case 'carbon':
      return { sense, limitRatio: null, limitTotal: rule.limitTonnes * UNITS_PER_LARGE, unit: 'g' };
    case 'pue':
      return { sense, limitRatio: rule.mostRatio, limitTotal: 0, unit: 'Wh' };
    case 'forecast':
      return { sense, limitRatio: rule.leastRatio, limitTotal: 0, unit: 'ppm' };
    default:
      return { sense, limitRatio: rule.limitRatio, limitTotal: 0, unit: 'Wh' };
  }
}

/** The limit as people write it: a ratio, or tonnes. */
export const limitOf = (terms: Terms): number => terms.limitRatio ?? terms.limitTotal / UNITS_PER_LARGE;

/** By how much a count is on the right side of its rule; below zero so much is missing. */
export const slackOf = (terms: Terms, part: number, whole: number): number =>
  terms.limitTotal + daySlackOf(terms, part, whole);

/** What a day's count adds to the slack. */
export const daySlackOf = ({ sense, limitRatio }: Terms, part: number, whole: number): number => {
  const over = part - (limitRatio ?? 0) * whole;
  return sense === 'atLeast' ? over : -over;
};

/** The rule's own figure: a ratio, or tonnes; null where there is nothing to divide by. */
export const figureOf = ({ limitRatio }: Terms, part: number, whole: number): number | null => {
  if (limitRatio === null) return part / UNITS_PER_LARGE;
  return whole > 0 ? part / whole : null;
};

/** Price of a MWh or a tonne beyond a rule; undefined where it has none, null where it holds whatever it costs. */
export const excessPriceOf = (rule: Rule): number | null | undefined => {
  switch (rule.kind) {
    case 'carbon':
      return rule.excessYuanPerTonne;
    case 'pue':
    case 'forecast':
      return undefined;
    default:
      return rule.excessYuanPerMwh;
  }
};
