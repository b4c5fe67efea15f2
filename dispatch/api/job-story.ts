import type { Job, JobStory } from '#dispatch/domain';
import { jobById, jobEvents, jobReadingsOf, jobRow, lastRun, traceWithin } from '#dispatch/store';
import { type Role, roleReaches } from '#platform/http-shell';
import { type DispatchState, storeOf } from './room-state.ts';

/**
 * One job: what it asked for, what happened to it and when, and where its watt-hours came from. Its command and what
 * that printed may hold secrets: they are for operators.
 */
export async function jobStory(state: DispatchState, id: string, reader: Role): Promise<JobStory | null> {
  const store = storeOf(state);
  const stored = await jobById(store, id);
  if (stored === null) return null;
  const run = await lastRun(store, id);
  const mayReadOutput = roleReaches(reader, 'operator');
  const executor = run?.executorId === state.local.id ? state.local : state.twin;
  return {
    ...jobRow(stored),
    job: mayReadOutput ? stored.job : withoutCommand(stored.job),
    placement: stored.placement,
    refusal: stored.refusal,
    events: await jobEvents(store, id),
    energy: await energyOf(state, id),
    output: run === null || !mayReadOutput ? null : await executor.output(run.attemptId).catch(() => null),
  };
}

const withoutCommand = ({ command: _command, ...job }: Job): Job => job as Job;

async function energyOf(state: DispatchState, id: string): Promise<JobStory['energy']> {
  const store = storeOf(state);
  const readings = await jobReadingsOf(store, id);
  if (readings.length === 0) return [];
  const methods = new Map(readings.map((reading) => [reading.periodStartMs, reading.method]));
  const fromMs = readings[0]!.periodStartMs;
  const toMs = readings.at(-1)!.periodStartMs + 1;
  const traces = await traceWithin(store, fromMs, toMs, id);
  return traces.flatMap((trace) =>
    trace.rows.map((row) => ({
      periodStartMs: row.periodStartMs,
      energyWh: row.energyWh,
      bySourceWh: row.bySourceWh,
      co2Tonnes: row.co2Tonnes,
      method: methods.get(row.periodStartMs) ?? 'modelled',
    })),
  );
}
