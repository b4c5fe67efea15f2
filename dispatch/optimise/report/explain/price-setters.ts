import type { PriceSetter } from '#dispatch/domain';
import { periodStartMs } from '#units';
import { holdBlockAt } from '../../hold-blocks.ts';
import type { Columns } from '../../model/lp-model.ts';
import type { SolvedPoint } from './solved-point.ts';
import { runsOf, sumOver } from './stretches.ts';
import { zoneOf } from './zones.ts';

interface Marginal {
  readonly kind: PriceSetter['kind'];
  readonly element: string;
  readonly decision: Columns;
  stepAt(t: number): number;
}

/**
 * What makes each area's price: the first element, in the order of the list below, that could give or take one MW more
 * or less and does so at that price; it lies in the area itself, or is reached over lines with room. `limits` where
 * every element is at a limit.
 */
export const priceSettersOf = (point: SolvedPoint): PriceSetter[] => {
  const { problem, table } = point.power;
  const marginals = problem.areas.map((_, area) => marginalsOf(point, area));
  const { periodCount } = table.grid;
  return problem.areas.flatMap((area, a) => {
    const found = Array.from({ length: periodCount }, (_, t) => setterOf(point, marginals, a, t));
    const tagOf = (t: number): string => `${found[t]?.kind ?? 'limits'} ${found[t]?.element ?? area.id}`;
    return runsOf(periodCount, tagOf).map((run) => ({
      area: area.id,
      kind: found[run.from]?.kind ?? ('limits' as const),
      element: found[run.from]?.element ?? area.id,
      fromMs: periodStartMs(problem.horizon, run.from),
      toMs: periodStartMs(problem.horizon, run.to),
      yuanPerMwh: sumOver(run, (t) => point.areaPrice(a, t)) / (run.to - run.from),
    }));
  });
};

/** Elements of an area by how directly their own cost is a price: what burns and trades first, what only stores last. */
const marginalsOf = ({ power }: SolvedPoint, area: number): Marginal[] => {
  const { problem, decisions } = power;
  const each = (t: number): number => t;
  const here = <Part extends { readonly id: string; readonly area: number }>(
    kind: PriceSetter['kind'],
    parts: readonly Part[],
    columns: readonly Columns[],
    stepAt: (part: Part) => (t: number) => number = () => each,
  ): Marginal[] =>
    parts.flatMap((part, i) =>
      part.area === area ? [{ kind, element: part.id, decision: columns[i]!, stepAt: stepAt(part) }] : [],
    );
  const stores = problem.batteries.map((battery) => ({
    ...battery,
    area: battery.site === undefined ? battery.area : -1,
  }));
  const stations = problem.converters.map((station) => ({ ...station, area: station.fromArea }));
  const own = problem.areas.map(({ id }, index) => ({ id, area: index }));
  return [
    ...here('import', problem.gridConnections, decisions.importMw),
    ...here('export', problem.gridConnections, decisions.exportMw),
    ...here('thermal', problem.thermalUnits, decisions.thermalMw),
    ...here('unserved', own, decisions.unservedMw),
    ...here('curtail', problem.renewables, decisions.curtailedMw),
    ...here(
      'hvdc',
      problem.hvdcLinks,
      decisions.hvdcSentMw,
      (link) => (t) => holdBlockAt(problem.horizon, link.holdPeriods, t),
    ),
    ...here('hydro', problem.reservoirs, decisions.hydroMw),
    ...here('csp', problem.cspPlants, decisions.cspMw),
    ...here('storage', stores, decisions.dischargeMw),
    ...here('storage', stores, decisions.chargeMw),
    ...here('convert', stations, decisions.convertedMw),
  ];
};

/** Elements whose own cost is a price, anywhere within reach, come before stores, which only carry a price in time. */
const setterOf = (
  point: SolvedPoint,
  marginals: readonly (readonly Marginal[])[],
  area: number,
  t: number,
): Marginal | null => {
  const zone = zoneOf(point, area, t);
  for (const stores of [false, true])
    for (const reached of zone)
      for (const marginal of marginals[reached]!)
        if (
          (marginal.kind === 'storage') === stores &&
          isFree(point, marginal.decision.first + marginal.stepAt(t))
        )
          return marginal;
  return null;
};

/**
 * Between its bounds, with no reduced cost, and in no row that ends at a limit which costs something: it would meet the
 * next MW. What a contract or a ramp holds would not.
 */
const isFree = (point: SolvedPoint, column: number): boolean => {
  if (point.isAtUpper(column) || point.isAtLower(column) || point.reducedCost(column) !== 0) return false;
  const { rowLower, rowUpper } = point.data;
  let free = true;
  point.entriesOf(column, (row) => {
    if (rowLower[row] !== rowUpper[row] && point.dual(row) !== 0) free = false;
  });
  return free;
};
