import type { Reading } from '#dispatch/domain';
import { ledgerSigner } from '#dispatch/ledger';
import {
  acceptJobs,
  insertLateReadings,
  intendRun,
  keepRegion,
  migrations,
  openInterval,
  readOrCreateState,
  SCHEMA,
  storeDb,
} from '#dispatch/store';
import { AUDIT_SCHEMA, createAudit } from '#platform/audit';
import { manualClock } from '#platform/clock';
import { MS_PER_HOUR } from '#units';
import { openTestDatabase, type TestDatabase } from '../../platform/db/testing.ts';
import { auditLedger, type LedgerAudit } from './audit-ledger.ts';
import { closeNextPeriod } from './close-period.ts';
import type { CycleDependencies } from './dependencies.ts';
import { newJob } from './feed.ts';
import { settledRegion } from './period.ts';
import { aJob, MIDNIGHT_MS, smallScenario } from './testing.ts';
import { initialState } from './window.ts';

export const testSigner = ledgerSigner(new Uint8Array(32).fill(7));

/** The small region with two jobs on its eastern site and hours that are closed one by one. */
export interface LedgerBench {
  readonly database: TestDatabase;
  readonly dependencies: CycleDependencies;
  /** Does what is due until the first `hours` hours of the day are closed. */
  closeHours(hours: number): Promise<void>;
  late(...readings: readonly Reading[]): Promise<void>;
  audit(): Promise<LedgerAudit>;
}

export async function openLedgerBench(): Promise<LedgerBench> {
  const database = await openTestDatabase([AUDIT_SCHEMA, { schema: SCHEMA, migrations }]);
  const scenario = smallScenario();
  const store = storeDb(database.db);
  const deps = {
    ...{ db: database.db, audit: createAudit(database.db, manualClock(MIDNIGHT_MS)), scenario },
    ...{ events: { publish: () => {} }, signer: testSigner },
  } as unknown as CycleDependencies;
  const first = { firstStartMs: MIDNIGHT_MS, nextPeriodMs: MIDNIGHT_MS, fedUntilMs: 0 };
  await readOrCreateState(store, { ...first, plantState: initialState(scenario.region, MIDNIGHT_MS) });
  await keepRegion(store, scenario.hash, scenario.region, MIDNIGHT_MS);
  for (const [id, fromHour] of [
    ['a', 0],
    ['b', 1],
  ] as const) {
    await acceptJobs(store, [newJob(aJob({ id }))], 'api', MIDNIGHT_MS);
    const order = { poolId: 'east-gpu', units: 40, powerRatio: 1 };
    const run = { attemptId: `${id}-1`, jobId: id, attemptNumber: 1, executorId: 'twin', order };
    await intendRun(store, { ...run, atMs: MIDNIGHT_MS });
    await openInterval(store, run.attemptId, MIDNIGHT_MS + fromHour * MS_PER_HOUR);
  }
  const closer = { settled: settledRegion(scenario.region), day: null };
  return {
    database,
    dependencies: deps,
    async closeHours(hours) {
      const nowMs = MIDNIGHT_MS + hours * MS_PER_HOUR;
      while (await closeNextPeriod(deps, closer, nowMs));
    },
    late: async (...readings) => {
      await database.db.transaction().execute((trx) => insertLateReadings(storeDb(trx), readings));
    },
    audit: () =>
      auditLedger(database.db, {
        publicKey: testSigner.publicKey,
        progress: () => {},
        isCancelled: () => false,
      }),
  };
}

/** A late reading of the small region: `hour` of the day. */
export const lateReading = (hour: number, element: string, quantity: string, value: number): Reading => ({
  ...{ periodStartMs: MIDNIGHT_MS + hour * MS_PER_HOUR, periodMinutes: 60, element, quantity, value },
  quality: 'measured',
});
