import type { JobStory } from '#dispatch/domain';
import { jobById, jobEvents, jobReadingsOf, jobRow, lastRun, traceWithin } from '#dispatch/store';
import { type DispatchState, storeOf } from './room-state.ts';

/** One job: what it asked for, what happened to it and when, and where its watt-hours came from. */
export async function jobStory(state: DispatchState, id: string): Promise<JobStory | null> {
  const store = storeOf(state);
  const stored = await jobById(store, id);
  if (stored === null) return null;
  const run = await lastRun(store, id);
  const executor = run?.executorId === state.local.id ? state.local : state.twin;
  return {
    ...jobRow(stored),
    job: stored.job,
    placement: stored.placement,
    refusal: stored.refusal,
    events: await jobEvents(store, id),
    energy: await energyOf(state, id),
    output: run === null ? null : await executor.output(run.attemptId).catch(() => null),
  };
}

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
