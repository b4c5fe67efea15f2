import type { Explanation, ExplanationKind, Placement, Plan, PriceSetter, Region } from '#dispatch/domain';
import type { EpochMs } from '#units';

export interface ExplanationFilter {
  readonly element?: string | null;
  readonly kind?: ExplanationKind | null;
  /** Stretches that contain this instant. */
  readonly atMs?: EpochMs | null;
}

/** Explanations about an element, or that it binds; of a kind; at an instant. In the order of the plan: most at stake first. */
export const selectExplanations = (
  explanations: readonly Explanation[],
  { element, kind, atMs }: ExplanationFilter,
): Explanation[] =>
  explanations.filter(
    (row) =>
      (element == null || concerns(row, element)) &&
      (kind == null || row.kind === kind) &&
      (atMs == null || (row.fromMs <= atMs && atMs < row.toMs)),
  );

const concerns = (row: Explanation, element: string): boolean =>
  row.element === element || row.binding.some((bound) => bound.element === element);

/** One job of a plan: where it is, and what else the plan decided around it while it runs. */
export interface JobReasons {
  readonly placement: Placement;
  readonly priceSetters: readonly PriceSetter[];
  readonly explanations: readonly Explanation[];
}

/** What sets the price of a job's area while it runs, and the limits of its pool, its site and its area at that time. */
export const jobReasons = (plan: Plan, region: Region, jobId: string): JobReasons | null => {
  const placement = plan.placements.find((row) => row.jobId === jobId);
  if (placement === undefined) return null;
  const area = region.sites.find(({ id }) => id === placement.siteId)?.area;
  const runs = ({ fromMs, toMs }: { readonly fromMs: EpochMs; readonly toMs: EpochMs }): boolean =>
    placement.segments.some(({ startMs, endMs }) => startMs < toMs && fromMs < endMs);
  const near = new Set([placement.poolId, placement.siteId, placement.jobId]);
  return {
    placement,
    priceSetters: plan.priceSetters.filter((row) => row.area === area && runs(row)),
    explanations: plan.explanations.filter(
      (row) => runs(row) && (near.has(row.element) || row.binding.some(({ element }) => near.has(element))),
    ),
  };
};
