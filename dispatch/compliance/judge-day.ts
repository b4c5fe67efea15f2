import type { Plan, Region, Rule, RuleDayState, RuleJudgement, RuleProjection } from '#dispatch/domain';
import type { EpochMs } from '#units';
import { countDay, type RecordsOfDay } from './count-day.ts';
import { countBegins, countEnds, soFarOf } from './dated-rules.ts';
import { type DayFacts, dayFacts } from './day-facts.ts';
import { projectCount, type RecordedDay } from './projection.ts';
import { remediesOf } from './remedies.ts';
import { seedOf } from './seeded-dice.ts';
import { limitOf, slackOf, type Terms, termsOf, UNITS_PER_LARGE } from './terms.ts';

export interface DayToJudge {
  readonly day: string;
  readonly rule: Rule;
  readonly records: RecordsOfDay;
  readonly periodsOfDay: number;
  /** States of the rule on the days before, the earliest first, of all its versions. */
  readonly before: readonly Omit<RuleDayState, 'judgement'>[];
  readonly revision: number;
  readonly plan: { readonly id: string; readonly plan: Plan } | null;
  readonly nowMs: EpochMs;
}

/** A day with fewer of its periods recorded says too little of a whole day. */
const WHOLE_DAY_RATIO = 0.95;

/** The state of one rule at the end of one day: what was counted, where it ends, what it costs and what helps. */
export function judgeDay(request: DayToJudge): RuleDayState {
  const { day, rule, records, before, periodsOfDay } = request;
  const terms = termsOf(rule);
  const counted = countDay(rule, records);
  const since = countBegins(rule, day) ?? day;
  const carried = carriedInto(rule, since, before);
  const part = carried.part + counted.part;
  const whole = carried.whole + counted.whole;
  const today = {
    day,
    ruleId: rule.id,
    revision: request.revision,
    effectiveFrom: rule.effectiveFrom,
    kind: rule.kind,
    unit: terms.unit,
    limit: limitOf(terms),
    since,
    periods: records.periods.length,
    periodsOfDay,
    dayPart: counted.part,
    dayWhole: counted.whole,
    part,
    whole,
    recordedAtMs: Math.round(request.nowMs),
  };
  const projection = projectCount({
    terms,
    ...{ part, whole, day },
    untilDay: countEnds(rule, day),
    recorded: wholeDays([...before, today]),
    seed: seedOf(`${rule.id} ${day}`),
  });
  return { ...today, judgement: judgementOf(request, terms, { part, whole, projection }) };
}

/** What was counted before the day, since its count began. */
function carriedInto(rule: Rule, since: string, before: DayToJudge['before']) {
  if (rule.countedOver === 'window') return { part: 0, whole: 0 };
  const last = before.at(-1);
  if (last === undefined) {
    const { part, whole } = soFarOf(rule);
    return { part: part * UNITS_PER_LARGE, whole: whole * UNITS_PER_LARGE };
  }
  return last.since === since && last.effectiveFrom === rule.effectiveFrom ? last : { part: 0, whole: 0 };
}

const wholeDays = (days: readonly Omit<RuleDayState, 'judgement'>[]): RecordedDay[] =>
  days
    .filter(
      ({ periods, periodsOfDay, unit, dayWhole }) =>
        periods >= WHOLE_DAY_RATIO * periodsOfDay && (unit === 'g' || dayWhole > 0),
    )
    .map(({ day, dayPart, dayWhole }) => ({ day, part: dayPart, whole: dayWhole }));

function judgementOf(
  { rule, records, plan }: DayToJudge,
  terms: Terms,
  { part, whole, projection }: { part: number; whole: number; projection: RuleProjection },
): RuleJudgement {
  const missing = missingOf(slackOf(terms, part, whole), projection);
  const facts = factsFor(rule, records);
  return {
    projection,
    shadow: shadowOf(rule, plan),
    missing,
    remedies: remediesOf({
      rule,
      region: records.region,
      facts,
      missing,
      remainingDays: projection.remainingDays,
    }),
  };
}

/** So much more that nine imagined ends of ten meet the rule; with few recorded days the mean of them. */
function missingOf(slack: number, projection: RuleProjection): RuleJudgement['missing'] {
  const { restSlack, probability } = projection;
  const certainty = probability === null ? 'mean' : 'nineOfTen';
  const rest = restSlack === null ? 0 : probability === null ? restSlack.median : restSlack.low;
  return { quantity: Math.max(0, -(slack + rest)) / UNITS_PER_LARGE, certainty };
}

const factsFor = (
  rule: Rule,
  { region, periods }: { region: Region } & Pick<RecordsOfDay, 'periods'>,
): DayFacts => dayFacts(region, periods, 'project' in rule ? rule.project : undefined);

/** The price of the rule in the plan that was acted on last: zero where the plan reckoned with it and it cost nothing. */
function shadowOf(rule: Rule, latest: DayToJudge['plan']): RuleJudgement['shadow'] {
  if (latest === null || !(latest.plan.rules ?? []).some(({ id }) => id === rule.id)) return null;
  const [price = 0] = latest.plan.prices[`budgetYuanPerUnit.${rule.id}`] ?? [];
  return { planId: latest.id, yuanPerUnit: price };
}
