import type { Region } from '#dispatch/domain';
import { useRead } from '#platform/web-shell';

/** The region's description: names of sites, pools and stations. It changes only with a restart. */
export const useRegion = () => useRead<Region>('/api/dispatch/region');
