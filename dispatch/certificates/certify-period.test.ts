import { expect, test } from 'vitest';
import { claimedByJob, expectSpentOnce, expectTiled, Register } from './histories.testing.ts';
import type { DeviceEnergy } from './period-energy.ts';

const sun = (change: Partial<DeviceEnergy> = {}): DeviceEnergy => ({
  ...{ deviceId: 'sun', originId: 'sun', source: 'pv', isStorage: false, ownerId: 'maker' },
  ...{ quantityWh: 1000, jobs: [], stores: [], contracts: [] },
  ...change,
});
const outOfStore = (change: Partial<DeviceEnergy> = {}): DeviceEnergy =>
  sun({ deviceId: 'store', isStorage: true, ownerId: 'keeper', ...change });
const standing = (register: Register) =>
  register.bundles.map((one) => `${one.fromUnit}-${one.toUnit} ${one.status} ${one.accountId}`);

test('jobs claim, stores take in, a contract moves, and the rest stays with the owner', () => {
  // 1000 Wh: the contract moves 300 to the buyer, of which job a took 120; job a and b took 200 more of the owner's;
  // 150 went into the store; 1000 - 300 - 200 - 150 = 350 stay.
  const register = new Register();
  const contract = { contractId: 'ppa', buyerId: 'buyer', sourceKey: 'sun', settledWh: 300 };
  register.certify(0, [
    sun({
      jobs: [
        ['a', 220],
        ['b', 100],
      ],
      stores: [['store', 150]],
      contracts: [{ ...contract, jobs: [['a', 120]] }],
    }),
  ]);
  expect(standing(register)).toEqual([
    '0-120 claimed buyer',
    '120-300 active buyer',
    '300-500 claimed maker',
    '500-650 stored maker',
    '650-1000 active maker',
  ]);
  expect(Object.fromEntries(claimedByJob(register))).toEqual({ a: 220, b: 100 });
  expectTiled(register);
});

test('a store gives back no more than went in', () => {
  const register = new Register();
  register.certify(0, [sun({ stores: [['store', 150]] })]);
  register.certify(1, [outOfStore({ quantityWh: 200, jobs: [['a', 200]] })]);
  expect(register.lines.get('store/sun')).toEqual({ storedWh: 150, releasedWh: 150 });
  // 50 Wh that the trace explains by nothing stored, and the same 50 Wh of the job's: no unit behind either.
  expect(register.shortfallWh).toBe(100);
  expect(claimedByJob(register).get('a')).toBe(150);
});

test('a period that grows is issued in addition', () => {
  const register = new Register();
  register.certify(0, [sun({ jobs: [['a', 100]] })]);
  register.certify(0, [sun({ quantityWh: 1100, jobs: [['a', 130]] })]);
  expect(register.issuances.map((one) => one.issuanceId)).toEqual([
    'sun/1970-01-01T00:00:00.000Z/0',
    'sun/1970-01-01T00:00:00.000Z/1',
  ]);
  expect(register.issuances.map((one) => one.quantityWh)).toEqual([1000, 100]);
  expect(claimedByJob(register).get('a')).toBe(130);
});

test('a period that shrinks takes back what is not spent, and owes the rest out of the next issue', () => {
  const register = new Register();
  register.certify(0, [sun({ jobs: [['a', 700]] })]);
  register.act('claim', 'maker', 100, 'somebody');
  // 1000 -> 600: 200 are active and go; 200 of the 800 spent are owed.
  register.certify(0, [sun({ quantityWh: 600, jobs: [['a', 450]] })]);
  expect(register.debts.get('sun')).toBe(200);
  expect(claimedByJob(register).get('a')).toBe(700);
  register.certify(1, [sun({ quantityWh: 150 })]);
  expect(register.debts.get('sun')).toBe(50);
  register.certify(2, [sun({ quantityWh: 150 })]);
  expect(register.debts.get('sun')).toBe(0);
  expect(standing(register).at(-1)).toBe('50-150 active maker');
  expectTiled(register);
  expectSpentOnce(register);
});

test('certifying the same again changes nothing, nor does it make up for what a person withdrew', () => {
  const register = new Register();
  register.certify(0, [sun({ jobs: [['a', 100]] })]);
  register.act('withdraw', 'maker', 50, '');
  const [events, issuances] = [register.events.length, register.issuances.length];
  register.certify(0, [sun({ jobs: [['a', 100]] })]);
  expect([register.events.length, register.issuances.length]).toEqual([events, issuances]);
});
