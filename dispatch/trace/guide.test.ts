import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { traceNetwork } from './network.ts';
import { tracePeriod } from './trace-period.ts';

const GUIDE = new URL('../../docs/guide/tracing.md', import.meta.url);
const WH = 1_000_000;
const toWh = (mwh: string | undefined): number => Math.round(Number(mwh ?? '0') * WH);

/** The cells of every table row of the page, by what stands in the first. */
async function tables(): Promise<ReadonlyMap<string, readonly string[]>> {
  const lines = (await readFile(GUIDE, 'utf8')).split('\n').filter((line) => line.startsWith('|'));
  return new Map(
    lines.map((line) => {
      const [first, ...rest] = line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim());
      return [first!, rest];
    }),
  );
}

test('the example of the guide is what the code answers, to the Wh', async () => {
  const page = await tables();
  const read = (meter: string): number => toWh(page.get(meter)![0]);
  const sun = { kind: 'pv', cleanShareRatio: 1, emissionTco2PerMwh: 0 } as const;
  const coal = { kind: 'thermal', cleanShareRatio: 0, emissionTco2PerMwh: 0.9 } as const;
  const job = (jobId: string, energyWh: number, method: 'metered' | 'modelled') => ({
    ...{ periodStartMs: 0, jobId, poolId: 'cards', siteId: 'site', unitHours: 1, energyWh, method },
  });
  const { trace, contracts } = tracePeriod(
    {
      ...{ periodStartMs: 0, periodMinutes: 60, quality: 'measured', residualTco2PerMwh: 0.8 },
      network: traceNetwork(
        ['valley', 'plateau'],
        [{ id: 'line', from: 'valley', to: 'plateau', reactanceOhm: 1 }],
      ),
      lines: [
        { fromEndWh: read('line, sent from the valley'), toEndWh: read('line, received on the plateau') },
      ],
      sources: [
        { ...sun, id: 'sun', area: 'valley', energyWh: read('sun (valley)') },
        { ...coal, id: 'coal', area: 'valley', energyWh: read('coal (valley)') },
        { ...sun, id: 'wind', area: 'plateau', energyWh: read('wind (plateau)') },
      ],
      storages: [
        {
          ...{ id: 'battery', area: 'valley', chargeWh: read('battery, charged (valley)'), dischargeWh: 0 },
          ...{ storedAfterWh: null, chargeEfficiencyRatio: 1, dischargeEfficiencyRatio: 1 },
          contentOrder: 'mixed',
        },
      ],
      consumers: [
        { id: 'town', kind: 'load', area: 'valley', energyWh: read('town (valley)') },
        { id: 'site', kind: 'site', area: 'plateau', energyWh: read('site (plateau)') },
      ],
      ...{ transfers: [], pools: [] },
      contracts: [{ id: 'ppa', sources: ['wind'], consumers: ['site'], contracted: { energyWh: 10 * WH } }],
      jobs: [
        job('train', read('job train, metered'), 'metered'),
        job('serve', read('job serve, modelled'), 'modelled'),
      ],
    },
    {},
  );
  expect(contracts[0]!.settledWh).toBe(10 * WH);
  const keys = ['sun', 'coal', 'wind', 'wind@ppa', 'unknown'];
  const told = (who: string) => {
    const [energy, ...cells] = page.get(who)!;
    return {
      energyWh: toWh(energy),
      bySourceWh: Object.fromEntries(
        keys.map((key, at) => [key, toWh(cells[at])] as const).filter(([, wh]) => wh > 0),
      ),
      cleanWh: toWh(cells[keys.length]),
    };
  };
  const names = {
    'load town': 'town',
    'storage battery': 'battery',
    'loss line': 'loss of the line',
    'job train': 'job train',
    'job serve': 'job serve',
    'site site': 'site',
  };
  const answered = trace.rows.map(({ consumer, energyWh, bySourceWh, cleanWh }) => [
    `${consumer.kind} ${consumer.id}`,
    { energyWh, bySourceWh, cleanWh },
  ]);
  expect(Object.fromEntries(answered)).toEqual(
    Object.fromEntries(Object.entries(names).map(([row, who]) => [row, told(who)])),
  );
});
