import { useMemo } from 'react';
import { type ChartContext, elementsOf } from '#dispatch/charts';
import { useChartLook } from '#platform/web-shell/charts';
import { useRegion } from './region-read.ts';

/** Language, colours and the region's names for the option builders. The 'now' line is drawn by the chart itself. */
export const useChartContext = (): ChartContext => {
  const look = useChartLook();
  const region = useRegion().data;
  return useMemo(() => ({ ...look, ...(region ? elementsOf(region) : {}) }), [look, region]);
};
