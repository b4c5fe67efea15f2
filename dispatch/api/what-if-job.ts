import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import {
  type LoadWith,
  planVariants,
  type ReadVariant,
  readVariants,
  type Situation,
  withFeeds,
} from '#dispatch/cycle';
import type { WhatIfWish } from '#dispatch/domain';
import type { Planner } from '#dispatch/optimise';
import { loadScenario } from '#dispatch/sources';
import { beginWhatIf, endWhatIf, keepVariant, storeDb, whatIfById } from '#dispatch/store';
import { AppError } from '#platform/errors';
import type { JobControl } from '#platform/jobs';
import { cycleOf, type DispatchState, storeOf } from './room-state.ts';

/** Name under which comparisons wait in the hall's background jobs. */
export const WHAT_IF_JOB = 'dispatch.what-if';
export const WHAT_IF_TOPIC = 'dispatch.what-if';
const WhatIfJob = z.strictObject({ whatIfId: z.string() });

/** Wall seconds after which the best plan of a variant so far is taken, and says so. */
const VARIANT_LIMIT_S = 60;
/** Nine plans, each after the live plans before it. */
const LONGEST_S = 2 * 3600;
const START_POLL_MS = 200;

/** Comparisons run one at a time; one that a stop of the centre interrupted begins anew. */
export function defineWhatIfJob(state: DispatchState): void {
  state.context.jobs.define(
    WHAT_IF_JOB,
    WhatIfJob,
    ({ whatIfId }, control) => compare(state, whatIfId, control),
    { expireSeconds: LONGEST_S },
  );
}

async function compare(state: DispatchState, id: string, control: JobControl): Promise<void> {
  const { db, events } = state.context;
  const planner = await plannerOf(state, control);
  const stored = await whatIfById(storeOf(state), id);
  if (stored === null) return;
  try {
    const variants = await readVariants(stored.wish, regionWith(state));
    const situation = await situationOf(state, stored.wish, variants);
    const startMs = Math.round(situation.fromMs);
    const begun = await db.transaction().execute((trx) => beginWhatIf(storeDb(trx), id, startMs));
    if (!begun) return;
    events.publish(WHAT_IF_TOPIC, { id });
    for await (const planned of planVariants(variants, situation, toolsOf(state, planner, control))) {
      const result = { ...planned, atMs: state.context.clock.now() };
      await db.transaction().execute((trx) => keepVariant(storeDb(trx), id, result));
      events.publish(WHAT_IF_TOPIC, { id });
    }
    await endWhatIf(storeOf(state), id, 'done');
  } catch (error) {
    // Cancelled: said already. Stopped with the centre: begun anew after the next start.
    if (!control.signal.aborted) await endWhatIf(storeOf(state), id, 'failed', failureOf(error));
    throw error;
  } finally {
    events.publish(WHAT_IF_TOPIC, { id });
  }
}

const failureOf = (error: unknown): string =>
  error instanceof AppError ? `${error.message} ${error.remedy}` : String(error);

/** Background jobs wake before the room has started. */
async function plannerOf(state: DispatchState, control: JobControl): Promise<Planner> {
  while (state.comparing === null) {
    control.signal.throwIfAborted();
    await sleep(START_POLL_MS);
  }
  return state.comparing();
}

const toolsOf = (state: DispatchState, planner: Planner, control: JobControl) => ({
  planner,
  timeLimitS: VARIANT_LIMIT_S,
  isCancelled: () => control.signal.aborted,
  progress: (position: number, stage: string, ratio: number) => {
    void control.progress(`${position} ${stage}`, ratio).catch(() => {});
  },
  turn: () => cycleOf(state).settled(),
});

/** The region of this centre with some values replaced, fed like its own. */
export const regionWith =
  (state: DispatchState): LoadWith =>
  async (set) => {
    const loaded = await loadScenario(state.scenario.folder, { set });
    if (set.length > 0) return withFeeds(loaded, storeOf(state));
    // Otherwise a comparison would show the edit as the effect of a variant.
    if (JSON.stringify(loaded.region) !== JSON.stringify(state.scenario.region)) throw regionEdited();
    return state.scenario;
  };

const regionEdited = (): AppError =>
  new AppError({
    code: 'region-edited',
    kind: 'conflict',
    message: 'The file of the region was edited since the centre started.',
    remedy: 'Restart the centre, so that it runs the region of the file; then compare.',
  });

/** Now with all that runs and waits; or a window of the scenario with its own jobs. */
async function situationOf(
  state: DispatchState,
  wish: WhatIfWish,
  variants: readonly ReadVariant[],
): Promise<Situation> {
  if (wish.fromAt !== undefined) return { fromMs: Date.parse(wish.fromAt), foresight: 'forecast' };
  return cycleOf(state).situation(Math.max(...variants.map((variant) => variant.hours)));
}
