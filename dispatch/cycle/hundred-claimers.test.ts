import { afterAll, beforeAll, expect, test } from 'vitest';

import { migrations, SCHEMA, storeDb, sumBundles } from '#dispatch/store';
import { openTestDatabase, type TestDatabase } from '../../platform/db/testing.ts';
import { testWith } from '../../test/parts.ts';
import { actOnCertificates } from './act-on-certificates.ts';
import { AUDIT_SCHEMA, certifyHours, deskOf, partiedRegion } from './certificates.testing.ts';
import { rederiveCertificates } from './rederive-certificates.ts';

const CLAIMERS = 100;
const HELD_WH = 1000;

let database: TestDatabase | undefined;
afterAll(() => database?.close());

/** A hundred people cancel all that an account holds, at once, each on behalf of somebody else. */
async function claimAtOnce(given: TestDatabase): Promise<void> {
  const region = partiedRegion();
  const store = storeDb(given.db);
  await certifyHours(given.db, region, [{ hour: 12, sunWh: HELD_WH, jobWh: 0 }]);
  const desk = deskOf(given.db, region);
  const claims = await Promise.allSettled(
    Array.from({ length: CLAIMERS }, (_, index) =>
      actOnCertificates(desk, {
        ...{ actionId: `claim-${index}`, actor: `person-${index}`, nowMs: Date.now(), idempotencyKey: null },
        wish: {
          action: 'cancel',
          source_id: 'maker',
          certificate_quantity: HELD_WH,
          beneficiary: `firm-${index}`,
        },
      }),
    ),
  );
  const refused = claims.filter((one) => one.status === 'rejected');
  expect(claims.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  expect(new Set(refused.map(({ reason }) => (reason as { code?: string }).code))).toEqual(
    new Set(['certificates-not-available']),
  );
  expect(await sumBundles(store, { status: 'claimed' })).toBe(HELD_WH);
  expect(await rederiveCertificates(store)).toEqual([]);
}

/** The same without the centre's own care: writers who go to the table and forget every lock. */
async function insertAtOnce(given: TestDatabase): Promise<void> {
  await given.pool.query(`delete from dispatch.certificate_bundle`);
  const inserts = await Promise.allSettled(
    Array.from({ length: CLAIMERS }, (_, index) =>
      given.pool.query(
        `insert into dispatch.certificate_bundle
           (issuance_number, issued_wh, from_unit, to_unit, account_id, status, beneficiary)
         select issuance_number, quantity_wh, ${index}, quantity_wh, 'maker', 'claimed', 'firm-${index}'
         from dispatch.certificate_issuance`,
      ),
    ),
  );
  const refused = inserts.filter((one) => one.status === 'rejected');
  expect(inserts.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  for (const { reason } of refused)
    expect((reason as { constraint?: string }).constraint).toBe('certificate_unit_stands_once');
}

beforeAll(async () => {
  database = await openTestDatabase([AUDIT_SCHEMA, { schema: SCHEMA, migrations }]);
});

test('of a hundred who claim the same certificates at once, one has them and the others are refused', async () => {
  await claimAtOnce(database!);
}, 120_000);

test('the database lets one of a hundred claims of the same units in, whoever writes them', async () => {
  await insertAtOnce(database!);
}, 120_000);

testWith('postgres')(
  'the same on the given PostgreSQL',
  async () => {
    const server = process.env.WATTBIT_TEST_DATABASE_URL!;
    const given = await openTestDatabase([AUDIT_SCHEMA, { schema: SCHEMA, migrations }], server);
    try {
      await claimAtOnce(given);
      await insertAtOnce(given);
    } finally {
      await given.close();
    }
  },
  120_000,
);
