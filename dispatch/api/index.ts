import type { RoomApp } from '#platform/http-shell';
import { caseRoutes } from './case-routes.ts';
import { certificateRoutes } from './certificate-routes.ts';
import { cycleRoutes } from './cycle-routes.ts';
import { explainRoutes } from './explain-routes.ts';
import { footprintRoutes } from './footprint-routes.ts';
import { forecastRoutes } from './forecast-routes.ts';
import { jobRoutes } from './job-routes.ts';
import { defineLedgerAuditJob } from './ledger-audit-job.ts';
import { ledgerRoutes } from './ledger-routes.ts';
import { meterRoutes } from './meter-routes.ts';
import { definePlanJob } from './plan-request.ts';
import { planRoutes } from './plan-routes.ts';
import { reportRoutes } from './report-routes.ts';
import type { DispatchState } from './room-state.ts';
import { ruleRoutes } from './rule-routes.ts';
import { siteRoutes } from './site-routes.ts';
import { statementRoutes } from './statement-routes.ts';
import { traceRoutes } from './trace-routes.ts';
import { defineWhatIfJob } from './what-if-job.ts';
import { whatIfRoutes } from './what-if-routes.ts';

export type { DispatchState } from './room-state.ts';

/** Every address of this room, and the background jobs behind requested plans and comparisons. */
export function dispatchApi(app: RoomApp, state: DispatchState): void {
  // Answers go out as they are: their types are checked when this compiles, so nothing is searched or cut at run time.
  app.setSerializerCompiler(() => (answer) => JSON.stringify(answer));
  definePlanJob(state);
  defineWhatIfJob(state);
  defineLedgerAuditJob(state);
  cycleRoutes(app, state);
  planRoutes(app, state);
  explainRoutes(app, state);
  whatIfRoutes(app, state);
  caseRoutes(app, state);
  jobRoutes(app, state);
  ruleRoutes(app, state);
  siteRoutes(app, state);
  forecastRoutes(app, state);
  meterRoutes(app, state);
  reportRoutes(app, state);
  ledgerRoutes(app, state);
  statementRoutes(app, state);
  footprintRoutes(app, state);
  traceRoutes(app, state);
  certificateRoutes(app, state);
}
