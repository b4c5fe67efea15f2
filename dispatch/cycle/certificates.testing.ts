import type { ContractSettlement, Reading, Region, TraceRow } from '#dispatch/domain';
import { ledgerSigner } from '#dispatch/ledger';
import { type StoreDb, storeDb } from '#dispatch/store';
import { AUDIT_SCHEMA, createAudit } from '#platform/audit';
import { manualClock } from '#platform/clock';
import { type Db, inTransaction } from '#platform/db';
import { certifyClosedPeriod, certifyRevisedPeriod, type PeriodToCertify } from './certify-period.ts';
import { MIDNIGHT_MS, smallRegion } from './testing.ts';

export const SIGNER = ledgerSigner(new Uint8Array(32).fill(7));
export { AUDIT_SCHEMA };

const name = { zh: '甲', en: 'party' };

/** The small region with an owner of its sun, one of its sites, one of its store, and rules for monthly certificates. */
export const partiedRegion = (change: Readonly<Record<string, unknown>> = {}): Region =>
  smallRegion({
    parties: [
      { id: 'maker', name, kind: 'generator', owns: ['roof'] },
      { id: 'user', name, kind: 'consumer', owns: ['east'] },
      { id: 'keeper', name, kind: 'storage', owns: ['store'] },
    ],
    certificateRules: [
      {
        ...{ id: 'green-certificate', title: { zh: '绿证', en: 'Green certificate' }, jurisdiction: 'CN' },
        ...{ effectiveFrom: '2023-01-01', unitMwh: 1, eligible: ['pv', 'wind', 'csp', 'hydro'] },
        ...{ barred: { offGrid: true, hydroBefore: '2023-01-01' }, validMonths: 24, source: 'test' },
      },
    ],
    ...change,
  });

/** What one hour of the small region came to: the sun, what a job, the site and the store took of it, in Wh. */
export interface Hour {
  readonly hour: number;
  readonly sunWh: number;
  readonly jobWh: number;
  readonly chargeWh?: number;
  /** Of what the store gives, all sun of before: what a job takes. */
  readonly dischargeWh?: number;
  readonly contractWh?: number;
}

export function tracedHour(region: Region, { hour, sunWh, jobWh, ...more }: Hour): PeriodToCertify {
  const periodStartMs = MIDNIGHT_MS + hour * 3_600_000;
  const { chargeWh = 0, dischargeWh = 0, contractWh = 0 } = more;
  const row = (
    kind: TraceRow['consumer']['kind'],
    id: string,
    bySourceWh: Record<string, number>,
  ): TraceRow => ({
    ...{ periodStartMs, consumer: { kind, id }, bySourceWh, cleanWh: 0, co2Tonnes: 0 },
    energyWh: Object.values(bySourceWh).reduce((a, b) => a + b, 0),
  });
  const reading: Reading = {
    ...{ periodStartMs, periodMinutes: 60, element: 'roof', quantity: 'generationMw' },
    ...{ value: sunWh / 1e6, quality: 'measured' },
  };
  const settlement: ContractSettlement = {
    ...{ contractId: 'green', periodStartMs, contractedWh: contractWh, generationWh: sunWh },
    ...{ consumptionWh: jobWh, settledWh: contractWh },
    ...{ bySourceWh: { roof: contractWh }, byConsumerWh: { east: contractWh } },
  };
  return {
    ...{ region, version: 0, atMs: periodStartMs + 3_600_000, periodStartMs, periodMinutes: 60 },
    readings: [reading],
    jobReadings: [],
    rows: [
      row('job', 'job', { roof: jobWh, ...(dischargeWh > 0 ? { 'store/roof': dischargeWh } : {}) }),
      row('storage', 'store', { roof: chargeWh }),
      row('site', 'east', { roof: sunWh - jobWh - chargeWh }),
    ],
    settlements: contractWh > 0 ? [settlement] : [],
  };
}

/** Certifies hours as the cycle does: each in a transaction of its own. */
export async function certifyHours(db: Db, region: Region, hours: readonly Hour[]): Promise<void> {
  for (const hour of hours) {
    const period = tracedHour(region, hour);
    await inTransaction(db, async (trx) => {
      const store = storeDb(trx);
      await markPeriod(store, period);
      await certifyClosedPeriod(store, SIGNER, period);
    });
  }
}

/** Corrects an hour that was certified as `first`. */
export const correctHour = (
  db: Db,
  region: Region,
  first: Hour,
  hour: Hour,
  version: number,
): Promise<unknown> =>
  inTransaction(db, (trx) =>
    certifyRevisedPeriod(
      storeDb(trx),
      SIGNER,
      { ...tracedHour(region, hour), version },
      tracedHour(region, first),
    ),
  );

const markPeriod = (store: StoreDb, period: PeriodToCertify): Promise<unknown> =>
  store
    .insertInto('period')
    .values({
      ...{ period_start_ms: period.periodStartMs, period_minutes: 60, closed_at_ms: period.atMs },
      ...{ plan_id: null, matched_green_share_ratio: 1, events: '[]' },
    })
    .execute();

export const deskOf = (db: Db, region: Region) => ({
  ...{ db, region, signer: SIGNER },
  audit: createAudit(db, manualClock(MIDNIGHT_MS)),
});
