import { setTimeout as sleep } from 'node:timers/promises';
import type { LedgerAudit } from '#dispatch/cycle';
import { apiClient, green, type Terminal } from '#platform/cli-shell';
import { AppError } from '#platform/errors';
import type { CliTools } from './tools.ts';

interface AuditRun {
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly ratio: number;
  readonly result: LedgerAudit | null;
  readonly error: string | null;
}
const POLL_MS = 300;

/** Has the centre audit its ledger and waits for the verdict. */
export async function runAudit(
  options: { readonly json?: boolean },
  terminal: Terminal,
  tools: CliTools,
): Promise<void> {
  const client = await apiClient(terminal, tools.projectRoot);
  const { id } = await client.post<{ id: string }>('/api/dispatch/ledger/audits', {});
  const read = () => client.get<AuditRun>(`/api/dispatch/ledger/audits/${id}`);
  let run = await read();
  for (; run.state === 'queued' || run.state === 'running'; run = await read()) await sleep(POLL_MS);
  if (run.result === null) throw didNotEnd(run.error);
  if (!run.result.whole) throw isTampered(run.result);
  if (options.json) terminal.print(JSON.stringify(run.result));
  else for (const line of wordsOf(run.result, terminal)) terminal.print(line);
}

function* wordsOf(audit: LedgerAudit, terminal: Terminal): Generator<string> {
  const { blockCount, leafCount, tracedCount } = audit;
  const mark = green(terminal, '✓');
  yield terminal.language === 'zh'
    ? `${mark} 账本完整：${blockCount} 个区块、${leafCount} 条记录逐一重算，${tracedCount} 个时段版本重新溯源，全部一致。`
    : `${mark} The ledger is whole: ${blockCount} blocks and ${leafCount} rows were derived again, ${tracedCount} versions of periods traced anew.`;
  yield terminal.language === 'zh' ? `  公钥 ${audit.publicKey}` : `  Signed with ${audit.publicKey}`;
}

const didNotEnd = (error: string | null): AppError =>
  new AppError({
    code: 'ledger-audit-failed',
    kind: 'unavailable',
    message: `The audit came to no verdict: ${error ?? 'it was cancelled'}.`,
    remedy: 'Run it again; see the centre’s log if it fails again.',
  });

const isTampered = ({ faults, faultCount }: LedgerAudit): AppError =>
  new AppError({
    code: 'ledger-not-whole',
    kind: 'conflict',
    message: `The ledger is not as it was written: ${faultCount} ${faultCount === 1 ? 'fault' : 'faults'}.`,
    problems: faults.map(({ place, reason }) => ({
      field: place,
      message: reason,
      remedy: 'Compare with a backup, and find out who wrote to the database.',
    })),
    remedy: 'Restore the database from a backup whose audit is whole; keep this one as evidence.',
  });
