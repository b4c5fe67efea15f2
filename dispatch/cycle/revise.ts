import type { JobReading, PeriodTrace, Region } from '#dispatch/domain';
import {
  addJobEnergy,
  type CycleState,
  changeMatchedShare,
  energyChanges,
  entryOfTrace,
  firstBlockOf,
  insertPeriodVersion,
  jobReadingsWithin,
  keptRegion,
  type LedgerEntry,
  lateReadingsOf,
  latestVersion,
  nextLatePeriod,
  type PlacedEntry,
  periodBefore,
  type RevisedReading,
  readingsWithin,
  readState,
  removeLateReadings,
  reversalOf,
  type StoreDb,
  standingEntries,
  storeDb,
  updateState,
} from '#dispatch/store';
import { inTransaction } from '#platform/db';
import { type EpochMs, invariant, MS_PER_MINUTE } from '#units';
import { certifyRevisedPeriod } from './certify-period.ts';
import { CENTRE, type CycleDependencies } from './dependencies.ts';
import { contentOfText, sealedTrace } from './seal-period.ts';

type Reviser = Pick<CycleDependencies, 'db' | 'audit' | 'signer'>;

/**
 * Traces the earliest marked period anew with the readings that came late, in one transaction: what changed becomes its next
 * version. Then the next period is marked when the stores were left with other content, or the next that has late
 * readings. A crash leaves the mark, and nothing is done twice. False when no period is marked.
 */
export async function reviseNextPeriod(deps: Reviser, nowMs: EpochMs): Promise<boolean> {
  return inTransaction(deps.db, async (trx) => {
    const store = storeDb(trx);
    const state = (await readState(store, 'lock'))!;
    if (state.retraceFromMs === null) return false;
    const fromMs = state.retraceFromMs;
    const revised = await reviseIn(store, deps, fromMs, nowMs);
    await removeLateReadings(store, fromMs);
    await moveMark(store, state, fromMs, revised);
    if (revised.blockNumber !== null) {
      await deps.audit.append(trx, {
        actor: CENTRE,
        action: 'period.revise',
        subject: new Date(fromMs).toISOString(),
        detail: { version: revised.version, readings: revised.readings, entries: revised.entries },
      });
    }
    return true;
  });
}

interface Revised {
  readonly blockNumber: number | null;
  readonly version: number;
  readonly readings: number;
  readonly entries: number;
  readonly endMs: EpochMs;
  /** The content after it; null when it is as it was. */
  readonly newContent: string | null;
}

async function reviseIn(
  store: StoreDb,
  deps: Reviser,
  periodStartMs: EpochMs,
  nowMs: EpochMs,
): Promise<Revised> {
  const latest = (await latestVersion(store, periodStartMs))!;
  const region = await regionOf(store, latest.scenarioHash);
  const known = await readingsWithin(store, periodStartMs, periodStartMs + 1);
  const late = await revisionsOf(store, periodStartMs, known);
  const jobReadings = await jobReadingsWithin(store, periodStartMs, periodStartMs + 1);
  const traced = sealedTrace(
    region,
    latestOf(known, late),
    jobReadings,
    await contentBefore(store, periodStartMs),
  );
  const changes = changesOf(await standingEntries(store, periodStartMs), traced.trace);
  const isOther = traced.storageContent !== latest.storageContent;
  const version = latest.version + 1;
  const base = { version, readings: late.length, entries: changes.length };
  const ended = { ...base, endMs: periodStartMs + latest.periodMinutes * MS_PER_MINUTE };
  if (late.length === 0 && changes.length === 0 && !isOther)
    return { ...ended, blockNumber: null, newContent: null };
  await addJobEnergy(store, energyChanges(changes));
  const { matchedGreenShareRatio } = traced.trace;
  await changeMatchedShare(store, periodStartMs, matchedGreenShareRatio);
  const { blockNumber } = await insertPeriodVersion(store, deps.signer, {
    ...latest,
    ...{ version, atMs: nowMs, matchedGreenShareRatio, storageContent: traced.storageContent },
    ...{ readings: late, jobReadings: [], entries: changes },
  });
  const period = { periodStartMs, periodMinutes: latest.periodMinutes, jobReadings };
  const traces = {
    ...period,
    readings: latestOf(known, late),
    rows: traced.trace.rows,
    settlements: traced.contracts,
  };
  const revised = { ...traces, region, version, atMs: nowMs };
  await certifyRevisedPeriod(store, deps.signer, revised, {
    ...period,
    ...(await asFirstTraced(store, region, periodStartMs, jobReadings)),
  });
  return { ...ended, blockNumber, newContent: isOther ? traced.storageContent : null };
}

