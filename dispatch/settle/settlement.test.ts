import { describe, expect, it } from 'vitest';
import type { JobReading, Region } from '#dispatch/domain';
import { fenOf } from './fen.ts';
import type { JobAccount, SettlePeriod } from './records.ts';
import { MonthSettlement } from './settlement.ts';
import { contextOf, hour, smallMarket } from './testing.ts';

function settled(
  periods: readonly SettlePeriod[],
  region: Region = smallMarket(),
  jobs: Readonly<Record<string, JobAccount>> = {},
  isFirstMonth = false,
) {
  const month = new MonthSettlement(contextOf(region, jobs, isFirstMonth));
  for (const period of periods) month.add(period);
  return month.close();
}
const line = (result: ReturnType<typeof settled>, kind: string) =>
  result.lines.filter((each) => each.kind === kind);

describe('fen', () => {
  it('a line is rounded once, and its periods share the fen by largest remainders', () => {
    // Each 1 Wh at 333.4 yuan/MWh = 0.03334 fen; 30 of them are 1.0002 fen: one fen, in the first period.
    const { totalFen, fen } = fenOf(
      Array.from({ length: 30 }, () => ({ quantityMillionths: 1, microYuanPerUnit: 333_400_000 })),
    );
    expect(totalFen).toBe(1);
    expect(fen[0]).toBe(1);
    expect(fen.reduce((sum, each) => sum + each, 0)).toBe(1);
  });

  it('half a fen goes away from zero, also below it', () => {
    // 50 Wh at 1 yuan/MWh = 0.005 fen; 5,000 Wh = 0.5 fen.
    expect(fenOf([{ quantityMillionths: 5_000, microYuanPerUnit: 1_000_000 }]).totalFen).toBe(1);
    expect(fenOf([{ quantityMillionths: 5_000, microYuanPerUnit: -1_000_000 }])).toEqual({
      totalFen: -1,
      fen: [-1],
    });
  });
});

describe('a month of one meter', () => {
  const periods = [
    hour(0, { 'meter importMw': 2, 'meter exportMw': 0 }),
    hour(1, { 'meter importMw': 4, 'meter exportMw': 0 }),
    hour(2, { 'meter importMw': 0, 'meter exportMw': 1.5 }),
  ];

  it('energy is bought and sold at the price of its period', () => {
    // (2 + 4) MWh x 300 = 1,800 yuan; 1.5 MWh x 150 = 225 yuan.
    const result = settled(periods);
    expect(line(result, 'gridBought')).toMatchObject([
      { payer: 'centre', payee: 'grid:meter', quantityMillionths: 6_000_000, amountFen: 180_000 },
    ]);
    expect(line(result, 'gridBought')[0]!.periods.map((each) => each.amountFen)).toEqual([60_000, 120_000]);
    expect(line(result, 'gridSold')).toMatchObject([
      { payer: 'grid:meter', payee: 'centre', amountFen: 22_500 },
    ]);
  });

  it('the highest import pays the demand charge once, in the period that reached it', () => {
    // 4 MW x 30,000 yuan.
    expect(line(settled(periods), 'demandCharge')).toMatchObject([
      { unit: 'MW', amountFen: 12_000_000, periods: [{ startMs: periods[1]!.startMs }] },
    ]);
  });

  it('what was reached before metering began counts in the first month only', () => {
    const low = [hour(0, { 'meter importMw': 1 })];
    expect(line(settled(low), 'demandCharge')[0]!.amountFen).toBe(3_000_000);
    expect(line(settled(low, smallMarket(), {}, true), 'demandCharge')[0]!.amountFen).toBe(9_000_000);
  });

  it('the blocks of the tariff add to what lies above each step', () => {
    // 6 MWh, step at 5: 1 MWh x 20 = 20 yuan, all of it in hour 1. With 2 MWh before: 3 MWh x 20 = 60 yuan.
    expect(line(settled(periods), 'gridTier')[0]).toMatchObject({ amountFen: 2_000 });
    const first = line(settled(periods, smallMarket(), {}, true), 'gridTier')[0]!;
    expect(first).toMatchObject({ amountFen: 6_000, quantityMillionths: 3_000_000 });
    expect(first.periods.map((each) => each.startMs)).toEqual([periods[1]!.startMs]);
  });

  it('a gap of a meter is no energy, and no line', () => {
    expect(line(settled([hour(0, { 'meter importMw': null })]), 'gridBought')).toEqual([]);
  });
});

