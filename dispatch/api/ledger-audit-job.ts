import { z } from 'zod';
import { auditLedger } from '#dispatch/cycle';
import type { BackgroundJob } from '#platform/jobs';
import type { DispatchState } from './room-state.ts';
import type { AuditRunBody } from './schemas/ledger-bodies.ts';

/** Name under which audits of the ledger wait in the hall's background jobs. */
export const LEDGER_AUDIT_JOB = 'dispatch.ledger-audit';

/** An audit changes nothing: one that a stop of the centre interrupted begins anew. */
export function defineLedgerAuditJob(state: DispatchState): void {
  state.context.jobs.define(LEDGER_AUDIT_JOB, z.strictObject({}), (_, control) => {
    const isCancelled = () => control.signal.aborted;
    const progress = (ratio: number) => {
      void control.progress('audit', ratio).catch(() => {});
    };
    return auditLedger(state.context.db, { publicKey: state.signer.publicKey, progress, isCancelled });
  });
}

export const auditRun = (job: BackgroundJob): z.output<typeof AuditRunBody> => ({
  id: job.id,
  state: job.state,
  ratio: job.ratio,
  submittedAtMs: job.submittedAtMs,
  endedAtMs: job.endedAtMs,
  result: job.result as z.output<typeof AuditRunBody>['result'],
  error: job.error,
});