async function moveMark(
  store: StoreDb,
  state: CycleState,
  periodStartMs: EpochMs,
  { newContent, endMs }: Revised,
): Promise<void> {
  const isLast = endMs >= state.nextPeriodMs;
  const goesOn = newContent !== null && !isLast;
  await updateState(store, {
    retraceFromMs: goesOn ? endMs : await nextLatePeriod(store, periodStartMs),
    ...(newContent !== null && isLast ? { storageContent: contentOfText(newContent) } : {}),
  });
}

export async function regionOf(store: StoreDb, scenarioHash: string | null): Promise<Region> {
  const region = scenarioHash === null ? null : await keptRegion(store, scenarioHash);
  invariant(region !== null, 'the region of a closed period is kept');
  return region;
}

/** What the stores held when a period began; nothing before the first one. */
export async function contentBefore(
  store: StoreDb,
  periodStartMs: EpochMs,
  beforeBlock?: number,
): Promise<string> {
  const before = await periodBefore(store, periodStartMs);
  const version = before === null ? null : await latestVersion(store, before, beforeBlock);
  return version?.storageContent ?? '{}';
}

/** A period as it was traced when it was closed. */
async function asFirstTraced(
  store: StoreDb,
  region: Region,
  periodStartMs: EpochMs,
  jobReadings: readonly JobReading[],
) {
  const block = await firstBlockOf(store, periodStartMs);
  const readings = await readingsWithin(store, periodStartMs, periodStartMs + 1, { beforeBlock: block + 1 });
  const content = await contentBefore(store, periodStartMs, block);
  const { trace, contracts } = sealedTrace(region, readings, jobReadings, content);
  return { readings, rows: trace.rows, settlements: contracts };
}

/** Late readings of a period, the last arrival of each meter, with their revisions; one that says nothing new is none. */
async function revisionsOf(
  store: StoreDb,
  periodStartMs: EpochMs,
  known: readonly RevisedReading[],
): Promise<RevisedReading[]> {
  const byMeter = new Map(known.map((reading) => [meterOf(reading), reading]));
  const last = new Map((await lateReadingsOf(store, periodStartMs)).map((late) => [meterOf(late), late]));
  return [...last].flatMap(([meter, late]) => {
    const before = byMeter.get(meter);
    if (before !== undefined && before.value === late.value && before.quality === late.quality) return [];
    return [{ ...late, revision: before === undefined ? 0 : before.revision + 1 }];
  });
}
const meterOf = (reading: { readonly element: string; readonly quantity: string }): string =>
  `${reading.element} ${reading.quantity}`;

function latestOf(known: readonly RevisedReading[], late: readonly RevisedReading[]): RevisedReading[] {
  const latest = new Map(known.map((reading) => [meterOf(reading), reading]));
  for (const reading of late) latest.set(meterOf(reading), reading);
  return [...latest.values()];
}

/** Reversals of what no longer holds, then what holds instead. */
export function changesOf(standing: readonly PlacedEntry[], trace: PeriodTrace): LedgerEntry[] {
  const entries = trace.rows.map(entryOfTrace);
  const now = new Set(entries.map(saysOf));
  const before = new Set(standing.map(saysOf));
  return [
    ...standing.filter((entry) => !now.has(saysOf(entry))).map(reversalOf),
    ...entries.filter((entry) => !before.has(saysOf(entry))),
  ];
}

/** What an entry says, as text: equal texts are equal entries. */
const saysOf = ({ consumer, energyWh, cleanWh, co2Grams, bySourceWh }: LedgerEntry): string =>
  JSON.stringify([
    ...[consumer.kind, consumer.id, energyWh, cleanWh, co2Grams],
    Object.entries(bySourceWh)
      .filter(([, wh]) => wh > 0)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  ]);
