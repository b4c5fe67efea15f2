import type { CommitmentInput, Problem, ThermalInput } from '#dispatch/domain';
import { smallGrid, smallProblem } from './small-problem.ts';

/** The same value in every period. */
export const flat = (count: number, value: number): Float64Array => new Float64Array(count).fill(value);

/** Ten MW of coal at 100 yuan a MWh, on at 4 MW at least; every part may be replaced. */
export const unit = (periods: number, over: Partial<ThermalInput> = {}): ThermalInput => ({
  id: 'coal',
  area: 0,
  ratedMw: 10,
  minimumRatio: 0.4,
  availableRatio: flat(periods, 1),
  operatingYuanPerMwh: flat(periods, 100),
  emissionTco2PerMwh: 0.8,
  ...over,
});
/** On-off decisions that cost nothing and bind nowhere; every part may be replaced. */
export const commitment = (over: Partial<CommitmentInput> = {}): CommitmentInput => ({
  noLoadYuanPerH: 0,
  startYuan: 0,
  stopYuan: 0,
  minimumUpPeriods: 1,
  minimumDownPeriods: 1,
  before: { isOn: false, periods: 100 },
  ...over,
});
/** A load beside a unit and a grid at the given prices; what the unit makes too much can be sold at the given price. */
export const beside = (
  thermal: ThermalInput,
  loadMw: readonly number[],
  gridYuan: readonly number[],
  over: Partial<Problem> = {},
): Problem =>
  smallProblem(loadMw.length, {
    areas: [{ id: 'a', loadMw: Float64Array.from(loadMw) }],
    gridConnections: [smallGrid(Float64Array.from(gridYuan))],
    thermalUnits: [thermal],
    sites: [],
    pools: [],
    ...over,
  });
