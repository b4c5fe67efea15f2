import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jobById, migrations, SCHEMA, storeDb } from '#dispatch/store';
import { AUDIT_SCHEMA, createAudit } from '#platform/audit';
import { manualClock } from '#platform/clock';
import { openTestDatabase, type TestDatabase } from '../../platform/db/testing.ts';
import { executorFor } from './dependencies.ts';
import { feedJobs } from './feed.ts';
import { aJob, MIDNIGHT_MS, smallScenario } from './testing.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase([AUDIT_SCHEMA, { schema: SCHEMA, migrations }]);
});
afterAll(() => database.close());

describe('jobs of a scenario', () => {
  it('run in the twin whatever command their file brings, and the audit log says how many brought one', async () => {
    const { db } = database;
    const audit = createAudit(db, manualClock(MIDNIGHT_MS));
    const jobs = [aJob({ id: 'brings', command: ['rm', '-rf', 'home'] }), aJob({ id: 'plain' })];
    const deps = { db, audit, scenario: smallScenario(jobs), events: { publish: () => {} } };
    const feed = () => feedJobs(deps as never, MIDNIGHT_MS, MIDNIGHT_MS, MIDNIGHT_MS);
    await feed();
    await feed();
    const stored = await jobById(storeDb(db), 'brings');
    expect(stored!.job).not.toHaveProperty('command');
    expect(executorFor({ local: 'local', twin: 'twin' } as never, stored!.job)).toBe('twin');
    const { rows } = await audit.list({ limit: 9, action: 'job.feed' });
    expect(rows.map((row) => row.detail)).toMatchObject([{ jobs: 2, commandsLeftOut: 1 }]);
  });
});
