export { actOnCertificates, type CertificateDesk } from './act-on-certificates.ts';
export { type Assembled, type AssembleInput, assembleProblem } from './assemble.ts';
export { type AuditRequest, auditLedger, type LedgerAudit } from './audit-ledger.ts';
export type { CarriedWork, StartedWork } from './carried.ts';
export { type CaseAnswer, caseAnswer } from './case-answer.ts';
export { certifiedDevices, ownerOf } from './certified-region.ts';
export { closeMetered } from './close-metered.ts';
export { copiesOf, copyId } from './copies.ts';
export { type DayRecords, dayEnergyOf, dayReportOf, reportOf } from './day.ts';
export {
  type CycleDependencies,
  type CycleSettings,
  DEFAULT_SETTINGS,
  executorFor,
} from './dependencies.ts';
export { newJob } from './feed.ts';
export { footprintOf } from './footprint-view.ts';
export { forecastStory, forecastView, shownTargets } from './forecast-views.ts';
export { jobWindow } from './job-window.ts';
export { LedShards } from './lead-shards.ts';
export { startLiveCycle } from './live.ts';
export type { LiveCycle, PlanWish } from './live-cycle.ts';

export {
  closeMonth,
  linesOfMonth,
  monthSpan,
  statementMonths,
} from './month-settlement.ts';

export { type DerivedFault, rederiveCertificates } from './rederive-certificates.ts';

export { type ReplayRequest, type ReplayResult, replay } from './replay.ts';
export { resolveWindow } from './resolve.ts';
export { type ShardServing, serveShards } from './serve-shards.ts';
export { ShardRoom } from './shard-room.ts';
export { solveCase } from './solve-case.ts';
export { told } from './story.ts';
export { type Delivery, takeReadings } from './take-readings.ts';
export type { WindowValues } from './values.ts';
export { type LoadWith, type ReadVariant, readVariants, readWish } from './variants.ts';
export { type PlannedVariant, planVariants, type Situation, waiting } from './what-if.ts';
export { initialState, type PlannedWindow, type PlanWindowRequest, planWindow, unhurried } from './window.ts';
export { type FedScenario, withFeeds } from './with-feeds.ts';
