import { expect, test } from 'vitest';
import type { ContractMeter, PeriodMeters, StorageMeter } from './meters.ts';
import { type LineEnds, traceNetwork } from './network.ts';
import { tracePeriod } from './trace-period.ts';

const MWH = 1_000_000;
const period = (
  areas: readonly string[],
  lines: readonly LineEnds[],
  over: Partial<PeriodMeters>,
): PeriodMeters => ({
  ...{ periodStartMs: 0, periodMinutes: 60, quality: 'measured', residualTco2PerMwh: 0.8 },
  network: traceNetwork(areas, lines),
  lines: lines.map(() => ({ fromEndWh: null, toEndWh: null })),
  ...{ sources: [], storages: [], consumers: [], transfers: [], pools: [], contracts: [], jobs: [] },
  ...over,
});
const line = (from: string, to: string, reactanceOhm = 1): LineEnds => ({
  ...{ id: `${from}-${to}`, from, to, reactanceOhm },
});
const pv = (id: string, area: string, energyWh: number) =>
  ({ id, kind: 'pv', area, energyWh, cleanShareRatio: 1, emissionTco2PerMwh: 0 }) as const;
const load = (area: string, energyWh: number) => ({ id: area, kind: 'load', area, energyWh }) as const;
const rowOf = (result: ReturnType<typeof tracePeriod>, kind: string, id: string) =>
  result.trace.rows.find(({ consumer }) => consumer.kind === kind && consumer.id === id)!;

test('the four areas of Bialek (1996): losses stay on their lines, each load gets what flowed to it', () => {
  // Generators 400 (area 1) and 114 (area 2); sent and received: 1-3 225/218, 1-4 115/112, 1-2 60/59, 2-4 173/171,
  // 4-3 83/82. Area 2: 59 + 114 = 173, of which g1 59/173. To 4 come 112 + 171 x 59/173 = 170.318 of g1 and 112.682
  // of g2. The load of 200 there takes 200/283 of it: 120.366 of g1. To 3 come 218 + 82/283 x 170.318 = 267.350 of g1.
  const ends = [line('n1', 'n3'), line('n1', 'n4'), line('n1', 'n2'), line('n2', 'n4'), line('n3', 'n4')];
  // The last line is written the other way round: 83 enter at n4, 82 come out at n3.
  const flows = [
    ...[
      [225, 218],
      [115, 112],
      [60, 59],
      [173, 171],
    ],
    [-82, -83],
  ].map(([from, to]) => ({ fromEndWh: from! * MWH, toEndWh: to! * MWH }));
  const result = tracePeriod(
    period(['n1', 'n2', 'n3', 'n4'], ends, {
      lines: flows,
      sources: [pv('g1', 'n1', 400 * MWH), pv('g2', 'n2', 114 * MWH)],
      consumers: [load('n3', 300 * MWH), load('n4', 200 * MWH)],
    }),
    {},
  );
  const at4 = 112 + (171 * 59) / 173;
  expect(rowOf(result, 'load', 'n4').bySourceWh.g1! / MWH).toBeCloseTo((200 * at4) / 283, 5);
  expect(rowOf(result, 'load', 'n3').bySourceWh.g1! / MWH).toBeCloseTo(218 + (82 * at4) / 283, 5);
  expect(rowOf(result, 'load', 'n4').bySourceWh.g1! / MWH).toBeCloseTo(120.366, 3);
  expect(rowOf(result, 'load', 'n3').bySourceWh.g1! / MWH).toBeCloseTo(267.35, 3);
  expect(rowOf(result, 'loss', 'n1-n3')).toMatchObject({ bySourceWh: { g1: 7 * MWH } });
  expect(rowOf(result, 'loss', 'n2-n4').bySourceWh.g2! / MWH).toBeCloseTo((2 * 114) / 173, 5);
  // 7 + 3 + 1 + 2 + 1 of losses, and nothing unknown.
  const lost = result.trace.rows.filter(({ consumer }) => consumer.kind === 'loss');
  expect(lost.reduce((sum, row) => sum + row.energyWh, 0)).toBe(14 * MWH);
  expect(result.trace.rows.flatMap((row) => Object.keys(row.bySourceWh))).not.toContain('unknown');
});

test('a line without a meter carries what the reactances say', () => {
  // 300 from a to c, over b (1 + 1) or directly (1): twice as much directly. b takes 30 of its own, from a too.
  const ends = [line('a', 'b'), line('b', 'c'), line('a', 'c')];
  const result = tracePeriod(
    period(['a', 'b', 'c'], ends, {
      sources: [pv('sun', 'a', 330)],
      consumers: [load('b', 30), load('c', 300)],
    }),
    {},
  );
  // To c: 200 directly, 100 over b. To b: 20 directly, 10 over c, against the 100: a-b 120, b-c 90, a-c 210.
  const taken = Object.fromEntries(result.flows.map((flow) => [flow.id, flow.takenWh]));
  expect(taken).toEqual({ 'a-b': 120, 'b-c': 90, 'a-c': 210 });
  expect(result.trace.rows.every((row) => row.bySourceWh.unknown === undefined)).toBe(true);
});

const contract = (contracted: ContractMeter['contracted']): ContractMeter => ({
  ...{ id: 'ppa', sources: ['sun'], consumers: ['hall'], contracted },
});
const hall = (energyWh: number) => ({ id: 'hall', kind: 'site', area: 'b', energyWh }) as const;

