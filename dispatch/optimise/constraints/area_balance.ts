import { holdBlockAt } from '../hold-blocks.ts';
import { columnAt, type Row } from '../model/lp-model.ts';
import type { BlockContext } from './block-context.ts';

export const AREA_BALANCE = 'area_balance';

/**
 * Power that comes into an area equals power that goes out, in every period (Kirchhoff's current law):
 * what is available minus curtailed, hydro, discharge, import, inflow of lines and unserved load
 * = load + charge + export + HVDC sent + sites. Returns the rows, indexed by area and period.
 */
export const areaBalance = (context: BlockContext): Row<'MW'>[][] => {
  const { problem, model } = context;
  const rows = problem.areas.map((area, a) =>
    Array.from({ length: problem.horizon.periodCount }, (_, t) => {
      const netLoad = area.loadMw[t]! - availableMw(context, a, t);
      return model.row<'MW'>(AREA_BALANCE, area.id, t, netLoad, netLoad);
    }),
  );
  for (let t = 0; t < problem.horizon.periodCount; t++) {
    addSources(context, rows, t);
    addTransport(context, rows, t);
    addConsumption(context, rows, t);
  }
  return rows;
};

const availableMw = ({ problem }: BlockContext, area: number, t: number): number =>
  problem.renewables.reduce((sum, plant) => (plant.area === area ? sum + plant.availableMw[t]! : sum), 0);

const addSources = ({ problem, model, decisions }: BlockContext, rows: Row<'MW'>[][], t: number): void => {
  problem.renewables.forEach((plant, i) => {
    model.add(rows[plant.area]![t]!, -1, columnAt(decisions.curtailedMw[i]!, t));
  });
  problem.reservoirs.forEach((plant, i) => {
    model.add(rows[plant.area]![t]!, 1, columnAt(decisions.hydroMw[i]!, t));
  });
  problem.batteries.forEach((battery, i) => {
    model.add(rows[battery.area]![t]!, 1, columnAt(decisions.dischargeMw[i]!, t));
    model.add(rows[battery.area]![t]!, -1, columnAt(decisions.chargeMw[i]!, t));
  });
};

const addTransport = ({ problem, model, decisions }: BlockContext, rows: Row<'MW'>[][], t: number): void => {
  problem.acLines.forEach((line, i) => {
    model.add(rows[line.fromArea]![t]!, -1, columnAt(decisions.lineFlowMw[i]!, t));
    model.add(rows[line.toArea]![t]!, 1, columnAt(decisions.lineFlowMw[i]!, t));
  });
  problem.hvdcLinks.forEach((link, i) => {
    const block = holdBlockAt(problem.horizon, link.holdPeriods, t);
    model.add(rows[link.area]![t]!, -1, columnAt(decisions.hvdcSentMw[i]!, block));
  });
  problem.gridConnections.forEach((grid, i) => {
    model.add(rows[grid.area]![t]!, 1, columnAt(decisions.importMw[i]!, t));
    model.add(rows[grid.area]![t]!, -1, columnAt(decisions.exportMw[i]!, t));
  });
};

const addConsumption = (
  { problem, model, decisions }: BlockContext,
  rows: Row<'MW'>[][],
  t: number,
): void => {
  problem.areas.forEach((_, a) => {
    model.add(rows[a]![t]!, 1, columnAt(decisions.unservedMw[a]!, t));
  });
  problem.sites.forEach((site, s) => {
    model.add(rows[site.area]![t]!, -1, columnAt(decisions.facilityMw[s]!, t));
  });
};
