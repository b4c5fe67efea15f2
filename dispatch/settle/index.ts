export { claimsOfTrace, contractsOfTrace, coveredByTrace } from './of-trace.ts';
export { partyFace } from './parties.ts';
export { partyTotals } from './party-totals.ts';
export { pricesAt } from './prices.ts';
export type { ContractPart, JobAccount, JobClaimed, SettlePeriod } from './records.ts';
export { MonthSettlement, type Settlement } from './settlement.ts';
export { type NextLine, nextVersion, standingLines } from './versions.ts';
