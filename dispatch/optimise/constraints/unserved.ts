import type { Problem } from '#dispatch/domain';
import { columnAt, type Decision } from '../model/lp-model.ts';
import { type BlockContext, zero } from './block-context.ts';
import type { SiteDecisions } from './site_power.ts';

export const UNSERVED = 'unserved';

export interface UnservedDecisions {
  readonly unservedMw: readonly Decision<'MW'>[];
}

/**
 * Load that cannot be met is shed at a price, so that a hard day still has a plan; at an infinite price none is. Columns
 * and charges.
 */
export const unserved = ({
  problem,
  model,
  grid,
  hours,
  largestDrawMw,
  areaRows,
}: BlockContext): UnservedDecisions => {
  const isShed = Number.isFinite(problem.unservedYuanPerMwh);
  const unservedMw = problem.areas.map((area, a) => {
    const hasSites = sitesOf(problem, a).length > 0;
    return model.decide<'MW'>('unservedMw', area.id, grid.periodCount, zero, (t) =>
      !isShed ? 0 : hasSites ? largestDrawMw : Math.max(0, area.loadMw[t]!),
    );
  });
  unservedMw.forEach((decision, a) => {
    for (let t = 0; t < grid.periodCount; t++) {
      const column = columnAt(decision, t);
      model.add(areaRows[a]![t]!, 1, column);
      if (isShed) model.charge('unserved', column, problem.unservedYuanPerMwh * hours[t]!);
    }
  });
  return { unservedMw };
};

const sitesOf = ({ sites }: Problem, area: number): number[] =>
  sites.flatMap((site, s) => (site.area === area ? [s] : []));

/** Whether an area has anything but load that takes power: only there could more be shed than is drawn. */
const hasOtherTakers = (problem: Problem, area: number): boolean =>
  problem.acLines.some(({ fromArea, toArea }) => fromArea === area || toArea === area) ||
  problem.hvdcLinks.some((link) => link.area === area) ||
  problem.converters.some(({ fromArea, toArea }) => fromArea === area || toArea === area) ||
  problem.batteries.some((battery) => battery.area === area && battery.site === undefined) ||
  problem.gridConnections.some((grid) => grid.area === area && grid.exportLimitMw > 0);

/** Keeps the row from binding where nothing is drawn and nothing shed, which would make the price of the first watt any. */
const SLACK_MW = 1e-5;

/**
 * Only load is shed: unserved <= load + what the area's sites draw. More would feed stores, links or the grid with power
 * that nobody makes. Rows only where an area has sites and something that could take more; where it has no sites the
 * load is the upper bound.
 */
export const onlyLoadIsShed = (
  { problem, model, grid }: BlockContext,
  { unservedMw }: UnservedDecisions,
  { facilityMw }: Pick<SiteDecisions, 'facilityMw'>,
): void => {
  problem.areas.forEach((area, a) => {
    const sites = sitesOf(problem, a);
    if (sites.length === 0 || !hasOtherTakers(problem, a)) return;
    for (let t = 0; t < grid.periodCount; t++) {
      const most = Math.max(0, area.loadMw[t]!) + SLACK_MW;
      const row = model.row<'MW'>(UNSERVED, area.id, t, Number.NEGATIVE_INFINITY, most);
      model.add(row, 1, columnAt(unservedMw[a]!, t));
      for (const s of sites) model.add(row, -1, columnAt(facilityMw[s]!, t));
    }
  });
};
