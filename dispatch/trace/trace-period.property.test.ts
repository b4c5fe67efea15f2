import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type PeriodTrace, readSourceKey } from '#dispatch/domain';
import type { PeriodMeters, TraceResult } from './meters.ts';
import { traceNetwork } from './network.ts';
import type { StorageContent } from './stored-content.ts';
import { tracePeriod } from './trace-period.ts';

const AREAS = ['a', 'b', 'c', 'd'];
const energy = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 50 }),
  fc.integer({ min: 0, max: 3_000_000_000 }),
);
const signed = fc.tuple(energy, fc.boolean()).map(([wh, isBack]) => (isBack ? 0 - wh : wh));
const area = fc.constantFrom(...AREAS);
const ratio = fc.double({ min: 0.7, max: 1, noNaN: true });
const few = { maxLength: 4 };

/** Elements that stay, day by day. */
const aNetwork = fc.record({
  lines: fc.array(fc.record({ from: area, to: area, reactanceOhm: fc.constantFrom(1, 2, 7) }), {
    maxLength: 5,
  }),
  sources: fc.array(
    fc.record({ kind: fc.constantFrom('pv', 'wind', 'hydro', 'grid'), area, share: ratio }),
    few,
  ),
  storages: fc.array(
    fc.record({ area, efficiency: ratio, order: fc.constantFrom('mixed', 'firstInFirstOut') }),
    { maxLength: 2 },
  ),
  consumers: fc.array(fc.record({ kind: fc.constantFrom('load', 'site', 'site', 'export'), area }), few),
  transfers: fc.array(fc.record({ from: area, to: area }), { maxLength: 2 }),
  contracts: fc.array(
    fc.record({
      sources: fc.uniqueArray(fc.nat(3), { minLength: 1, maxLength: 2 }),
      consumers: fc.uniqueArray(fc.nat(3), { minLength: 1, maxLength: 2 }),
    }),
    { maxLength: 3 },
  ),
  pools: fc.array(fc.nat(3), { maxLength: 2 }),
});
type Network = typeof aNetwork extends fc.Arbitrary<infer T> ? T : never;

/** What meters read in one period: any Wh, so that they seldom agree. */
const aPeriod = fc.record({
  wh: fc.array(energy, { minLength: 26, maxLength: 26 }),
  flows: fc.array(fc.option(signed), { minLength: 10, maxLength: 10 }),
  jobs: fc.array(
    fc.record({
      site: fc.nat(3),
      pool: fc.nat(2),
      job: fc.nat(5),
      energyWh: energy,
      isMetered: fc.boolean(),
    }),
    { maxLength: 6 },
  ),
});
type Period = typeof aPeriod extends fc.Arbitrary<infer T> ? T : never;

function metersOf(network: Network, { wh, flows, jobs }: Period): PeriodMeters {
  const ends = network.lines.filter(({ from, to }) => from !== to);
  return {
    ...{ periodStartMs: 0, periodMinutes: 15, quality: 'measured', residualTco2PerMwh: 0.8 },
    network: traceNetwork(
      AREAS,
      ends.map((line, index) => ({ id: `l${index}`, ...line })),
    ),
    lines: ends.map((_, index) => ({ fromEndWh: flows[2 * index]!, toEndWh: flows[2 * index + 1]! })),
    sources: network.sources.map(({ kind, area: at, share }, index) => ({
      ...{ id: `s${index}`, kind: kind as 'pv', area: at, energyWh: wh[index]! },
      cleanShareRatio: kind === 'grid' ? share : 1,
      emissionTco2PerMwh: kind === 'grid' ? 0.6 : 0,
    })),
    storages: network.storages.map(({ area: at, efficiency, order }, index) => ({
      ...{ id: `b${index}`, area: at, chargeWh: wh[4 + index]!, dischargeWh: wh[6 + index]! },
      storedAfterWh: wh[8 + index]! > 1e9 ? wh[8 + index]! : null,
      ...{ chargeEfficiencyRatio: efficiency, dischargeEfficiencyRatio: efficiency },
      contentOrder: order as 'mixed',
    })),
    consumers: network.consumers.map(({ kind, area: at }, index) => ({
      ...{ id: `c${index}`, kind: kind as 'load', area: at, energyWh: wh[10 + index]! },
    })),
    transfers: network.transfers
      .filter(({ from, to }) => from !== to)
      .map((ways, index) => {
        const takenWh = wh[14 + index]!;
        return { id: `t${index}`, ...ways, takenWh, arrivedWh: Math.min(takenWh, wh[16 + index]!) };
      }),
    pools: network.pools.map((site, index) => ({
      id: `p${index}`,
      siteId: `c${site}`,
      energyWh: wh[18 + index]!,
    })),
    contracts: network.contracts.map(({ sources, consumers }, index) => ({
      id: `k${index}`,
      sources: sources.map((at) => `s${at}`),
      consumers: consumers.map((at) => `c${at}`),
      contracted: index === 0 ? { energyWh: wh[20]! } : { generationShareRatio: 0.3 },
    })),
    jobs: jobs.map(({ site, pool, job, energyWh, isMetered }) => ({
      ...{
        periodStartMs: 0,
        jobId: `j${job}`,
        poolId: `p${pool}`,
        siteId: `c${site}`,
        unitHours: 1,
        energyWh,
      },
      method: isMetered ? ('metered' as const) : ('modelled' as const),
    })),
  };
}