test('a contract comes first, and what it moved is taken out of the flows before the rest is shared', () => {
  // Sun 600 and coal 400 in a; 500 for a town in a, 500 over the line to the hall in b.
  const coal = { ...pv('coal', 'a', 400), kind: 'thermal', cleanShareRatio: 0 } as const;
  const meters = period(['a', 'b'], [line('a', 'b')], {
    lines: [{ fromEndWh: 500, toEndWh: 500 }],
    sources: [pv('sun', 'a', 600), coal],
    consumers: [load('a', 500), hall(500)],
    contracts: [contract({ energyWh: 300 })],
  });
  const result = tracePeriod(meters, {});
  // The contract leaves 300 of sun and 400 of coal for 500 and 200: 3/7 and 4/7 each.
  expect(rowOf(result, 'site', 'hall').bySourceWh).toEqual({ 'sun@ppa': 300, sun: 86, coal: 114 });
  expect(rowOf(result, 'load', 'a').bySourceWh).toEqual({ sun: 214, coal: 286 });
  expect(result.contracts).toEqual([
    {
      ...{ contractId: 'ppa', periodStartMs: 0, contractedWh: 300, generationWh: 600, consumptionWh: 500 },
      ...{ settledWh: 300, bySourceWh: { sun: 300 }, byConsumerWh: { hall: 300 } },
    },
  ]);
});

test('a contract settles no more than its sources made or its consumers took', () => {
  const settled = (sunWh: number, hallWh: number, contracted: ContractMeter['contracted']) =>
    tracePeriod(
      period(['b'], [], {
        sources: [pv('sun', 'b', sunWh)],
        consumers: [hall(hallWh)],
        contracts: [contract(contracted)],
      }),
      {},
    ).contracts[0]!.settledWh;
  expect(settled(200, 500, { energyWh: 300 })).toBe(200);
  expect(settled(600, 100, { energyWh: 300 })).toBe(100);
  expect(settled(600, 500, { generationShareRatio: 0.25 })).toBe(150);
});

const store = (contentOrder: StorageMeter['contentOrder'], chargeWh: number, dischargeWh: number) => ({
  ...{ id: 'battery', area: 'a', chargeWh, dischargeWh, storedAfterWh: null, contentOrder },
  ...{ chargeEfficiencyRatio: 1, dischargeEfficiencyRatio: 1 },
});
test.each([
  // Sun 100, then wind 300, then 200 out: first the sun and 100 of wind; mixed a quarter and three quarters.
  ['firstInFirstOut', { 'battery/sun': 100, 'battery/wind': 100 }],
  ['mixed', { 'battery/sun': 50, 'battery/wind': 150 }],
] as const)('a store gives its content %s', (order, expected) => {
  const first = tracePeriod(
    period(['a'], [], { sources: [pv('sun', 'a', 100)], storages: [store(order, 100, 0)] }),
    {},
  );
  const second = tracePeriod(
    period(['a'], [], { sources: [pv('wind', 'a', 300)], storages: [store(order, 300, 0)] }),
    first.content,
  );
  const kept = JSON.parse(JSON.stringify(second.content)) as typeof second.content;
  const out = tracePeriod(
    period(['a'], [], { storages: [store(order, 0, 200)], consumers: [load('a', 200)] }),
    kept,
  );
  expect(rowOf(out, 'load', 'a').bySourceWh).toEqual(expected);
});

const job = (jobId: string, energyWh: number, method: 'metered' | 'modelled') => ({
  ...{ periodStartMs: 0, jobId, poolId: 'hall.gpu', siteId: 'hall', unitHours: 1, energyWh, method },
});
test('energy that no meter explains stays with the site; its jobs get what is explained and no more', () => {
  const jobs = [job('measured', 300, 'metered'), job('guessed', 500, 'modelled')];
  const of = (sunWh: number) =>
    tracePeriod(period(['b'], [], { sources: [pv('sun', 'b', sunWh)], consumers: [hall(1000)], jobs }), {});
  // 900 explained: both jobs in full, 100 of the rest and the 100 unexplained with the site.
  expect(rowOf(of(900), 'job', 'guessed').bySourceWh).toEqual({ sun: 500 });
  expect(rowOf(of(900), 'site', 'hall').bySourceWh).toEqual({ sun: 100, unknown: 100 });
  // 600 explained: the measured job in full, the modelled one has the other 300.
  expect(rowOf(of(600), 'job', 'measured')).toMatchObject({ bySourceWh: { sun: 300 }, method: 'metered' });
  expect(rowOf(of(600), 'job', 'guessed')).toMatchObject({ bySourceWh: { sun: 300 }, method: 'modelled' });
  expect(rowOf(of(600), 'site', 'hall').bySourceWh).toEqual({ unknown: 400 });
});

test("the meter of a pool bounds what its jobs used, and the rest is the site's", () => {
  const result = tracePeriod(
    period(['b'], [], {
      sources: [pv('sun', 'b', 1000)],
      consumers: [hall(1000)],
      pools: [{ id: 'hall.gpu', siteId: 'hall', energyWh: 500 }],
      jobs: [job('measured', 300, 'metered'), job('guessed', 500, 'modelled')],
    }),
    {},
  );
  expect(rowOf(result, 'job', 'guessed').energyWh).toBe(200);
  expect(rowOf(result, 'site', 'hall').energyWh).toBe(500);
});
