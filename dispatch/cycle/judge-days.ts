import {
  bindingOn,
  countBegins,
  countGoesOn,
  daysAfter,
  judgeDay,
  type PricedPeriod,
  type RecordsOfDay,
  type RuleOutlook,
  ruleOn,
} from '#dispatch/compliance';
import type { RuleDayState } from '#dispatch/domain';
import type { Scenario } from '#dispatch/sources';
import {
  countsBefore,
  insertRuleStates,
  jobReadingsWithin,
  judgementsOf,
  lastJudgedDay,
  outdatedDay,
  planCovering,
  readingsWithin,
  readState,
  ruleStatesOn,
  type StoreDb,
  storeDb,
  traceWithin,
  updateState,
} from '#dispatch/store';
import { inTransaction } from '#platform/db';
import {
  type EpochMs,
  type Horizon,
  MS_PER_DAY,
  MS_PER_MINUTE,
  shanghaiDay,
  shanghaiDayStartMs,
} from '#units';
import { type DayOfForecasts, dayAccuracies } from './day-accuracy.ts';
import { CENTRE, type CycleDependencies } from './dependencies.ts';
import { resolveWindow } from './resolve.ts';
import { valuesOf, type WindowValues } from './values.ts';

type Judge = Pick<CycleDependencies, 'db' | 'audit' | 'signer' | 'scenario'>;

/**
 * Judges the earliest Shanghai day that has ended and was not judged, or whose records were corrected since: the state of
 * every rule goes in as one block. Done twice or after a crash it is the same day once. False when no day is left.
 */
export async function judgeNextDay(deps: Judge, nowMs: EpochMs): Promise<boolean> {
  if (deps.scenario.region.rules.length === 0) return false;
  const day = await dayToJudge(storeDb(deps.db));
  if (day === null) return false;
  const records = await recordsOf(deps, day);
  const accuracies = await dayAccuracies(storeDb(deps.db), records);
  return inTransaction(deps.db, async (trx) => {
    const store = storeDb(trx);
    // The lock of the cycle's state: two judges of one day wait for each other, and the second finds nothing to do.
    await readState(store, 'lock');
    if ((await dayToJudge(store)) !== day) return false;
    const states = await statesOf(deps.scenario, store, day, { ...records, accuracies }, nowMs);
    await recount(deps, store, day, states);
    await insertRuleStates(store, deps.signer, states);
    await deps.audit.append(trx, {
      actor: CENTRE,
      action: 'rules.judge',
      subject: day,
      detail: { rules: states.length, revision: states[0]?.revision ?? 0 },
    });
    return true;
  });
}

/** Null when every day that has ended is judged and stands. */
async function dayToJudge(db: StoreDb): Promise<string | null> {
  const state = (await readState(db))!;
  // What came late is traced first.
  if (state.retraceFromMs !== null) return null;
  const openDay = shanghaiDay(state.nextPeriodMs);
  const last = await lastJudgedDay(db);
  const next = last === null ? shanghaiDay(state.firstStartMs) : daysAfter(last, 1);
  return (await outdatedDay(db)) ?? (next < openDay ? next : null);
}

async function statesOf(
  scenario: Scenario,
  store: StoreDb,
  day: string,
  records: RecordsOfDay,
  nowMs: EpochMs,
): Promise<RuleDayState[]> {
  const before = await countsBefore(store, day);
  const covering = await planCovering(store, shanghaiDayStartMs(day) + MS_PER_DAY);
  const revision = await judgementsOf(store, day);
  return ruleOn(scenario.region.rules, day).map((rule) =>
    judgeDay({
      day,
      rule,
      records,
      periodsOfDay: periodsOfDay(scenario),
      before: before.get(rule.id) ?? [],
      revision,
      plan: covering,
      nowMs,
    }),
  );
}

const periodsOfDay = (scenario: Scenario): number => Math.round((24 * 60) / scenario.region.periodMinutes);

