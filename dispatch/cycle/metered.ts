import type { MeteredPeriod, Reading, Region } from '#dispatch/domain';
import { channelKey, channelsOf, isMetered } from '#dispatch/sources';
import { meteredWithin, type StoreDb } from '#dispatch/store';
import { type EpochMs, type Minutes, MS_PER_MINUTE } from '#units';

/** What meters came to, as a reading: a gap has no value. */
export const readingOfMeter = (period: MeteredPeriod, periodMinutes: Minutes): Reading => ({
  periodStartMs: period.periodStartMs,
  periodMinutes,
  element: period.element,
  quantity: period.quantity,
  value: period.energyWh === null ? 0 : period.energyWh / 1e6 / (periodMinutes / 60),
  quality: period.quality,
});

/** The readings of a period that real meters decide. One whose meter has not spoken yet is a gap until it does. */
export async function meterReadings(
  db: StoreDb,
  region: Region,
  periodStartMs: EpochMs,
): Promise<readonly Reading[]> {
  const { periodMinutes } = region;
  const endMs = periodStartMs + periodMinutes * MS_PER_MINUTE;
  const channels = channelsOf(region).filter((channel) => isMetered(channel, periodStartMs, endMs));
  if (channels.length === 0) return [];
  const known = new Map(
    (await meteredWithin(db, periodStartMs, periodStartMs + 1)).map((period) => [channelKey(period), period]),
  );
  return channels.map((channel) => {
    const { element, quantity } = channel;
    const gap = { periodStartMs, element, quantity, energyWh: null, quality: 'missing' as const, flags: [] };
    return readingOfMeter(known.get(channelKey(channel)) ?? gap, periodMinutes);
  });
}

/**
 * Readings of a period in which meters take the place of the twin where they are. The twin's content of a store that meters
 * charge or discharge is not that store's any more: it is left open, and tracing works it out. What was generated had been
 * available.
 */
export function withMeters(modelled: readonly Reading[], metered: readonly Reading[]): Reading[] {
  const byChannel = new Map(metered.map((reading) => [channelKey(reading), reading]));
  const stores = new Set(
    metered
      .filter(({ quantity }) => quantity === 'chargeMw' || quantity === 'dischargeMw')
      .map(({ element }) => element),
  );
  const kept = modelled
    .filter((reading) => !byChannel.has(channelKey(reading)))
    .map((reading): Reading => {
      if (reading.quantity === 'storedMwh' && stores.has(reading.element))
        return { ...reading, value: 0, quality: 'missing' };
      const generated = byChannel.get(`${reading.element} generationMw`);
      return reading.quantity === 'availableMw' && generated !== undefined
        ? { ...reading, value: Math.max(reading.value, generated.value) }
        : reading;
    });
  return [...kept, ...metered];
}
