export { type DayEnergyInput, dayEnergy } from './day-energy.ts';
export { type DayReportInput, dayReport } from './day-report.ts';
export { type DaySums, daySums, periodBalance } from './day-sums.ts';
export { type KpiContext, kpisOf } from './kpis.ts';
export * from './meters.ts';
export { type PeriodMetersInput, periodMeters } from './period-meters.ts';
export { openingContent } from './storage.ts';
export { traceOfReadings } from './trace-of-readings.ts';
export { tracePeriod } from './trace-period.ts';
