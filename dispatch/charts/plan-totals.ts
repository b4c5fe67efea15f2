import type { Plan, PlanSeries } from '#dispatch/domain';

/** Sums of a plan's rows over the region, one number a period, MW. */
export interface PlanTotals {
  readonly pvMw: readonly number[];
  readonly windMw: readonly number[];
  readonly hydroMw: readonly number[];
  readonly cspMw: readonly number[];
  /** Power and heat out of fuel. */
  readonly thermalMw: readonly number[];
  /** What heat pumps give beyond what they take. */
  readonly ambientMw: readonly number[];
  readonly dischargeMw: readonly number[];
  readonly importMw: readonly number[];
  readonly unservedMw: readonly number[];
  /** Sun and wind that were there and are not used. */
  readonly curtailedMw: readonly number[];
  readonly loadMw: readonly number[];
  /** Facility power of all sites, cooling included. */
  readonly computeMw: readonly number[];
  readonly chargeMw: readonly number[];
  readonly gridExportMw: readonly number[];
  readonly hvdcSentMw: readonly number[];
  /** What DC links between areas and converters take beyond what they give. */
  readonly transferLossMw: readonly number[];
}

/** Rows of one kind and quantity, e.g. all batteries' `storedMwh`. */
export const rowsOf = (plan: Plan, kind: PlanSeries['kind'], quantity: string): readonly PlanSeries[] =>
  plan.series.filter((row) => row.kind === kind && row.quantity === quantity);

const sumOf = (plan: Plan, rows: readonly PlanSeries[]): number[] => {
  const total = new Array<number>(plan.horizon.periodCount).fill(0);
  for (const { values } of rows) for (let t = 0; t < total.length; t++) total[t]! += values[t] ?? 0;
  return total;
};

const RENEWABLES = ['pv', 'wind'] as const;
const curtailed = (plan: Plan): number[] => {
  const sum = (quantity: string) =>
    sumOf(
      plan,
      RENEWABLES.flatMap((kind) => rowsOf(plan, kind, quantity)),
    );
  const stated = RENEWABLES.flatMap((kind) => rowsOf(plan, kind, 'curtailedMw'));
  if (stated.length > 0) return sumOf(plan, stated);
  const generation = sum('generationMw');
  return sum('availableMw').map((available, t) => Math.max(0, available - (generation[t] as number)));
};

/** Where the region's power comes from and goes to, period by period. */
export const planTotals = (plan: Plan): PlanTotals => {
  const sum = (kind: PlanSeries['kind'], quantity: string) => sumOf(plan, rowsOf(plan, kind, quantity));
  return {
    pvMw: sum('pv', 'generationMw'),
    windMw: sum('wind', 'generationMw'),
    hydroMw: sum('hydro', 'generationMw'),
    cspMw: sum('csp', 'generationMw'),
    thermalMw: sumOf(plan, [
      ...rowsOf(plan, 'thermal', 'generationMw'),
      ...rowsOf(plan, 'thermal', 'heatMw'),
    ]),
    ambientMw: transferGains(plan, 1),
    dischargeMw: sum('battery', 'dischargeMw'),
    importMw: sum('grid', 'importMw'),
    unservedMw: sum('area', 'unservedMw'),
    curtailedMw: curtailed(plan),
    loadMw: sum('area', 'loadMw'),
    computeMw: sum('site', 'facilityMw'),
    chargeMw: sum('battery', 'chargeMw'),
    gridExportMw: sum('grid', 'exportMw'),
    hvdcSentMw: sum('hvdc', 'sentMw'),
    transferLossMw: transferGains(plan, -1),
  };
};

/**
 * Power that DC links between areas and converters give beyond what they take (sign 1: heat pumps), or take beyond what
 * they give (sign -1: losses), each by itself.
 */
const transferGains = (plan: Plan, sign: 1 | -1): number[] => {
  const total = new Array<number>(plan.horizon.periodCount).fill(0);
  for (const [kind, taken, given] of [
    ['dcLink', 'sentMw', 'deliveredMw'],
    ['converter', 'takenMw', 'givenMw'],
  ] as const) {
    const arrived = new Map(rowsOf(plan, kind, given).map(({ element, values }) => [element, values]));
    for (const { element, values } of rowsOf(plan, kind, taken))
      values.forEach((mw, t) => {
        total[t]! += Math.max(0, sign * ((arrived.get(element)?.[t] ?? 0) - mw));
      });
  }
  return total;
};

/** Energy of a row of mean powers, MWh. */
export const energyMwh = (plan: Plan, powersMw: readonly number[]): number =>
  powersMw.reduce((sum, power) => sum + power, 0) * (plan.horizon.periodMinutes / 60);
