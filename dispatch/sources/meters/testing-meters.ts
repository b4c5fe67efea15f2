import type { MeteredPeriod, MeterReceipt } from '#dispatch/domain';
import type { Channel, ChannelMeter } from './channel.ts';
import { meteredPeriods } from './metered-periods.ts';

export const MINUTE_MS = 60_000;
/** Midnight of 2025-03-10 in Shanghai. */
export const MIDNIGHT_MS = Date.parse('2025-03-10T00:00:00+08:00');

/** A register in kWh of five digits at a plant, in place for good, unless told otherwise. */
export const aMeter = (change: Partial<ChannelMeter> = {}): ChannelMeter => ({
  id: 'main',
  installedFromMs: MIDNIGHT_MS - 1000 * MINUTE_MS,
  removedAtMs: null,
  ratedMw: null,
  register: { countWh: 1000, modulusWh: 1e8 },
  ...change,
});
export const aChannel = (
  meters: readonly ChannelMeter[] = [aMeter()],
  quantity = 'generationMw',
): Channel => ({
  element: 'roof',
  quantity,
  meters,
});

let delivery = 0;
/** What a register showed so many minutes after midnight. */
export const register = (
  minute: number,
  value: number,
  change: Partial<MeterReceipt> = {},
): MeterReceipt => ({
  ...{ meter: 'main', unit: 'register', value, issuedAtMs: null },
  ...{ fromMs: MIDNIGHT_MS + minute * MINUTE_MS, untilMs: MIDNIGHT_MS + minute * MINUTE_MS },
  ...{ receivedAtMs: MIDNIGHT_MS, receivedFrom: 'test', source: 'test', line: 1, delivery: ++delivery },
  ...change,
});
/** The energy of an interval, in kWh. */
export const interval = (
  fromMinute: number,
  untilMinute: number,
  value: number,
  change: Partial<MeterReceipt> = {},
): MeterReceipt =>
  register(fromMinute, value, { unit: 'kWh', untilMs: MIDNIGHT_MS + untilMinute * MINUTE_MS, ...change });

/** The day's periods of a quarter of an hour. */
export const dayOf = (channel: Channel, receipts: readonly MeterReceipt[]): MeteredPeriod[] =>
  meteredPeriods(channel, receipts, {
    fromMs: MIDNIGHT_MS - 1440 * MINUTE_MS,
    untilMs: MIDNIGHT_MS + 4320 * MINUTE_MS,
    periodMinutes: 15,
  });
export const whOf = (periods: readonly MeteredPeriod[]): (number | null)[] =>
  periods.map(({ energyWh }) => energyWh);
export const kindsOf = (period: MeteredPeriod | undefined): string[] =>
  [...new Set(period?.flags.map(({ kind }) => kind))].sort();
