import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSourceKey } from '#dispatch/domain';
import type { PeriodMeters, StorageContent } from './meters.ts';
import { tracePeriod } from './trace-period.ts';

const ZONES = ['z1', 'z2'];
const energy = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 50 }),
  fc.integer({ min: 0, max: 3_000_000_000 }),
);
const zone = fc.constantFrom(...ZONES);
const sourceKind = fc.constantFrom('pv', 'wind', 'hydro', 'grid');

const aPeriod: fc.Arbitrary<PeriodMeters> = fc
  .record({
    sources: fc.array(
      fc.record({
        kind: sourceKind,
        zone,
        energyWh: energy,
        share: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      { maxLength: 6 },
    ),
    storages: fc.array(
      fc.record({
        chargeWh: energy,
        dischargeWh: energy,
        efficiency: fc.double({ min: 0.7, max: 1, noNaN: true }),
      }),
      { minLength: 2, maxLength: 2 },
    ),
    consumers: fc.array(
      fc.record({ kind: fc.constantFrom('load', 'site', 'export'), zone, energyWh: energy }),
      { maxLength: 6 },
    ),
    jobs: fc.array(fc.record({ site: fc.nat(5), job: fc.nat(8), energyWh: energy }), { maxLength: 10 }),
  })
  .map(({ sources, storages, consumers, jobs }) => ({
    periodStartMs: 0,
    periodMinutes: 15,
    quality: 'measured' as const,
    residualTco2PerMwh: 0.8,
    sources: sources.map(({ kind, zone: z, energyWh, share }, index) => ({
      id: `s${index}`,
      kind: kind as 'pv',
      zone: z,
      energyWh,
      cleanShareRatio: kind === 'grid' ? share : 1,
      emissionTco2PerMwh: kind === 'grid' ? 0.6 : 0,
    })),
    storages: storages.map(({ chargeWh, dischargeWh, efficiency }, index) => ({
      id: `b${index}`,
      zone: ZONES[index]!,
      chargeWh,
      dischargeWh,
      storedAfterWh: null,
      chargeEfficiencyRatio: efficiency,
      dischargeEfficiencyRatio: efficiency,
    })),
    consumers: consumers.map(({ kind, zone: z, energyWh }, index) => ({
      id: `c${index}`,
      kind: kind as 'load',
      zone: z,
      energyWh,
    })),
    transfers: [],
    jobs: jobs.map(({ site, job, energyWh }) => ({
      periodStartMs: 0,
      jobId: `j${job}`,
      poolId: 'p',
      siteId: `c${site}`,
      unitHours: 1,
      energyWh,
      method: 'modelled' as const,
    })),
  }));

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const contentWh = (content: StorageContent, storage: string): number =>
  sum(Object.values(content[storage] ?? {}).map((lot) => lot.cleanWh + lot.otherWh));

test('traced energy equals metered energy for every consumer and every source, to the Wh', () => {
  fc.assert(
    fc.property(aPeriod, (meters) => {
      const { trace } = tracePeriod(meters, {});
      for (const row of trace.rows) {
        expect(sum(Object.values(row.bySourceWh))).toBe(row.energyWh);
        expect(row.cleanWh).toBeLessThanOrEqual(row.energyWh);
      }
      for (const source of meters.sources) {
        expect(sum(trace.rows.map((row) => row.bySourceWh[source.id] ?? 0))).toBe(source.energyWh);
      }
      const sites = meters.consumers.filter((one) => one.kind === 'site');
      const inSites = trace.rows.filter((row) => ['site', 'job'].includes(row.consumer.kind));
      expect(sum(inSites.map((row) => row.energyWh))).toBe(sum(sites.map((one) => one.energyWh)));
      for (const { kind, id, energyWh } of meters.consumers.filter((one) => one.kind !== 'site')) {
        const row = trace.rows.find((one) => one.consumer.kind === kind && one.consumer.id === id);
        expect(row?.energyWh ?? 0).toBe(energyWh);
      }
    }),
    { numRuns: 300, seed: 1 },
  );
});

test('no clean Wh and no emission is counted twice or lost', () => {
  fc.assert(
    fc.property(aPeriod, (meters) => {
      const { trace } = tracePeriod(meters, {});
      const madeWh = sum(meters.sources.map((one) => Math.round(one.energyWh * one.cleanShareRatio)));
      expect(sum(trace.rows.map((row) => row.cleanWh))).toBe(madeWh);
      const unknownWh = sum(
        trace.rows.flatMap((row) =>
          Object.entries(row.bySourceWh)
            .filter(([key]) => readSourceKey(key).origin === 'unknown')
            .map(([, wh]) => wh),
        ),
      );
      const emitted =
        sum(meters.sources.map((one) => (one.energyWh / 1e6) * one.emissionTco2PerMwh)) +
        (unknownWh / 1e6) * 0.8;
      expect(sum(trace.rows.map((row) => row.co2Tonnes))).toBeCloseTo(emitted, 6);
    }),
    { numRuns: 200, seed: 2 },
  );
});

test('a storage mints nothing: what went in is in it, came out, or was lost', () => {
  fc.assert(
    fc.property(fc.array(aPeriod, { minLength: 2, maxLength: 8 }), (days) => {
      let content: StorageContent = {};
      const inWh: Record<string, number> = {};
      const outWh: Record<string, number> = {};
      for (const meters of days) {
        const before = content;
        const result = tracePeriod(meters, content);
        content = result.content;
        for (const { id, chargeWh } of meters.storages) {
          const given = result.trace.rows
            .flatMap((row) => Object.entries(row.bySourceWh))
            .filter(([key]) => readSourceKey(key).storage === id);
          const knownOutWh = sum(
            given.filter(([key]) => readSourceKey(key).origin !== 'unknown').map(([, wh]) => wh),
          );
          const fromContent =
            contentWh(before, id) + chargeWh - contentWh(content, id) - result.storageLossWh[id]!;
          expect(fromContent).toBeGreaterThanOrEqual(knownOutWh);
          for (const [key, wh] of given) {
            const { origin } = readSourceKey(key);
            outWh[`${id} ${origin}`] = (outWh[`${id} ${origin}`] ?? 0) + wh;
          }
          const charged = result.trace.rows.find(
            (row) => row.consumer.kind === 'storage' && row.consumer.id === id,
          );
          for (const [key, wh] of Object.entries(charged?.bySourceWh ?? {})) {
            const { origin } = readSourceKey(key);
            inWh[`${id} ${origin}`] = (inWh[`${id} ${origin}`] ?? 0) + wh;
          }
        }
      }
      for (const [key, out] of Object.entries(outWh)) {
        if (!key.endsWith(' unknown')) expect(out).toBeLessThanOrEqual(inWh[key] ?? 0);
      }
    }),
    { numRuns: 150, seed: 3 },
  );
});