describe('between parties', () => {
  const meters = { 'roof generationMw': 5, 'hall facilityMw': 3, 'town loadMw': 1, 'store dischargeMw': 2 };
  const ppa = { contractId: 'ppa', settledWh: 2_000_000 };
  const contracts = [{ ...ppa, bySourceWh: { roof: 2_000_000 }, byConsumerWh: { hall: 2_000_000 } }];

  it('a contract pays energy and environment apart, and the centre stands between for the rest', () => {
    const result = settled([hour(0, meters, { contracts })]);
    // 2 MWh x 250 = 500 yuan and x 30 = 60 yuan.
    expect(line(result, 'contractEnergy')).toMatchObject([
      { payer: 'hall-works', payee: 'sun-works', amountFen: 50_000 },
    ]);
    expect(line(result, 'contractEnvironment')).toMatchObject([{ amountFen: 6_000 }]);
    // The hall takes 3 - 2 = 1 MWh x 400; the town is the centre's own and owes nothing. The roof sells 5 - 2 = 3 x 220.
    expect(line(result, 'poolConsumption')).toMatchObject([{ payer: 'hall-works', amountFen: 40_000 }]);
    expect(line(result, 'poolGeneration')).toMatchObject([{ payee: 'sun-works', amountFen: 66_000 }]);
  });

  it('a shared store earns its lease by what was drawn out of it', () => {
    // 2 MWh x 50.
    expect(line(settled([hour(0, meters)]), 'storageLease')).toMatchObject([
      { payer: 'centre', payee: 'store-works', amountFen: 10_000 },
    ]);
  });

  const reading = (jobId: string, unitHours: number): JobReading => ({
    ...{ periodStartMs: 0, jobId, poolId: 'hall-gpu', siteId: 'hall', unitHours },
    ...{ energyWh: 1, method: 'modelled' },
  });

  it('compute is sold by unit-hour, dearer for work that tolerates no slowdown', () => {
    const jobReadings = [reading('a', 10), reading('b', 4), reading('c', 0.5)];
    const jobs = {
      a: { owner: 'lab', tier: 2 },
      b: { owner: 'lab', tier: 0 },
      c: { owner: null, tier: 2 },
    };
    const result = settled([hour(0, {}, { jobReadings })], smallMarket(), jobs);
    // 10 x 5 = 50 yuan, 4 x 8 = 32 yuan; 0.5 x 5 = 2.5 yuan by the centre, which owns what names no owner.
    expect(line(result, 'compute')).toMatchObject([
      { payer: 'centre', payee: 'hall-works', amountFen: 250, quantityMillionths: 500_000 },
      { payer: 'lab', subject: 'hall/gpu/0', amountFen: 3_200 },
      { payer: 'lab', subject: 'hall/gpu/2', amountFen: 5_000 },
    ]);
  });

  it('a claimed certificate is paid by the owner of the job to the account it came out of', () => {
    const claim = (jobId: string, accountId: string, energyWh: number) => ({
      ...{ jobId, deviceId: 'roof', accountId, energyWh },
    });
    const claims = [
      claim('a', 'sun-works', 3_000_000),
      claim('b', 'hall-works', 1_000_000),
      claim('c', 'sun-works', 2_000_000),
    ];
    const jobs = { a: { owner: 'lab', tier: 0 }, b: { owner: 'lab', tier: 1 } };
    const result = settled([hour(0, {}, { claims })], smallMarket(), jobs);
    // x 6 yuan: 18 and 6 of the lab; 12 of the centre, whose job names no owner.
    expect(line(result, 'certificate')).toMatchObject([
      { payer: 'centre', payee: 'sun-works', subject: 'roof', amountFen: 1_200 },
      { payer: 'lab', payee: 'hall-works', amountFen: 600 },
      { payer: 'lab', payee: 'sun-works', amountFen: 1_800 },
    ]);
  });

  it('a call pays what was drawn less than the declared baseline, at most what was asked', () => {
    const call = {
      ...{ id: 'evening', title: { zh: '', en: '' }, site: 'hall', requestedMw: 1, source: 'test' },
      ...{ from: '2025-03-10T00:30:00+08:00', to: '2025-03-10T03:00:00+08:00', baselineMw: 5 },
      declaredAt: '2025-03-09T12:00:00+08:00',
    };
    const at = (hourOfDay: number, drawnMw: number | null) =>
      hour(hourOfDay, { 'hall facilityMw': drawnMw }, { baselineMw: { evening: 5 } });
    // 00:30-01:00: 0.4 MW x 0.5 h; hour 1: 2 MW less, 1 asked; hour 2: no reading; hour 3: over.
    const result = settled([at(0, 4.6), at(1, 3), at(2, null), at(3, 1)], {
      ...smallMarket(),
      flexibilityCalls: [call],
    });
    expect(line(result, 'flexibility')).toMatchObject([
      { payer: 'centre', payee: 'hall-works', quantityMillionths: 1_200_000, amountFen: 120_000 },
    ]);
  });

  it('without prices in force nothing is settled between parties, and the month says so', () => {
    const region = smallMarket();
    const late = region.settlement.map((list) => ({ ...list, effectiveFrom: '2026-01-01' }));
    const result = settled([hour(0, meters)], { ...region, settlement: late });
    expect(line(result, 'poolConsumption')).toEqual([]);
    expect(result.remarks).toHaveLength(1);
  });
});
