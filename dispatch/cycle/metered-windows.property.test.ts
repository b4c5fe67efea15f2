import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Region } from '#dispatch/domain';
import { ledgerSigner } from '#dispatch/ledger';
import { channelsOf, meteredPeriods, readingsOfList } from '#dispatch/sources';
import { meteredWithin, migrations, receiptsWithin, SCHEMA, storeDb } from '#dispatch/store';
import { AUDIT_SCHEMA, createAudit } from '#platform/audit';
import { manualClock } from '#platform/clock';
import { openTestDatabase, type TestDatabase } from '../../platform/db/testing.ts';
import { takeReadings } from './take-readings.ts';
import { MIDNIGHT_MS, smallRegion } from './testing.ts';

const CASES = Number(process.env.PROPERTY_CASES ?? 16);
const MINUTE_MS = 60_000;
const SPAN = { fromMs: MIDNIGHT_MS - 2 * 1440 * MINUTE_MS, untilMs: MIDNIGHT_MS + 4 * 1440 * MINUTE_MS };
const installedFrom = '2025-01-01T00:00:00+08:00';

/** One meter for each case, so that all cases share a database. */
const region: Region = smallRegion({
  pv: Array.from({ length: CASES }, (_, index) => ({
    ...{ id: `roof-${index}`, name: { zh: '屋顶', en: 'Roof' }, area: 'town', capacityMw: 2 },
    ...{ latitude: 36, longitude: 100, availableRatio: { series: 'sun' } },
  })),
  meters: Array.from({ length: CASES }, (_, index) => ({
    ...{ id: `meter-${index}`, element: `roof-${index}`, quantity: 'generationMw', installedFrom },
    ...(index % 2 === 0 ? { register: { unit: 'kWh', digits: 5 } } : {}),
  })),
});

/** Rows of any kind, in deliveries: falls, false registers, overlaps, corrections, things far apart. */
const deliveries = fc.array(
  fc.array(
    fc.record({
      minute: fc.integer({ min: 0, max: 1500 }),
      minutes: fc.integer({ min: 1, max: 200 }),
      value: fc.integer({ min: 0, max: 4000 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  { minLength: 1, maxLength: 8 },
);

/** Two counters that were sent under one name by mistake, one after the other: each shows the other to be false. */
const interleaved = (first: number, second: number) =>
  Array.from({ length: 16 }, (_, at) => [
    { minute: at * 60, minutes: 60, value: (at % 2 === 0 ? first : second) + at * 30 },
  ]);

const instant = (minute: number): string => new Date(MIDNIGHT_MS + minute * MINUTE_MS).toISOString();

describe('what meters come to, worked out around each delivery', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await openTestDatabase([AUDIT_SCHEMA, { schema: SCHEMA, migrations }]);
  });
  afterAll(() => test.close());

  it('is what all receipts together come to', async () => {
    const channels = channelsOf(region);
    const deps = {
      ...{ db: test.db, region, signer: ledgerSigner(new Uint8Array(32).fill(5)) },
      ...{ audit: createAudit(test.db, manualClock(MIDNIGHT_MS)), events: { publish: () => {} } },
    } as unknown as Parameters<typeof takeReadings>[0];
    const mixed = [interleaved(500, 40_000), interleaved(0, 9), interleaved(40_000, 500)];
    const histories = [...mixed, ...fc.sample(deliveries, CASES - mixed.length)];
    for (const [index, sent] of histories.entries()) {
      const meter = `meter-${index}`;
      const isRegister = index % 2 === 0;
      for (const [count, rows] of sent.entries()) {
        const given = rows.map(({ minute, minutes, value }) =>
          isRegister
            ? { meter, readAt: instant(minute), register: value }
            : { meter, fromAt: instant(minute), minutes, energyKwh: value },
        );
        const delivery = { ...readingsOfList(given, channels, SPAN.untilMs), source: 'test', actor: 'ops' };
        await takeReadings(deps, delivery, MIDNIGHT_MS + count);
      }
      const channel = channels.find(({ element }) => element === `roof-${index}`)!;
      const receipts = await receiptsWithin(storeDb(test.db), [meter], SPAN.fromMs, SPAN.untilMs);
      const whole = meteredPeriods(channel, receipts, { ...SPAN, periodMinutes: region.periodMinutes });
      const kept = await meteredWithin(storeDb(test.db), SPAN.fromMs, SPAN.untilMs, channel);
      expect({ sent, kept }).toEqual({ sent, kept: whole });
    }
  }, 600_000);
});
