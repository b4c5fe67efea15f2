import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { auditLedger, closeMetered } from '#dispatch/cycle';
import { ledgerSigner, textOfProof, verifyProof } from '#dispatch/ledger';
import {
  acceptJobs,
  jobProof,
  keepRegion,
  migrations,
  type NewJob,
  readOrCreateState,
  SCHEMA,
  storeDb,
} from '#dispatch/store';
import { AUDIT_SCHEMA } from '#platform/audit';
import { type Database, migrate, openDatabase, stopEmbeddedServer } from '#platform/db';
import { hoursOf, type LedgerYear, ledgerYear, PERIODS_A_YEAR } from './ledger-year.ts';
import { type Bench, row } from './report.ts';

/** Periods to play; fewer while developing. */
const PERIODS = Number(process.env.WATTBIT_TEST_LEDGER_PERIODS ?? PERIODS_A_YEAR);
const PROOFS = 200;
const signer = ledgerSigner(new Uint8Array(32).fill(9));

/** A year of readings and jobs into the ledger of an embedded PostgreSQL with fsync on, then proofs and an audit of it. */
export const ledger = async (): Promise<Bench> => {
  const folder = mkdtempSync(join(tmpdir(), 'wattbit-ledger-bench-'));
  chmodSync(folder, 0o711);
  const database = await openDatabase({ dataDir: folder, databaseUrl: null, databaseConnections: 4 });
  try {
    await migrate(database.db, [AUDIT_SCHEMA, { schema: SCHEMA, migrations }]);
    return { bench: 'ledger', rows: await figures(database) };
  } finally {
    await database.close();
    await stopEmbeddedServer(folder);
    rmSync(folder, { recursive: true, force: true });
  }
};

async function figures(database: Database) {
  const year = await ledgerYear(PERIODS);
  const [startedMs, startedCpuS] = [performance.now(), cpuS()];
  const jobPeriods = await ingest(database, year);
  const ingestCpuS = cpuS() - startedCpuS;
  const ingestS = (performance.now() - startedMs) / 1000;
  const proofs = await proofTimes(database);
  const bytes = await bytesOf(database);
  const [auditedMs, auditedCpuS] = [performance.now(), cpuS()];
  const audit = await auditLedger(database.db, {
    ...{ publicKey: signer.publicKey, progress: () => {}, isCancelled: () => false },
  });
  const auditS = (performance.now() - auditedMs) / 1000;
  const auditCpuS = cpuS() - auditedCpuS;
  if (!audit.whole) throw new Error(`The audit found ${JSON.stringify(audit.faults.slice(0, 3))}`);
  const played = `${PERIODS} periods, ${year.jobIds.length} jobs, ${jobPeriods} job-periods, ${audit.leafCount} rows`;
  const multiple = (hoursOf(PERIODS) * 3600) / ingestS;
  return [
    row(`ingest and trace, times real time (${played})`, multiple, 1000, 'x', 'the target'),
    row(
      'the same by seconds of its processor',
      (hoursOf(PERIODS) * 3600) / ingestCpuS,
      1000,
      'x',
      'the target',
    ),
    row('proof of a job, median', quantile(proofs.makeMs, 0.5), 50, 'ms of its processor', 'the target'),
    row('proof of a job, 99 of 100', quantile(proofs.makeMs, 0.99), 50, 'ms of its processor', 'the target'),
    row('verification, median', quantile(proofs.verifyMs, 0.5), 20, 'ms of its processor', 'the target'),
    row('verification, 99 of 100', quantile(proofs.verifyMs, 0.99), 20, 'ms of its processor', 'the target'),
    row(
      'entries and job readings',
      bytes.jobs / jobPeriods,
      bytes.all / jobPeriods,
      'bytes a job-period',
      'the whole ledger',
    ),
    row(`audit of ${PERIODS} periods`, auditS, (300 * PERIODS) / PERIODS_A_YEAR, 's', 'the target'),
    row(
      'the same in seconds of its processor',
      auditCpuS,
      (300 * PERIODS) / PERIODS_A_YEAR,
      's',
      'the target',
    ),
  ];
}

async function ingest(database: Database, year: LedgerYear): Promise<number> {
  const store = storeDb(database.db);
  const { region, scenario } = year;
  const plantState = { atMs: 0, batteryMwh: {}, reservoirMm3: {}, hvdcMw: {} };
  const first = year.period(0).startMs;
  await readOrCreateState(store, { firstStartMs: first, nextPeriodMs: first, fedUntilMs: 0, plantState });
  await keepRegion(store, scenario.hash, region, first);
  await acceptJobs(store, year.jobIds.map(jobOf), 'feed', first);
  const close = closeMetered(database.db, signer, { region, scenarioHash: scenario.hash });
  let jobPeriods = 0;
  for (let at = 0; at < PERIODS; at += 1) {
    const { startMs, readings, jobReadings } = year.period(at);
    jobPeriods += jobReadings.length;
    await close(startMs, readings, jobReadings);
    if (at % 2000 === 1999) console.error(`${at + 1} periods`);
  }
  return jobPeriods;
}

const jobOf = (id: string): NewJob => ({
  job: {
    ...{
      kind: 'rigid',
      id,
      submittedAt: '2025-01-01T00:00:00+08:00',
      latestEndAt: '2026-02-01T00:00:00+08:00',
    },
    ...{ poolKind: 'gpu', units: 1, durationHours: 1 },
  },
  releaseMs: 0,
  latestEndMs: 0,
});

async function proofTimes(database: Database) {
  const store = storeDb(database.db);
  const { rows } = await sql<{ id: string }>`select consumer_id as id from dispatch.ledger_entry
    where consumer_kind = 'job' group by 1 order by md5(consumer_id) limit ${PROOFS}`.execute(store);
  const [makeMs, verifyMs]: [number[], number[]] = [[], []];
  for (const { id } of rows) {
    let startS = cpuS();
    const proof = (await jobProof(store, id))!;
    makeMs.push(1000 * (cpuS() - startS));
    const text = textOfProof(proof);
    startS = cpuS();
    const { failure } = verifyProof(text, signer.publicKey);
    verifyMs.push(1000 * (cpuS() - startS));
    if (failure !== null) throw new Error(`${id}: ${failure.place} ${failure.reason}`);
  }
  return { makeMs, verifyMs };
}

async function bytesOf(database: Database): Promise<{ jobs: number; all: number }> {
  const { rows } = await sql<{ jobs: number; all: number }>`select
    (pg_total_relation_size('dispatch.job_reading') + pg_total_relation_size('dispatch.ledger_entry')
      * (select count(*) filter (where consumer_kind = 'job')::float8 / count(*) from dispatch.ledger_entry))::bigint as jobs,
    (select sum(pg_total_relation_size(('dispatch.' || name)::regclass))::bigint from unnest(array['job_reading',
      'ledger_entry', 'reading', 'ledger_block', 'period_version', 'energy_source']) as name) as all`.execute(
    storeDb(database.db),
  );
  return rows[0]!;
}

/** Seconds of the processor that this process has used. */
function cpuS(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

const quantile = (values: readonly number[], ratio: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(ratio * values.length))]!;
