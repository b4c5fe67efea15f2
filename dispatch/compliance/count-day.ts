import type {
  BudgetRule,
  JobReading,
  PeriodTrace,
  Region,
  Rule,
  RuleCount,
  RuleDayState,
  RuleUnit,
} from '#dispatch/domain';
import type { Ratio } from '#units';
import type { PricedPeriod } from './day-facts.ts';
import { type Count, Energies } from './energies.ts';
import { termsOf, UNITS_PER_LARGE } from './terms.ts';

/** Everything recorded of one Shanghai day. */
export interface RecordsOfDay {
  readonly region: Region;
  readonly periods: readonly PricedPeriod[];
  readonly jobReadings: readonly JobReading[];
  readonly traces: readonly PeriodTrace[];
  /** Accuracy of the day's forecasts by kind of station and lead; missing where none was kept. */
  readonly accuracies: Readonly<Record<string, Ratio>>;
}
export interface DayCount extends Count {
  readonly unit: RuleUnit;
}

/** What a rule counts of one day, in whole units. */
export function countDay(rule: Rule, day: RecordsOfDay): DayCount {
  const { unit } = termsOf(rule);
  const { part, whole } = largeCount(rule, day);
  return { unit, part: Math.round(part * UNITS_PER_LARGE), whole: Math.round(whole * UNITS_PER_LARGE) };
}

/** In MWh, tonnes or days. */
function largeCount(rule: Rule, day: RecordsOfDay): Count {
  switch (rule.kind) {
    case 'forecast': {
      const accuracy = day.accuracies[accuracyKey(rule.stations, rule.lead)];
      return accuracy === undefined ? { part: 0, whole: 0 } : { part: Math.max(0, accuracy), whole: 1 };
    }
    case 'pue':
      return sumOver(day.periods, (period) => new Energies(period).ofPue(rule));
    case 'carbon':
      return sumOver(day.periods, (period) => new Energies(period).of(rule));
    default:
      return rule.site === undefined
        ? sumOver(day.periods, (period) => new Energies(period).of(rule))
        : tracedShare(rule.site, day);
  }
}

export const accuracyKey = (stations: 'pv' | 'wind', lead: 'dayAhead' | 'fourthHour'): string =>
  `${stations}.${lead}`;

const sumOver = (periods: readonly PricedPeriod[], of: (period: PricedPeriod) => Count): Count =>
  periods.reduce<Count>(
    (sum, period) => {
      const { part, whole } = of(period);
      return { part: sum.part + part, whole: sum.whole + whole };
    },
    { part: 0, whole: 0 },
  );

/** Clean energy that tracing gave to a site and to the jobs that ran there. */
function tracedShare(site: string, { traces, jobReadings }: RecordsOfDay): Count {
  const siteOf = new Map(jobReadings.map((row) => [`${row.periodStartMs} ${row.jobId}`, row.siteId]));
  let [clean, all] = [0, 0];
  for (const { rows } of traces)
    for (const { consumer, periodStartMs, energyWh, cleanWh } of rows) {
      const at = consumer.kind === 'job' ? siteOf.get(`${periodStartMs} ${consumer.id}`) : consumer.id;
      if ((consumer.kind !== 'job' && consumer.kind !== 'site') || at !== site) continue;
      clean += cleanWh;
      all += energyWh;
    }
  return { part: clean / UNITS_PER_LARGE, whole: all / UNITS_PER_LARGE };
}

/** What plans reckon with once a day is judged: its count where the same one goes on, and what the periods since add. */
export function countGoesOn(
  rule: BudgetRule,
  since: string,
  judged: Pick<RuleDayState, 'since' | 'effectiveFrom' | 'part' | 'whole'>,
  open: Omit<RecordsOfDay, 'accuracies'>,
): RuleCount {
  const goesOn = judged.since === since && judged.effectiveFrom === rule.effectiveFrom;
  const before = goesOn ? judged : { part: 0, whole: 0 };
  const { part, whole } = largeCount(rule, { ...open, accuracies: {} });
  return {
    since,
    part: before.part / UNITS_PER_LARGE + part,
    whole: before.whole / UNITS_PER_LARGE + whole,
  };
}
