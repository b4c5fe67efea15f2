import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JobClaim, MonthlyCertificates } from '#dispatch/domain';
import { CertificateRule } from '#dispatch/domain';
import { deviceKey } from './certify-period.ts';
import { claimedByJob, expectSpentOnce, expectTiled, Register } from './histories.testing.ts';
import { closeMonth } from './months.ts';
import type { DeviceEnergy } from './period-energy.ts';
import { sumWh } from './units.ts';

const RUNS = Number(process.env.WATTBIT_PROPERTY_RUNS ?? 300);
const ACCOUNTS = ['maker', 'buyer', 'keeper', 'trader'] as const;
const DEVICES = ['sun', 'wind'] as const;
const UNIT_WH = 1000;

const amount = fc.integer({ min: 0, max: 3000 });
const share = fc.integer({ min: 0, max: 100 });
const traced = fc.record({
  generationWh: fc.tuple(amount, amount),
  jobShares: fc.array(share, { minLength: 2, maxLength: 2 }),
  storeShare: share,
  contractShare: share,
  outShare: share,
});
type Traced = typeof traced extends fc.Arbitrary<infer T> ? T : never;
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ does: fc.constant('close' as const), traced }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('correct' as const), traced, at: fc.nat() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constantFrom('transfer' as const, 'claim' as const, 'withdraw' as const, 'split' as const),
      from: fc.constantFrom(...ACCOUNTS),
      to: fc.constantFrom(...ACCOUNTS),
      wh: amount,
    }),
  },
  { weight: 1, arbitrary: fc.constant({ does: 'month' as const }) },
);

/** Shares of what is left, one after the other, so that nothing is given twice. */
function divide(quantityWh: number, shares: readonly number[]): number[] {
  let leftWh = quantityWh;
  return shares.map((percent) => {
    const wh = Math.floor((leftWh * percent) / 100);
    leftWh -= wh;
    return wh;
  });
}

function energiesOf(
  period: number,
  { generationWh, jobShares, ...shares }: Traced,
  register: Register,
): DeviceEnergy[] {
  const jobs = (wh: readonly number[]): JobClaim[] =>
    wh.flatMap((energyWh, index): JobClaim[] => (energyWh > 0 ? [[`job-${period}-${index}`, energyWh]] : []));
  const plants = DEVICES.map((deviceId, index): DeviceEnergy => {
    const quantityWh = generationWh[index]!;
    const [a, b, storedWh, restWh] = divide(quantityWh, [
      ...jobShares,
      shares.storeShare,
      shares.contractShare,
    ]);
    // The contract settles a part of what the first job took, and of the rest.
    const ofJobWh = Math.floor((a! * shares.contractShare) / 100);
    const contract = {
      contractId: 'ppa',
      buyerId: 'buyer',
      sourceKey: deviceId,
      settledWh: ofJobWh + restWh!,
    };
    return {
      ...{
        deviceId,
        originId: deviceId,
        source: index === 0 ? 'pv' : 'wind',
        isStorage: false,
        ownerId: 'maker',
      },
      ...{ quantityWh, jobs: jobs([a!, b!]), stores: storedWh! > 0 ? [['store', storedWh!]] : [] },
      contracts: [{ ...contract, jobs: jobs([ofJobWh]) }],
    };
  });
  const outs = DEVICES.map((originId, index): DeviceEnergy => {
    const line = register.lines.get(`store/${originId}`);
    const quantityWh = Math.floor(((line?.storedWh ?? 0) * shares.outShare) / 100);
    const base = {
      deviceId: 'store',
      originId,
      source: index === 0 ? 'pv' : 'wind',
      isStorage: true,
    } as const;
    const taken = divide(quantityWh, jobShares);
    return { ...base, ownerId: 'keeper', quantityWh, jobs: jobs(taken), stores: [], contracts: [] };
  });
  return [...plants, ...outs];
}

const rule = CertificateRule.parse({
  ...{ id: 'rule', title: { zh: '证', en: 'rule' }, jurisdiction: 'CN', effectiveFrom: '1970-01-01' },
  ...{
    unitMwh: UNIT_WH / 1e6,
    eligible: ['pv', 'wind'],
    barred: { offGrid: false },
    validMonths: 24,
    source: 'test',
  },
});

/** Issued less withdrawn and still owed, by plant; and what of it is spent. */
function eligibleOf(register: Register, deviceId: string): { issuedSoFarWh: number; usedWh: number } {
  const own = new Set(
    register.issuances.filter((one) => deviceKey(one) === deviceId).map((one) => one.issuanceId),
  );
  const bundles = register.bundles.filter((one) => own.has(one.issuanceId) && one.status !== 'withdrawn');
  const usedWh = sumWh(bundles.filter((one) => one.status !== 'active'));
  return { issuedSoFarWh: sumWh(bundles) - (register.debts.get(deviceId) ?? 0), usedWh };
}

test('no unit is claimed twice, sums are kept, stores mint nothing, and both registers agree, whatever happens', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
      const register = new Register();
      const monthly: MonthlyCertificates[] = [];
      let periods = 0;
      for (const one of steps) {
        if (one.does === 'close') {
          register.certify(periods, energiesOf(periods, one.traced, register));
          periods += 1;
        } else if (one.does === 'correct') {
          if (periods > 0)
            register.certify(one.at % periods, energiesOf(one.at % periods, one.traced, register));
        } else if (one.does === 'month') {
          const month = `${2025 + Math.floor(monthly.length / 100)}-03`;
          const devices = DEVICES.map((deviceId, index) => ({
            ...{ deviceId, source: index === 0 ? ('pv' as const) : ('wind' as const), accountId: 'maker' },
            ...eligibleOf(register, deviceId),
          }));
          const close = { month, rule, projects: [], regionId: 'r', devices, earlier: monthly, atMs: 0 };
          monthly.push(...closeMonth(close));
        } else register.act(one.does, one.from, one.wh, one.to);
        check(register, monthly);
      }
    }),
    { numRuns: RUNS },
  );
});

function check(register: Register, monthly: readonly MonthlyCertificates[]): void {
  expectTiled(register);
  expectSpentOnce(register);
  claimedByJob(register);
  expect(register.replayed()).toHaveLength(register.bundles.length);
  expectTiled(register, register.replayed());
  for (const { storedWh, releasedWh } of register.lines.values())
    expect(releasedWh).toBeLessThanOrEqual(storedWh);
  for (const wh of register.debts.values()) expect(wh).toBeGreaterThanOrEqual(0);
  for (const deviceId of DEVICES) {
    const own = monthly.filter((row) => row.deviceId === deviceId);
    const lastOf = (kind: string) => own.filter((row) => row.tradability === kind).at(-1)?.remainderWh ?? 0;
    const certifiedWh = own.reduce((sum, row) => sum + row.certificateCount * UNIT_WH, 0);
    const eligibleWh = own.reduce((sum, row) => sum + row.eligibleWh, 0);
    expect(certifiedWh + lastOf('tradable') + lastOf('used')).toBe(eligibleWh);
  }
}
