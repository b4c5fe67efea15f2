import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CertificateWish, Region } from '#dispatch/domain';
import { findBundles, migrations, monthlyCertificates, SCHEMA, storeDb } from '#dispatch/store';
import { openTestDatabase, type TestDatabase } from '../../platform/db/testing.ts';
import { actOnCertificates } from './act-on-certificates.ts';
import {
  AUDIT_SCHEMA,
  certifyHours,
  correctHour,
  deskOf,
  type Hour,
  partiedRegion,
} from './certificates.testing.ts';
import { rederiveCertificates } from './rederive-certificates.ts';
import { MIDNIGHT_MS } from './testing.ts';

let test: TestDatabase;
let region: Region;
beforeEach(async () => {
  test = await openTestDatabase([AUDIT_SCHEMA, { schema: SCHEMA, migrations }]);
  region = partiedRegion();
});
afterEach(() => test.close());

let asked = 0;
const act = (wish: CertificateWish, idempotencyKey: string | null = null, nowMs = MIDNIGHT_MS) => {
  asked += 1;
  const action = { actionId: `act-${asked}`, wish, idempotencyKey, actor: 'li', nowMs };
  return actOnCertificates(deskOf(test.db, region), action);
};
async function standing(): Promise<string[]> {
  const found = await findBundles(storeDb(test.db), {}, { limit: 100, order: 'asc' });
  return found.map(
    ({ bundle: one, issuance }) =>
      `${issuance.deviceId} ${new Date(issuance.periodStartMs).getUTCHours()} ${one.fromUnit}-${one.toUnit} ${one.status} ${one.accountId}`,
  );
}
const noon: Hour = { hour: 12, sunWh: 1000, jobWh: 300, chargeWh: 200 };

it('a closed period is issued, claimed for its job and set aside for the store; what the store gives is its own', async () => {
  await certifyHours(test.db, region, [noon, { hour: 20, sunWh: 0, jobWh: 0, dischargeWh: 150 }]);
  expect(await standing()).toEqual([
    'roof 4 0-300 claimed maker',
    'roof 4 300-500 stored maker',
    'roof 4 500-1000 active maker',
    'store 12 0-150 claimed keeper',
  ]);
  expect(await rederiveCertificates(storeDb(test.db))).toEqual([]);
});

it('a contract moves its certificates to the buyer, who cannot sell them on but cancel', async () => {
  region = partiedRegion({
    contracts: [
      {
        ...{ id: 'green', title: { zh: '绿电', en: 'green' }, kind: 'greenPowerTrade', seller: 'maker' },
        ...{ buyer: 'user', sources: ['roof'], consumers: ['east'], effectiveFrom: '2025-01-01' },
        ...{ effectiveTo: '2025-12-31', quantity: { contractedMw: 1 } },
        ...{ energyYuanPerMwh: 200, environmentYuanPerMwh: 30 },
      },
    ],
  });
  await certifyHours(test.db, region, [{ ...noon, contractWh: 400 }]);
  expect((await standing()).filter((line) => line.includes('active'))).toEqual([
    'roof 4 0-400 active user',
    'roof 4 900-1000 active maker',
  ]);
  const wish = { source_id: 'user', certificate_quantity: 100 };
  await expect(act({ action: 'transfer', target_id: 'maker', ...wish })).rejects.toMatchObject({
    code: 'certificate-bound',
  });
  await act({ action: 'cancel', beneficiary: 'somebody', ...wish });
  expect(await standing()).toContain('roof 4 0-100 claimed user');
});

it('transfer, split, cancel by share and withdraw leave every unit with one standing', async () => {
  await certifyHours(test.db, region, [noon]);
  const issuance_id = 'roof/2025-03-10T04:00:00.000Z/0';
  const answer = await act({
    action: 'transfer',
    source_id: 'maker',
    target_id: 'user',
    certificate_quantity: 200,
  });
  expect(answer).toMatchObject({
    certificate_quantity: 200,
    certificates: [
      { issuance_id, certificate_bundle_id_range_start: 500, certificate_bundle_id_range_end: 699 },
    ],
  });
  await act({
    action: 'split',
    source_id: 'maker',
    issuance_id,
    certificate_bundle_id_range_start: 700,
    certificate_quantity: 50,
  });
  await act({ action: 'cancel', source_id: 'user', certificate_bundle_percentage: 0.25 });
  await act({ action: 'withdraw', source_id: 'maker', certificate_quantity: 10, reason: 'issued in error' });
  expect(await standing()).toEqual([
    'roof 4 0-300 claimed maker',
    'roof 4 300-500 stored maker',
    'roof 4 500-550 claimed user',
    'roof 4 550-700 active user',
    'roof 4 700-710 withdrawn maker',
    'roof 4 710-750 active maker',
    'roof 4 750-1000 active maker',
  ]);
  expect(await rederiveCertificates(storeDb(test.db))).toEqual([]);
});