/**
 * What plans reckon with goes on from the judged day: its count, and that of the periods since, both as last corrected. A
 * day that others were judged after changes nothing yet: they are judged anew next.
 */
async function recount(
  deps: Judge,
  store: StoreDb,
  day: string,
  states: readonly RuleDayState[],
): Promise<void> {
  const { nextPeriodMs, plantState } = (await readState(store))!;
  const openDay = daysAfter(day, 1);
  if (shanghaiDay(nextPeriodMs) !== openDay) return;
  const open = await recordsOf(deps, openDay, store);
  const counted = bindingOn(deps.scenario.region.rules, openDay).flatMap((rule) => {
    const state = states.find(({ ruleId }) => ruleId === rule.id);
    const since = countBegins(rule, openDay);
    return state === undefined || since === null ? [] : [[rule.id, countGoesOn(rule, since, state, open)]];
  });
  await updateState(store, { plantState: { ...plantState, counted: Object.fromEntries(counted) } });
}

type Recorded = Omit<RecordsOfDay, 'accuracies'> & Pick<DayOfForecasts, 'scenario' | 'horizon' | 'readings'>;

/** Everything the centre recorded of a day, priced. */
async function recordsOf(deps: Judge, day: string, store = storeDb(deps.db)): Promise<Recorded> {
  const { scenario } = deps;
  const { region } = scenario;
  const startMs = shanghaiDayStartMs(day);
  const readings = await readingsWithin(store, startMs, startMs + MS_PER_DAY);
  const jobReadings = await jobReadingsWithin(store, startMs, startMs + MS_PER_DAY);
  const traces = await traceWithin(store, startMs, startMs + MS_PER_DAY);
  const horizon = { startMs, periodMinutes: region.periodMinutes, periodCount: periodsOfDay(scenario) };
  const { values } = await resolveWindow({ scenario, horizon, foresight: 'perfect', only: 'published' });
  const periods = pricedPeriods(scenario, horizon, values, { readings, jobReadings });
  return { scenario, horizon, readings, region, periods, jobReadings, traces };
}

function pricedPeriods(
  { region }: Scenario,
  horizon: Horizon,
  values: WindowValues,
  records: Pick<PricedPeriod, 'readings' | 'jobReadings'>,
): PricedPeriod[] {
  const lengthMs = horizon.periodMinutes * MS_PER_MINUTE;
  const at = (list: readonly { readonly id: string }[], field: string, t: number) =>
    Object.fromEntries(list.map(({ id }) => [id, valuesOf(values, id, field)[t]!]));
  return Array.from({ length: horizon.periodCount }, (_, t): PricedPeriod => {
    const startMs = horizon.startMs + t * lengthMs;
    const ofPeriod = <T extends { readonly periodStartMs: EpochMs }>(rows: readonly T[]): T[] =>
      rows.filter((row) => row.periodStartMs === startMs);
    return {
      region,
      hours: horizon.periodMinutes / 60,
      readings: ofPeriod(records.readings),
      jobReadings: ofPeriod(records.jobReadings),
      gridTco2PerMwh: at(region.gridConnections, 'emissionTco2PerMwh', t),
      importYuanPerMwh: at(region.gridConnections, 'importYuanPerMwh', t),
      exportYuanPerMwh: at(region.gridConnections, 'exportYuanPerMwh', t),
      fuelYuanPerMwh: at(region.thermalUnits, 'fuelYuanPerMwh', t),
    };
  }).filter(({ readings }) => readings.length > 0);
}

/** What the last judged day says of the time that each rule has left, by rule. */
export async function ruleOutlooks(
  store: StoreDb,
  nowMs: EpochMs,
): Promise<Readonly<Record<string, RuleOutlook>>> {
  const states = await ruleStatesOn(store, shanghaiDay(nowMs));
  return Object.fromEntries(
    states.map(({ ruleId, effectiveFrom, since, judgement }) => [
      ruleId,
      { effectiveFrom, since, projection: judgement.projection },
    ]),
  );
}
