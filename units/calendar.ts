import { MS_PER_HOUR } from './horizon.ts';
import type { EpochMs, Hours } from './quantity.ts';

/** Asia/Shanghai has kept UTC+8 without summer time since 1992. */
const SHANGHAI_OFFSET_MS = 8 * MS_PER_HOUR;
export const MS_PER_DAY = 24 * MS_PER_HOUR;

/** `2025-03-10`: the Shanghai calendar day of an instant. */
export const shanghaiDay = (instantMs: EpochMs): string =>
  new Date(instantMs + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10);
/** The instant at which a Shanghai calendar day begins; NaN when the text is no date. */
export const shanghaiDayStartMs = (day: string): EpochMs => Date.parse(`${day}T00:00:00+08:00`);
/** Hours since Shanghai midnight, 0 <= h < 24. */
export const shanghaiHourOfDay = (instantMs: EpochMs): Hours =>
  ((((instantMs + SHANGHAI_OFFSET_MS) % MS_PER_DAY) + MS_PER_DAY) % MS_PER_DAY) / MS_PER_HOUR;
/** `2025-03-10T08:15:00+08:00`, as people of the region read a clock. */
export const shanghaiIso = (instantMs: EpochMs): string =>
  `${new Date(instantMs + SHANGHAI_OFFSET_MS).toISOString().slice(0, 19)}+08:00`;
