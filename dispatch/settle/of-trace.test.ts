import { expect, test } from 'vitest';
import type { JobReading, TraceRow } from '#dispatch/domain';
import { claimsOfTrace, contractsOfTrace, coveredByTrace } from './of-trace.ts';
import { smallMarket } from './testing.ts';

const row = (kind: 'job' | 'site', id: string, bySourceWh: Record<string, number>): TraceRow => ({
  ...{ periodStartMs: 0, consumer: { kind, id }, energyWh: 0, cleanWh: 0, co2Tonnes: 0 },
  bySourceWh,
});
const rows = [
  row('job', 'a', { roof: 30, 'store/roof': 20, 'roof@ppa': 11, meter: 5, unknown: 1 }),
  row('site', 'hall', { 'roof@ppa': 40, roof: 7 }),
];
const reading = (siteId: string, energyWh: number): JobReading => ({
  ...{ periodStartMs: 0, jobId: 'a', poolId: `${siteId}-gpu`, siteId, unitHours: 1, energyWh },
  method: 'modelled',
});

test('a contract settles what rows say came by it, a job’s part for the sites of its readings, to the Wh', () => {
  // 11 Wh over readings of 2 and 1: floor(22 / 3) = 7, and 4 left for the last.
  expect(contractsOfTrace(rows, [reading('hall', 2), reading('barn', 1)])).toEqual([
    {
      contractId: 'ppa',
      settledWh: 51,
      bySourceWh: { roof: 51 },
      byConsumerWh: { hall: 47, barn: 4 },
    },
  ]);
});

test('a job claims from the owner of the plant, of the store it came through, or the buyer of its contract; grid and unknown never', () => {
  const claims = claimsOfTrace(rows, smallMarket());
  expect(claims.map(({ accountId, energyWh }) => [accountId, energyWh])).toEqual([
    ['sun-works', 30],
    ['store-works', 20],
    ['hall-works', 11],
  ]);
  expect(coveredByTrace(rows, claims)).toEqual({ 'job a': 61, 'site hall': 40 });
});
