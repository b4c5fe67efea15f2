import type { MeteredPeriod, MeterFlag, MeterIntake, MeterReceipt, Region } from '#dispatch/domain';
import { type Channel, channelKey, channelsOf, meteredPeriods, type ReadingRows } from '#dispatch/sources';
import {
  insertLateReadings,
  insertReceipts,
  lastReceipts,
  meteredWithin,
  type NewReceipt,
  neighboursOf,
  putMetered,
  readState,
  receiptsWithin,
  type StoreDb,
  storeDb,
} from '#dispatch/store';
import { inTransaction } from '#platform/db';
import { type EpochMs, MS_PER_MINUTE } from '#units';
import type { CycleDependencies } from './dependencies.ts';
import { readingOfMeter } from './metered.ts';

/** Who sent what, as it is kept with each receipt. */
export interface Delivery extends ReadingRows {
  /** Name of the file, or of the way it came. */
  readonly source: string;
  readonly actor: string;
}
type Taker = Pick<CycleDependencies, 'db' | 'audit' | 'signer' | 'events'> & { readonly region: Region };

/**
 * Takes a delivery of raw readings in, in one transaction: receipts that are not known are kept, the periods they bear upon
 * are worked out again, and those closed before are given to the ledger as late readings. The same delivery again changes
 * nothing; the order of deliveries matters only where two values without an issue time contradict each other.
 */
export async function takeReadings(deps: Taker, delivery: Delivery, nowMs: EpochMs): Promise<MeterIntake> {
  const intake = await inTransaction(deps.db, async (trx) => {
    const store = storeDb(trx);
    // Whoever closes a period waits for this, and the other way round.
    const state = await readState(store, 'lock');
    const sorted = await newReceipts(store, delivery, nowMs);
    const { changed, revalued } = await changedPeriods(store, deps.region, sorted.added);
    await putMetered(store, changed);
    const nextMs = state?.nextPeriodMs ?? Number.NEGATIVE_INFINITY;
    const { periodMinutes } = deps.region;
    const closed = revalued.filter(({ periodStartMs }) => periodStartMs < nextMs);
    const late = await insertLateReadings(
      store,
      closed.map((period) => readingOfMeter(period, periodMinutes)),
    );
    const taken: MeterIntake = {
      rows: delivery.accepted.length + delivery.rejected.length,
      accepted: sorted.added.length,
      duplicates: delivery.accepted.length - sorted.added.length,
      rejected: delivery.rejected,
      flags: [...sorted.flags, ...eachOnce(changed.flatMap(({ flags }) => flags))],
      periodsChanged: changed.length,
      periodsRetraced: late.accepted,
      periodsOutside: late.refusedPeriods,
    };
    if (sorted.added.length === 0) return taken;
    await insertReceipts(store, deps.signer, sorted.added, nowMs);
    const { rows, accepted, duplicates, periodsChanged, periodsRetraced } = taken;
    const detail = {
      rows,
      accepted,
      duplicates,
      rejected: taken.rejected.length,
      periodsChanged,
      periodsRetraced,
    };
    await deps.audit.append(trx, {
      actor: delivery.actor,
      action: 'reading.add',
      subject: delivery.source,
      detail,
    });
    return taken;
  });
  if (intake.accepted > 0) deps.events.publish('dispatch.meters', { accepted: intake.accepted });
  return intake;
}

/** A flag of a time that reaches over several periods stands in each of them. */
const eachOnce = (flags: readonly MeterFlag[]): MeterFlag[] => [
  ...new Map(flags.map((flag) => [JSON.stringify(flag), flag])).values(),
];

const identityOf = (one: Omit<NewReceipt, 'receivedAtMs' | 'receivedFrom' | 'source' | 'line'>): string =>
  `${one.meter} ${one.fromMs} ${one.untilMs} ${one.value} ${one.unit} ${one.issuedAtMs ?? ''}`;

/** The receipts that are not known yet, each once, and what deserves a word of how the rows came. */
async function newReceipts(
  store: StoreDb,
  delivery: Delivery,
  nowMs: EpochMs,
): Promise<{ readonly added: NewReceipt[]; readonly flags: MeterFlag[] }> {
  const { accepted, actor, source } = delivery;
  if (accepted.length === 0) return { added: [], flags: [] };
  const meters = [...new Set(accepted.map(({ value }) => value.meter))];
  const fromMs = accepted.reduce(
    (least, { value }) => Math.min(least, value.fromMs),
    Number.POSITIVE_INFINITY,
  );
  const untilMs = accepted.reduce(
    (most, { value }) => Math.max(most, value.untilMs),
    Number.NEGATIVE_INFINITY,
  );
  const known = new Set((await receiptsWithin(store, meters, fromMs, untilMs)).map(identityOf));
  const latestMs = new Map(
    [...(await lastReceipts(store, meters))].map(([meter, receipt]) => [meter, receipt.untilMs]),
  );
  const added: NewReceipt[] = [];
  const flags: MeterFlag[] = [];
  for (const { value, line } of accepted) {
    const flag = (kind: MeterFlag['kind']) =>
      flags.push({ kind, meter: value.meter, fromMs: value.fromMs, untilMs: value.untilMs });
    const identity = identityOf(value);
    if (known.has(identity)) {
      flag('duplicate');
      continue;
    }
    known.add(identity);
    const latest = latestMs.get(value.meter) ?? Number.NEGATIVE_INFINITY;
    if (value.untilMs < latest) flag('out-of-order');
    latestMs.set(value.meter, Math.max(latest, value.untilMs));
    added.push({ ...value, line, source, receivedFrom: actor, receivedAtMs: Math.round(nowMs) });
  }
  return { added, flags };
}

