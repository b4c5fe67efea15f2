export { readSourceKey } from './lots.ts';
export * from './meters.ts';
export { type PeriodMetersInput, periodMeters } from './period-meters.ts';
export { openingContent } from './storage.ts';
export { tracePeriod } from './trace-period.ts';
export { electricalZones } from './zones.ts';
