import {
  type CertifiedPeriod,
  certifyPeriod,
  closeMonth,
  type DeviceHistory,
  deviceKey,
  monthAfter,
  monthStartMs,
  ruleOn,
  shanghaiMonth,
} from '#dispatch/certificates';
import type { CertificateIssuance, Region } from '#dispatch/domain';
import type { LedgerSigner } from '#dispatch/ledger';
import {
  type CertificateChange,
  certificateSums,
  certificatesOfPeriod,
  insertCertificates,
  insertMonth,
  monthlyCertificates,
  plantSums,
  type StoreDb,
  type StoredHistory,
  usedWithin,
} from '#dispatch/store';
import { type EpochMs, MS_PER_MINUTE } from '#units';
import { certifiedEnergy, type TracedPeriod } from './certified-region.ts';
import { CENTRE } from './dependencies.ts';

export interface PeriodToCertify extends TracedPeriod {
  readonly region: Region;
  readonly version: number;
  readonly atMs: EpochMs;
}

/**
 * Issues a closed period's certificates, moves what contracts settle, claims for jobs and sets aside what went into stores,
 * in the closing transaction, after the period's block. With the last period of a Shanghai month the month's certificates
 * (绿证) are issued too.
 */
export async function certifyClosedPeriod(
  trx: StoreDb,
  signer: LedgerSigner,
  period: PeriodToCertify,
): Promise<CertifiedPeriod> {
  const certified = await certify(trx, signer, period, null, new Map());
  const endMs = period.periodStartMs + period.periodMinutes * MS_PER_MINUTE;
  const month = shanghaiMonth(period.periodStartMs);
  if (shanghaiMonth(endMs) !== month) await certifyMonth(trx, signer, period.region, month, period.atMs);
  return certified;
}

/**
 * Brings the certificates of a period that was traced anew to its new version: what grew is issued in addition, what shrank
 * is withdrawn or owed. `first` is the period as it was closed: it says what jobs claimed then.
 */
export async function certifyRevisedPeriod(
  trx: StoreDb,
  signer: LedgerSigner,
  period: PeriodToCertify,
  first: TracedPeriod,
): Promise<CertifiedPeriod> {
  const stored = await certificatesOfPeriod(trx, period.periodStartMs);
  return certify(trx, signer, period, stored, jobsAtFirst(period.region, first, stored));
}

async function certify(
  trx: StoreDb,
  signer: LedgerSigner,
  period: PeriodToCertify,
  stored: StoredHistory | null,
  firstIssued: ReadonlyMap<string, CertificateIssuance>,
): Promise<CertifiedPeriod> {
  const { periodStartMs, periodMinutes, atMs, version } = period;
  const sums = await certificateSums(trx);
  const stamp = { periodStartMs, periodMinutes, actor: CENTRE, atMs };
  const histories = stored === null ? new Map<string, DeviceHistory>() : historiesOf(stored, firstIssued);
  const energies = certifiedEnergy(period.region, period);
  const done = certifyPeriod(energies, { histories, ...sums }, stamp);
  const change: CertificateChange = {
    ...done,
    ...{ subject: `${new Date(periodStartMs).toISOString()}/${version}`, atMs },
    known: new Map(stored?.issuances.map((one) => [one.issuanceId, one])),
  };
  await insertCertificates(trx, signer, change);
  return done;
}

function historiesOf(
  stored: StoredHistory,
  firstIssued: ReadonlyMap<string, CertificateIssuance>,
): Map<string, DeviceHistory> {
  const histories = new Map<string, DeviceHistory>();
  for (const issuance of stored.issuances) {
    const key = deviceKey(issuance);
    const known = histories.get(key) ?? { issuances: [], events: [], bundles: [] };
    const isOwn = (one: { readonly issuanceId: string }): boolean => one.issuanceId === issuance.issuanceId;
    histories.set(key, {
      issuances: [...known.issuances, firstIssued.get(issuance.issuanceId) ?? issuance],
      events: [...known.events, ...stored.events.filter(isOwn)],
      bundles: [...known.bundles, ...stored.bundles.filter(isOwn)],
    });
  }
  return histories;
}

/** The issuances of revision 0 with the jobs of their claims, which the trace of the first version says. */
function jobsAtFirst(
  region: Region,
  first: TracedPeriod,
  stored: StoredHistory,
): ReadonlyMap<string, CertificateIssuance> {
  const { periodStartMs, periodMinutes } = first;
  const stamp = { periodStartMs, periodMinutes, actor: CENTRE, atMs: 0 };
  const energies = certifiedEnergy(region, first);
  // Stores give back what they gave then: their lines were checked when it happened.
  const lines = new Map(energies.map((one) => [deviceKey(one), { storedWh: one.quantityWh, releasedWh: 0 }]));
  const before = { histories: new Map<string, DeviceHistory>(), debtWh: new Map<string, number>(), lines };
  const again = new Map(certifyPeriod(energies, before, stamp).issuances.map((one) => [one.issuanceId, one]));
  return new Map(
    stored.issuances
      .filter((issuance) => issuance.revision === 0)
      .map((issuance) => {
        const jobs = again.get(issuance.issuanceId)?.parts.filter((part) => part.jobs !== null) ?? [];
        const claims = issuance.parts.filter((part) => part.status === 'claimed');
        const parts = issuance.parts.map((part) => ({
          ...part,
          jobs: jobs[claims.indexOf(part)]?.jobs ?? null,
        }));
        return [issuance.issuanceId, { ...issuance, parts }];
      }),
  );
}

async function certifyMonth(
  trx: StoreDb,
  signer: LedgerSigner,
  region: Region,
  month: string,
  atMs: EpochMs,
): Promise<void> {
  const rule = ruleOn(region.certificateRules, `${month}-01`);
  if (rule === null) return;
  const [fromMs, toMs] = [monthStartMs(month), monthStartMs(monthAfter(month, 1))];
  const used = await usedWithin(trx, fromMs, toMs);
  const devices = (await plantSums(trx, toMs)).map((sums) => ({
    ...{ deviceId: sums.deviceId, source: sums.source, accountId: sums.accountId },
    issuedSoFarWh: sums.issuedWh - sums.withdrawnWh - sums.owedWh,
    usedWh: used.get(sums.deviceId) ?? 0,
  }));
  const earlier = await monthlyCertificates(trx);
  const projects = region.certificateProjects;
  const rows = closeMonth({ month, rule, projects, regionId: region.id, devices, earlier, atMs });
  await insertMonth(trx, signer, month, rows);
}
