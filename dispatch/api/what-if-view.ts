import type { VariantPlanView, WhatIfSummary, WhatIfView } from '#dispatch/domain';
import { listWhatIfs, type StoredWhatIf, variantPlan, variantsOf, whatIfById } from '#dispatch/store';
import { type DispatchState, storeOf } from './room-state.ts';

/** The comparisons that are kept, the latest first. */
export const whatIfSummaries = async (state: DispatchState): Promise<WhatIfSummary[]> =>
  Promise.all((await listWhatIfs(storeOf(state))).map((stored) => summaryOf(state, stored)));

/** One comparison with what is planned of it so far; null when unknown. */
export async function whatIfView(state: DispatchState, id: string): Promise<WhatIfView | null> {
  const db = storeOf(state);
  const stored = await whatIfById(db, id);
  if (stored === null) return null;
  const kept = await variantsOf(db, id);
  return {
    ...(await summaryOf(state, stored)),
    wish: stored.wish,
    variants: kept.map(({ outcome }) => outcome),
    profiles: kept.flatMap(({ profile }) => (profile === null ? [] : [profile])),
  };
}

/** The whole plan of a variant; null when it is unknown or has none. */
export async function variantPlanView(
  state: DispatchState,
  whatIfId: string,
  position: number,
): Promise<VariantPlanView | null> {
  const stored = await variantPlan(storeOf(state), whatIfId, position);
  if (stored === null) return null;
  const { outcome, plan, plannedAtMs } = stored;
  return { whatIfId, position, name: outcome.name, createdAtMs: plannedAtMs, plan };
}

/** While it is open the background job knows how far it is, and whether it has ended without a word. */
async function summaryOf(state: DispatchState, stored: StoredWhatIf): Promise<WhatIfSummary> {
  const isOpen = stored.state === 'queued' || stored.state === 'running';
  const job = isOpen ? await state.context.jobs.get(stored.jobId) : null;
  const ended = isOpen && (job === null || job.state === 'failed' || job.state === 'cancelled');
  const [position, stage] = job?.state === 'running' ? (job.stage?.split(' ') ?? []) : [];
  return {
    id: stored.id,
    createdAtMs: stored.createdAtMs,
    createdBy: stored.createdBy,
    state: !ended ? stored.state : job?.state === 'cancelled' ? 'cancelled' : 'failed',
    position: position === undefined ? null : Number(position),
    stage: stage ?? null,
    ratio: isOpen ? (job?.ratio ?? 0) : 1,
    error: stored.error ?? job?.error ?? null,
    horizonStartMs: stored.horizonStartMs,
    hours: stored.wish.hours,
    names: stored.names,
  };
}
