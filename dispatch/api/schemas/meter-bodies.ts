import { z } from 'zod';
import {
  METER_FLAG_KINDS,
  METER_UNITS,
  type MeterDayView,
  type MeterIntake,
  type MeterReceipt,
  type MeterView,
  QUALITIES,
} from '#dispatch/domain';
import { Instant, Instants, RejectedSeriesRows, Words } from './parts.ts';

const Flag = z.strictObject({
  kind: z.enum(METER_FLAG_KINDS),
  meter: z.string(),
  fromMs: Instant,
  untilMs: Instant,
  excessWh: z.number().exactOptional().describe('Above the rating: not believed'),
});
const Flags = z.array(Flag);
const QualityName = z.enum(QUALITIES as readonly [(typeof QUALITIES)[number]]);
const gap = 'null where nothing is known';

export const MeterIntakeBody: z.ZodType<MeterIntake, MeterIntake> = z.strictObject({
  rows: z.number().describe('accepted + duplicates + rejected'),
  accepted: z.number(),
  duplicates: z.number(),
  rejected: RejectedSeriesRows,
  flags: Flags,
  periodsChanged: z.number(),
  periodsRetraced: z.number().describe('Closed before: traced anew'),
  periodsOutside: Instants.describe('Never closed by this centre: kept, but nothing follows'),
});

const Receipt: z.ZodType<MeterReceipt, MeterReceipt> = z.strictObject({
  meter: z.string(),
  unit: z.enum(METER_UNITS),
  fromMs: Instant,
  untilMs: Instant,
  value: z.number(),
  issuedAtMs: Instant.nullable(),
  receivedAtMs: Instant,
  receivedFrom: z.string(),
  source: z.string(),
  line: z.number(),
  delivery: z.number().describe('Block of the ledger'),
});

const Meter: z.ZodType<MeterView, MeterView> = z.strictObject({
  id: z.string(),
  element: z.string(),
  elementName: Words,
  quantity: z.string(),
  register: z.strictObject({ unit: z.string(), digits: z.number(), multiplier: z.number() }).nullable(),
  ratedMw: z.number().nullable(),
  installedFromMs: Instant,
  removedAtMs: Instant.nullable(),
  staleAfterMinutes: z.number(),
  state: z.enum(['fresh', 'stale', 'silent', 'removed', 'planned']),
  last: Receipt.nullable(),
  ageMs: z.number().nullable(),
  latest: z
    .strictObject({
      periodStartMs: Instant,
      meanMw: z.number().nullable().describe(gap),
      quality: QualityName,
    })
    .nullable(),
  flags: Flags.describe('On periods of the Shanghai day'),
});

interface MeterList {
  readonly meters: readonly MeterView[];
}
export const MeterListBody: z.ZodType<MeterList, MeterList> = z.strictObject({ meters: z.array(Meter) });

export const MeterDayBody: z.ZodType<MeterDayView, MeterDayView> = z.strictObject({
  meter: Meter,
  day: z.string(),
  receipts: z.array(Receipt),
  periods: z.array(
    z.strictObject({
      startMs: Instant,
      energyWh: z.number().nullable().describe(gap),
      quality: QualityName,
      flags: Flags,
    }),
  ),
});