/** A delivery that is being taken in comes after all others. */
const LATEST_DELIVERY = Number.MAX_SAFE_INTEGER;

interface Changes {
  /** Periods of which anything changed, flags among it. */
  readonly changed: MeteredPeriod[];
  /** Those of them whose energy or quality is another one. */
  readonly revalued: MeteredPeriod[];
}

async function changedPeriods(
  store: StoreDb,
  region: Region,
  added: readonly NewReceipt[],
): Promise<Changes> {
  const changes: Changes = { changed: [], revalued: [] };
  for (const channel of channelsOf(region)) {
    const ids = new Set(channel.meters.map(({ id }) => id));
    const own = added
      .filter(({ meter }) => ids.has(meter))
      .map((receipt): MeterReceipt => ({ ...receipt, delivery: LATEST_DELIVERY }));
    if (own.length === 0) continue;
    const { changed, revalued } = await changedOfChannel(store, region, channel, own);
    for (const period of changed) changes.changed.push(period);
    for (const period of revalued) changes.revalued.push(period);
  }
  return changes;
}

async function changedOfChannel(
  store: StoreDb,
  region: Region,
  channel: Channel,
  own: readonly MeterReceipt[],
): Promise<Changes> {
  const { periodMinutes } = region;
  const periodMs = periodMinutes * MS_PER_MINUTE;
  const near = await connectedReceipts(store, channel, spanOf(own));
  const reach = spanOf([...near, ...own]);
  const fromMs = Math.floor(reach.fromMs / periodMs) * periodMs;
  const untilMs = Math.ceil((reach.untilMs + 1) / periodMs) * periodMs;
  const all = await connectedReceipts(store, channel, { fromMs, untilMs });
  const now = meteredPeriods(channel, [...all, ...own], { fromMs, untilMs, periodMinutes });
  const before = new Map(
    (await meteredWithin(store, fromMs, untilMs, channel)).map((period) => [period.periodStartMs, period]),
  );
  const changed = now.filter((period) => saysOf(period) !== saysOf(before.get(period.periodStartMs)));
  const revalued = changed.filter((period) => {
    const known = before.get(period.periodStartMs);
    return known === undefined || known.energyWh !== period.energyWh || known.quality !== period.quality;
  });
  return { changed, revalued };
}

interface Span {
  readonly fromMs: EpochMs;
  readonly untilMs: EpochMs;
}
const spanOf = (receipts: readonly Span[]): Span => ({
  fromMs: receipts.reduce((least, { fromMs }) => Math.min(least, fromMs), Number.POSITIVE_INFINITY),
  untilMs: receipts.reduce((most, { untilMs }) => Math.max(most, untilMs), Number.NEGATIVE_INFINITY),
});

/** Receipts within a time, the neighbours that bear upon them, and every one that shares time with these. */
async function connectedReceipts(store: StoreDb, channel: Channel, span: Span): Promise<MeterReceipt[]> {
  const ids = channel.meters.map(({ id }) => id);
  const { beforeMs, afterMs } = await neighboursOf(store, ids, span.fromMs, span.untilMs);
  let reach: Span = { fromMs: beforeMs, untilMs: afterMs };
  for (;;) {
    const receipts = await receiptsWithin(store, ids, reach.fromMs, reach.untilMs);
    // One that only ends where the reach begins shares no time with it: a meter's days would all hang together.
    const sharing = receipts.filter((one) => one.untilMs > reach.fromMs && one.fromMs < reach.untilMs);
    const wider = spanOf([...sharing, reach]);
    if (wider.fromMs >= reach.fromMs && wider.untilMs <= reach.untilMs) return receipts;
    reach = wider;
  }
}

/** What a metered period says, as text: equal texts are equal periods. */
const saysOf = (period: MeteredPeriod | undefined): string =>
  period === undefined
    ? ''
    : JSON.stringify([
        ...[period.energyWh, period.quality, channelKey(period)],
        period.flags.map(({ kind, meter, fromMs, untilMs, excessWh }) => [
          kind,
          meter,
          fromMs,
          untilMs,
          excessWh,
        ]),
      ]);
