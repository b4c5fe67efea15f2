import type { Problem } from '#dispatch/domain';
import type { LpModel, Row } from '../model/lp-model.ts';

export const AREA_BALANCE = 'area_balance';

/**
 * Power that comes into an area equals power that goes out, in every period (Kirchhoff's current law). The rows begin
 * with the area's own load; every other block adds what it brings in or takes out. Returns the rows by area and period.
 */
export const areaBalance = (problem: Problem, model: LpModel): Row<'MW'>[][] =>
  problem.areas.map((area) =>
    Array.from({ length: problem.horizon.periodCount }, (_, t) =>
      model.row<'MW'>(AREA_BALANCE, area.id, t, area.loadMw[t]!, area.loadMw[t]!),
    ),
  );