it('the same key again gets the first answer, and with another request a refusal', async () => {
  await certifyHours(test.db, region, [noon]);
  const wish = { action: 'cancel', source_id: 'maker', certificate_quantity: 100 } as const;
  const first = await act(wish, 'key');
  expect(await act(wish, 'key')).toEqual(first);
  expect((await standing()).filter((line) => line.includes('claimed'))).toHaveLength(2);
  await expect(act({ ...wish, certificate_quantity: 101 }, 'key')).rejects.toMatchObject({
    code: 'idempotency-key-reused',
  });
});

it('what is not there, not known, or expired is refused', async () => {
  await certifyHours(test.db, region, [noon]);
  const wish = { action: 'cancel', source_id: 'maker' } as const;
  await expect(act({ ...wish, certificate_quantity: 501 })).rejects.toMatchObject({
    code: 'certificates-not-available',
    message: 'The account "maker" holds 500 Wh of active certificates that match, not 501.',
  });
  await expect(act({ ...wish, source_id: 'nobody' })).rejects.toMatchObject({ code: 'account-unknown' });
  await expect(act({ ...wish, issuance_ids: ['nonsense'] })).rejects.toMatchObject({
    code: 'issuance-unknown',
  });
  const expired = Date.parse('2027-03-01T00:00:00+08:00');
  await expect(act(wish, null, expired)).rejects.toMatchObject({ code: 'certificates-not-available' });
  await act(wish, null, expired - 1);
});

it('a corrected period is issued in addition, or withdrawn and owed, and comes out the same from the events', async () => {
  await certifyHours(test.db, region, [noon]);
  await correctHour(test.db, region, noon, { hour: 12, sunWh: 1200, jobWh: 360, chargeWh: 200 }, 1);
  expect((await standing()).slice(3)).toEqual(['roof 4 560-1000 active maker', 'roof 4 0-200 active maker']);
  await act({ action: 'cancel', source_id: 'maker', certificate_quantity: 500 });
  await correctHour(test.db, region, noon, { hour: 12, sunWh: 900, jobWh: 300, chargeWh: 200 }, 2);
  const { debt_wh } = await storeDb(test.db)
    .selectFrom('certificate_debt')
    .select('debt_wh')
    .executeTakeFirstOrThrow();
  // 300 too many: 140 were still there, 160 are owed; the next hour pays them.
  expect(Number(debt_wh)).toBe(160);
  await certifyHours(test.db, region, [{ hour: 13, sunWh: 500, jobWh: 100 }]);
  expect((await standing()).at(-2)).toBe('roof 5 100-260 withdrawn maker');
  expect(await rederiveCertificates(storeDb(test.db))).toEqual([]);
});

it('the last period of a month issues the month’s certificates', async () => {
  const lastHour = 21 * 24 + 23;
  await certifyHours(test.db, region, [
    { hour: 12, sunWh: 2_600_000, jobWh: 1_200_000 },
    { hour: lastHour, sunWh: 500_000, jobWh: 0 },
  ]);
  expect(await monthlyCertificates(storeDb(test.db))).toMatchObject([
    { month: '2025-03', tradability: 'tradable', certificateCount: 1, remainderWh: 900_000, firstVolume: 1 },
    { month: '2025-03', tradability: 'used', certificateCount: 1, remainderWh: 200_000, firstVolume: 2 },
  ]);
  expect(await rederiveCertificates(storeDb(test.db))).toEqual([]);
});

it('the database itself refuses a second claim, units that were never issued, and a store that mints', async () => {
  await certifyHours(test.db, region, [noon]);
  const add = (fromUnit: number, toUnit: number) =>
    test.pool.query(
      `insert into dispatch.certificate_bundle (issuance_number, issued_wh, from_unit, to_unit, account_id, status)
       select issuance_number, quantity_wh, ${fromUnit}, ${toUnit}, 'thief', 'claimed' from dispatch.certificate_issuance`,
    );
  await expect(add(299, 300)).rejects.toMatchObject({ constraint: 'certificate_unit_stands_once' });
  await expect(add(1000, 1001)).rejects.toMatchObject({ constraint: 'certificate_stays_within_its_issue' });
  const query = (text: string) => test.pool.query(text);
  await expect(
    query('update dispatch.certificate_store_line set released_wh = stored_wh + 1'),
  ).rejects.toMatchObject({ constraint: 'certificate_store_mints_nothing' });
  await expect(query('update dispatch.certificate_issuance set quantity_wh = 1')).rejects.toThrow(
    /never changed/,
  );
  // What the database cannot know, the audit finds.
  await query(`update dispatch.certificate_bundle set status = 'active' where from_unit = 0`);
  await query('update dispatch.certificate_store_line set stored_wh = stored_wh + 1');
  expect((await rederiveCertificates(storeDb(test.db))).map((fault) => fault.place)).toEqual([
    'certificate_bundle roof/2025-03-10T04:00:00.000Z/0',
    'certificate_store_line store/roof',
  ]);
});
