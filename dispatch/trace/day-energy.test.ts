import { expect, test } from 'vitest';
import { CENTRE_PARTY, type Region } from '#dispatch/domain';
import { dayEnergy } from './day-energy.ts';
import { dayReport } from './day-report.ts';
import type { ContractMeter, PeriodMeters } from './meters.ts';
import { traceNetwork } from './network.ts';
import type { StorageContent } from './stored-content.ts';
import { tracePeriod } from './trace-period.ts';

const START_MS = Date.parse('2025-03-10T08:00:00+08:00');
const period = (t: number, parts: Partial<PeriodMeters>): PeriodMeters => ({
  ...{ periodStartMs: START_MS + t * 900_000, periodMinutes: 15, quality: 'measured' },
  ...{ residualTco2PerMwh: 0.8, network: traceNetwork(['z', 'y'], []), lines: [] },
  ...{ sources: [], storages: [], consumers: [], transfers: [], pools: [], contracts: [], jobs: [] },
  ...parts,
});
const source = (id: string, kind: 'pv' | 'grid', energyWh: number, area = 'z') => ({
  ...{ id, kind, area, energyWh },
  ...{ cleanShareRatio: kind === 'pv' ? 1 : 0, emissionTco2PerMwh: kind === 'pv' ? 0 : 0.6 },
});
const site = (energyWh: number, area = 'z') => ({ id: 'site', kind: 'site', area, energyWh }) as const;
const region = (contracts: readonly object[] = []) => ({ id: 'small', contracts }) as unknown as Region;

/** The day of these periods as the centre works it out, from an empty store on. */
function dayOf(meters: readonly PeriodMeters[], contracts: readonly object[] = []) {
  let content: StorageContent = {};
  const traces = meters.map((one) => {
    const result = tracePeriod(one, content);
    content = result.content;
    return result.trace;
  });
  const report = dayReport({
    ...{ regionId: 'small', day: '2025-03-10', meters, traces, atMs: START_MS },
    source: { zh: '电表', en: 'meters' },
  });
  return dayEnergy({ region: region(contracts), report, meters, traces });
}
const kpi = (energy: ReturnType<typeof dayOf>, id: string) => energy.kpis.find((one) => one.id === id)!.value;

test('each source sums to what it fed in, what a DC link lost included', () => {
  const link = { id: 'link', from: 'z', to: 'y', takenWh: 1_000, arrivedWh: 900 };
  const energy = dayOf([
    period(0, {
      sources: [source('sun', 'pv', 1_600)],
      consumers: [site(600), { ...site(900, 'y'), id: 'other' }],
      transfers: [link],
    }),
  ]);
  const lost = energy.consumers.find(({ kind }) => kind === 'transfer');
  expect(lost).toMatchObject({ energyWh: 100, bySourceWh: { sun: 100 } });
  expect(energy.consumers.reduce((sum, one) => sum + (one.bySourceWh.sun ?? 0), 0)).toBe(1_600);
});

test('a day by totals is all clean while only half of it was matched', () => {
  // Noon: 4,000 Wh of sun for 1,000 Wh of use, 3,000 Wh spilt. Night: 1,000 Wh from the grid.
  const energy = dayOf([
    period(0, { sources: [source('sun', 'pv', 4_000)], consumers: [site(1_000)] }),
    period(1, { sources: [source('grid', 'grid', 1_000)], consumers: [site(1_000)] }),
  ]);
  expect(kpi(energy, 'annualGreenShareRatio')).toBe(1);
  expect(kpi(energy, 'matchedGreenShareRatio')).toBe(0.5);
  // Both at the head of the list, so that whoever shows the first figures shows both.
  expect(energy.kpis.slice(0, 2).map(({ id }) => id)).toEqual([
    'matchedGreenShareRatio',
    'annualGreenShareRatio',
  ]);
});

test('a contract of the day says what it settled of what was contracted; one that is over says nothing', () => {
  const contract = {
    ...{ id: 'ppa', title: { zh: '购电', en: 'PPA' }, kind: 'powerPurchase' },
    ...{ seller: CENTRE_PARTY, buyer: CENTRE_PARTY, sources: ['sun'], consumers: ['site'] },
    ...{ effectiveFrom: '2025-01-01', effectiveTo: '2025-12-31' },
  };
  const over = { ...contract, id: 'old', effectiveTo: '2025-03-09' };
  const held = (contracted: ContractMeter['contracted']) => ({
    sources: [source('sun', 'pv', 800)],
    consumers: [site(600)],
    contracts: [{ id: 'ppa', sources: ['sun'], consumers: ['site'], contracted }],
  });
  // min(1,000, 800, 600) = 600, then min(half of 800, 800, 600) = 400: 1,000 of 1,400.
  const meters = [period(0, held({ energyWh: 1_000 })), period(1, held({ generationShareRatio: 0.5 }))];
  expect(dayOf(meters, [contract, over]).contracts).toEqual([
    {
      ...{ contractId: 'ppa', title: contract.title, contractedWh: 1_400, generationWh: 1_600 },
      ...{ consumptionWh: 1_200, settledWh: 1_000, settledRatio: 1_000 / 1_400 },
    },
  ]);
});