const sum = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0);
const same = (what: string, is: number, should: number): void => {
  if (is !== should) expect({ [what]: is }).toEqual({ [what]: should });
};
const contentWh = (content: StorageContent, storage: string): number =>
  sum(
    [content[storage] ?? {}]
      .flat()
      .flatMap((mix) => Object.values(mix).map((lot) => lot.cleanWh + lot.otherWh)),
  );
const energyOf = (trace: PeriodTrace, kinds: readonly string[], id?: string): number =>
  sum(
    trace.rows
      .filter(({ consumer }) => kinds.includes(consumer.kind) && (id === undefined || consumer.id === id))
      .map((row) => row.energyWh),
  );

/** Sums of a traced period, each closing to the Wh. */
function closes(meters: PeriodMeters, result: TraceResult, before: StorageContent): void {
  const { trace } = result;
  rowsClose(meters, trace);
  linesClose(meters, result);
  areasClose(meters, result);
  contractsClose(meters, result);
  for (const { id, chargeWh } of meters.storages) {
    const given = trace.rows.concat(linksOf(result)).flatMap((row) => Object.entries(row.bySourceWh));
    const knownWh = sum(
      given
        .filter(([key]) => readSourceKey(key).storage === id && readSourceKey(key).origin !== 'unknown')
        .map(([, wh]) => wh),
    );
    const goneWh =
      contentWh(before, id) + chargeWh - contentWh(result.content, id) - result.storageLossWh[id]!;
    expect(goneWh).toBeGreaterThanOrEqual(0);
    // What transfers lose keeps no origin: so many Wh of the store's known ones at most.
    expect(knownWh).toBeLessThanOrEqual(goneWh);
  }
}
/** Transfers appear where they leave, and again where what they brought is used: once is taken out. */
const linksOf = ({ trace }: TraceResult): PeriodTrace['rows'] =>
  trace.rows
    .filter(({ consumer }) => consumer.kind === 'transfer')
    .map((row) => ({
      ...row,
      bySourceWh: Object.fromEntries(Object.entries(row.bySourceWh).map(([key, wh]) => [key, 0 - wh])),
    }));

function rowsClose(meters: PeriodMeters, trace: PeriodTrace): void {
  for (const row of trace.rows) {
    same('row', sum(Object.values(row.bySourceWh)), row.energyWh);
    expect(row.cleanWh).toBeLessThanOrEqual(row.energyWh);
    if (row.consumer.kind !== 'job') continue;
    for (const key of Object.keys(row.bySourceWh)) expect(readSourceKey(key).origin).not.toBe('unknown');
  }
  for (const { kind, id, energyWh } of meters.consumers)
    if (kind !== 'site') same(id, energyOf(trace, [kind], id), energyWh);
  const sites = meters.consumers.filter((one) => one.kind === 'site');
  same('sites', energyOf(trace, ['site', 'job']), sum(sites.map((one) => one.energyWh)));
  for (const { id, chargeWh } of meters.storages) same(id, energyOf(trace, ['storage'], id), chargeWh);
  for (const { id, energyWh } of meters.pools) {
    const { jobUses } = tracePeriodCache.get(meters)!;
    const own = jobUses.filter((use) => use.poolId === id && use.siteId === siteOfPool(meters, id));
    expect(sum(own.map((use) => use.energyWh))).toBeLessThanOrEqual(energyWh);
  }
}
const siteOfPool = (meters: PeriodMeters, id: string): string =>
  meters.pools.find((pool) => pool.id === id)!.siteId;
