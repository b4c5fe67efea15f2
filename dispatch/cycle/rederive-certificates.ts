import { applyEvent, bundlesOf, deviceKey, releasedBy, sumWh } from '#dispatch/certificates';
import type { CertificateBundle, CertificateEvent } from '#dispatch/domain';
import {
  certificateSums,
  historyOf,
  issuancesAfter,
  monthlyCertificates,
  type StoreDb,
  type StoredIssuance,
} from '#dispatch/store';
import type { Wh } from '#units';

/** Something beside the ledger that says other than what the ledger's own rows come to. */
export interface DerivedFault {
  readonly place: string;
  readonly reason: string;
}

const PAGE = 2000;

/**
 * What every unit is now, what devices owe and what lies in stores, derived again from nothing but issuances and events, and
 * held against the tables that the centre works with. Also whether each month carries on where the one before ended.
 */
export async function rederiveCertificates(store: StoreDb): Promise<readonly DerivedFault[]> {
  const faults: DerivedFault[] = [];
  const debts = new Map<string, Wh>();
  const lines = new Map<string, { storedWh: Wh; releasedWh: Wh }>();
  for (let after = -1; ; ) {
    const issuances = await issuancesAfter(store, after, PAGE);
    if (issuances.length === 0) break;
    after = issuances.at(-1)!.issuanceNumber;
    const { events, bundles } = await historyOf(store, issuances);
    const eventsOf = groups(events);
    const bundlesNow = groups(bundles);
    for (const issuance of issuances) {
      const own = eventsOf.get(issuance.issuanceId) ?? [];
      const fault = bundleFault(issuance, own, bundlesNow.get(issuance.issuanceId) ?? []);
      if (fault !== null) faults.push({ place: `certificate_bundle ${issuance.issuanceId}`, reason: fault });
      addDebt(debts, issuance, own);
      addLines(lines, issuance, own);
    }
  }
  return [...faults, ...(await sumFaults(store, debts, lines)), ...(await monthFaults(store))];
}

function groups<T extends { readonly issuanceId: string }>(rows: readonly T[]): Map<string, T[]> {
  const by = new Map<string, T[]>();
  for (const row of rows) {
    const own = by.get(row.issuanceId);
    if (own === undefined) by.set(row.issuanceId, [row]);
    else own.push(row);
  }
  return by;
}

const textOf = (bundles: readonly CertificateBundle[]): string =>
  JSON.stringify(
    [...bundles]
      .sort((a, b) => a.fromUnit - b.fromUnit)
      .map((one) => [one.fromUnit, one.toUnit, one.accountId, one.status, one.beneficiary, one.contractId]),
  );

function bundleFault(
  issuance: StoredIssuance,
  events: readonly CertificateEvent[],
  now: readonly CertificateBundle[],
): string | null {
  try {
    const derived = events.reduce(applyEvent, bundlesOf(issuance));
    return textOf(derived) === textOf(now) ? null : 'is not what its issue and its events come to';
  } catch (error) {
    // An event that takes what nobody had: the history itself does not hold.
    return (error as Error).message;
  }
}

const eventWh = (events: readonly CertificateEvent[], counts: (event: CertificateEvent) => boolean): Wh =>
  sumWh(events.filter(counts));

/** Units withdrawn by the centre itself: after a correction, or for a debt. */
const ofCentre = ({ kind, actionId }: CertificateEvent): boolean => kind === 'withdraw' && actionId === null;

function addDebt(
  debts: Map<string, Wh>,
  issuance: StoredIssuance,
  events: readonly CertificateEvent[],
): void {
  const paidWh = issuance.quantityWh - releasedBy(issuance);
  const key = deviceKey(issuance);
  const owedWh = eventWh(events, ({ kind }) => kind === 'debt');
  if (owedWh !== 0 || paidWh !== 0) debts.set(key, (debts.get(key) ?? 0) + owedWh - paidWh);
}

function addLines(
  lines: Map<string, { storedWh: Wh; releasedWh: Wh }>,
  issuance: StoredIssuance,
  events: readonly CertificateEvent[],
): void {
  const lineOf = (storeId: string) => {
    const key = `${storeId}/${issuance.originId}`;
    const line = lines.get(key) ?? { storedWh: 0, releasedWh: 0 };
    lines.set(key, line);
    return line;
  };
  for (const { status, beneficiary, energyWh } of issuance.parts)
    if (status === 'stored') lineOf(beneficiary!).storedWh += energyWh;
  for (const event of events)
    if (event.kind === 'store') lineOf(event.beneficiary!).storedWh += sumWh([event]);
  if (issuance.isStorage)
    lineOf(issuance.deviceId).releasedWh += releasedBy(issuance) - eventWh(events, ofCentre);
}

async function sumFaults(
  store: StoreDb,
  debts: ReadonlyMap<string, Wh>,
  lines: ReadonlyMap<string, { readonly storedWh: Wh; readonly releasedWh: Wh }>,
): Promise<DerivedFault[]> {
  const kept = await certificateSums(store);
  const debtKeys = new Set([...debts.keys(), ...kept.debtWh.keys()]);
  const lineKeys = new Set([...lines.keys(), ...kept.lines.keys()]);
  return [
    ...[...debtKeys]
      .filter((key) => (debts.get(key) ?? 0) !== (kept.debtWh.get(key) ?? 0))
      .map((key) => ({
        place: `certificate_debt ${key}`,
        reason: `says ${kept.debtWh.get(key) ?? 0} Wh; the events come to ${debts.get(key) ?? 0}`,
      })),
    ...[...lineKeys].flatMap((key): DerivedFault[] => {
      const derived = lines.get(key) ?? { storedWh: 0, releasedWh: 0 };
      const line = kept.lines.get(key) ?? { storedWh: 0, releasedWh: 0 };
      if (derived.storedWh === line.storedWh && derived.releasedWh === line.releasedWh) return [];
      const says = `says ${line.storedWh} Wh in and ${line.releasedWh} out`;
      return [
        {
          place: `certificate_store_line ${key}`,
          reason: `${says}; the events come to ${derived.storedWh} and ${derived.releasedWh}`,
        },
      ];
    }),
  ];
}

async function monthFaults(store: StoreDb): Promise<DerivedFault[]> {
  const last = new Map<string, Wh>();
  return (await monthlyCertificates(store)).flatMap((row): DerivedFault[] => {
    const key = `${row.deviceId} ${row.tradability}`;
    const before = last.get(key) ?? 0;
    last.set(key, row.remainderWh);
    if (row.carriedWh === before) return [];
    const reason = `carries ${row.carriedWh} Wh; the month before left ${before}`;
    return [{ place: `certificate_month ${row.month} ${key}`, reason }];
  });
}
