import { expect, test } from 'vitest';
import type { TraceRow } from '#dispatch/domain';
import { energyOfPeriod } from './period-energy.ts';

const row = (
  kind: TraceRow['consumer']['kind'],
  id: string,
  bySourceWh: Record<string, number>,
): TraceRow => ({
  ...{ periodStartMs: 0, consumer: { kind, id }, bySourceWh, cleanWh: 0, co2Tonnes: 0 },
  energyWh: Object.values(bySourceWh).reduce((a, b) => a + b, 0),
});

test('sun earns, the grid does not; what a store gives keeps its maker, and unknown energy earns nothing', () => {
  const energies = energyOfPeriod({
    devices: [{ deviceId: 'sun', source: 'pv', ownerId: 'maker' }],
    storeOwners: new Map([['store', 'keeper']]),
    generationWh: new Map([['sun', 900]]),
    contracts: [],
    rows: [
      row('job', 'b', { sun: 100, grid: 50, 'store/sun': 30, 'store/unknown': 20 }),
      row('job', 'a', { sun: 200 }),
      row('site', 'xining', { sun: 300, 'store/sun': 10 }),
      row('storage', 'store', { sun: 150 }),
      row('transfer', 'line', { sun: 150 }),
      row('loss', 'network.z', { sun: 50 }),
    ],
  });
  expect(energies).toMatchObject([
    {
      deviceId: 'sun',
      quantityWh: 900,
      jobs: [
        ['a', 200],
        ['b', 100],
      ],
      stores: [['store', 150]],
    },
    {
      deviceId: 'store',
      originId: 'sun',
      isStorage: true,
      ownerId: 'keeper',
      quantityWh: 40,
      jobs: [['b', 30]],
    },
  ]);
});