const tracePeriodCache = new WeakMap<PeriodMeters, TraceResult>();

function linesClose(meters: PeriodMeters, { flows, trace }: TraceResult): void {
  for (const { id } of meters.network.lines) {
    const own = flows.filter((flow) => flow.id === id);
    for (const flow of own) same(id, sum(flow.lots.map((lot) => lot.energyWh)), flow.takenWh);
    const lostWh = sum(own.map((flow) => flow.takenWh - flow.arrivedWh));
    // In a pool of areas only the loss of a line is seen.
    expect(energyOf(trace, ['loss'], id)).toBeGreaterThanOrEqual(lostWh);
  }
}

/** All that is fed in, unknown energy included, is used, stored or lost; transfers keep what they lose. */
function areasClose(meters: PeriodMeters, { trace, flows }: TraceResult): void {
  const ids = new Set(meters.transfers.map((one) => one.id));
  const over = flows.filter((flow) => ids.has(flow.id));
  const pooledWh = energyOf(trace, ['transfer']) - sum(over.map((flow) => flow.takenWh));
  const lostWh = sum(over.map((flow) => flow.takenWh - flow.arrivedWh)) + pooledWh;
  const unknownWh = sum(
    trace.rows.filter((row) => row.consumer.kind !== 'transfer').map((row) => row.bySourceWh.unknown ?? 0),
  );
  const fedWh =
    sum(meters.sources.map((one) => one.energyWh)) + sum(meters.storages.map((one) => one.dischargeWh));
  const usedWh = energyOf(trace, ['load', 'site', 'job', 'export', 'storage', 'loss']);
  if (over.length === 0 && pooledWh === 0) same('all', usedWh, fedWh + unknownWh);
  // Unknown energy may be what a transfer lost.
  expect(usedWh + lostWh).toBeGreaterThanOrEqual(fedWh + unknownWh);
  if (over.length > 0 || pooledWh > 0) return;
  for (const { id, energyWh } of meters.sources)
    same(id, sum(trace.rows.flatMap((row) => partsOf(row.bySourceWh, id))), energyWh);
}
const partsOf = (bySourceWh: Readonly<Record<string, number>>, source: string): number[] =>
  Object.entries(bySourceWh)
    .filter(([key]) => readSourceKey(key).origin === source && readSourceKey(key).storage === null)
    .map(([, wh]) => wh);

function contractsClose(meters: PeriodMeters, { contracts, trace }: TraceResult): void {
  for (const one of contracts) {
    same('settled', one.settledWh, Math.min(one.contractedWh, one.generationWh, one.consumptionWh));
    same('sources', sum(Object.values(one.bySourceWh)), one.settledWh);
    same('consumers', sum(Object.values(one.byConsumerWh)), one.settledWh);
    const traced = trace.rows.flatMap((row) =>
      Object.entries(row.bySourceWh).filter(([key]) => readSourceKey(key).contract === one.contractId),
    );
    same('traced', sum(traced.map(([, wh]) => wh)), one.settledWh);
  }
  for (const { id, energyWh } of meters.sources)
    expect(sum(contracts.map((one) => one.bySourceWh[id] ?? 0))).toBeLessThanOrEqual(energyWh);
}

const RUNS = 10_000;

test('over random networks and days every area, line, contract, store, site and job closes to the Wh', () => {
  fc.assert(
    fc.property(aNetwork, fc.array(aPeriod, { minLength: 1, maxLength: 3 }), (network, days) => {
      let content: StorageContent = {};
      for (const day of days) {
        const meters = metersOf(network, day);
        const result = tracePeriod(meters, content);
        tracePeriodCache.set(meters, result);
        closes(meters, result, content);
        content = result.content;
      }
    }),
    { numRuns: RUNS, seed: 1 },
  );
}, 120_000);
