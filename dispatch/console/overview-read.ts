import type { OverviewView } from '#dispatch/domain';
import { useRead } from '#platform/web-shell';

/** State of the region now; the bar on top and the Overview read the same answer. */
export const useOverview = () =>
  useRead<OverviewView>('/api/dispatch/overview', {
    topics: ['dispatch.overview', 'dispatch.cycle', 'dispatch.plan'],
    everyMs: 15_000,
  });
