import type { Problem } from '#dispatch/domain';
import { kwToMw } from '#units';
import type { Room } from '../bids/room.ts';
import type { TimeGrid } from '../bids/time-grid.ts';
import { freeUnits } from '../constraints/pool_capacity.ts';
import { roomItMw } from '../constraints/site_power.ts';
import { baseItMw, workKwPerUnit } from '../largest-draw.ts';
import type { PowerModel } from '../power-model.ts';

/** Room for batch work once running work and the online services' share are taken off; Infinity where unlimited. */
export const roomBeside = (power: PowerModel, primal: Float64Array): Room => {
  const { problem, table } = power;
  const room = roomBesideRunning(problem, table.grid);
  for (const stream of power.decisions.online) {
    for (const { pool, units } of stream.served) {
      const site = problem.pools[pool]!.site;
      const mwPerUnit = kwToMw(workKwPerUnit(problem, pool));
      for (let t = 0; t < table.grid.periodCount; t++) {
        const served = primal[units.first + t]!;
        room.freeUnits[pool * table.grid.totalCount + t]! -= served;
        room.freeItMw[site * table.grid.totalCount + t]! -= served * mwPerUnit;
      }
    }
  }
  return room;
};

const roomBesideRunning = (problem: Problem, grid: TimeGrid): Room => {
  const units = new Float64Array(problem.pools.length * grid.totalCount);
  const itMw = new Float64Array(problem.sites.length * grid.totalCount);
  problem.pools.forEach(({ roomUnits = Number.POSITIVE_INFINITY, committedUnits }, pool) => {
    for (let t = 0; t < grid.totalCount; t++)
      units[pool * grid.totalCount + t] = Math.min(
        freeUnits({ problem }, pool, t),
        Math.max(0, roomUnits - (committedUnits[t] ?? 0)),
      );
  });
  problem.sites.forEach((site, s) => {
    const base = baseItMw(problem, s);
    for (let t = 0; t < grid.totalCount; t++) {
      // The tail keeps the limit of the horizon's last period.
      const known = Math.min(t, grid.periodCount - 1);
      itMw[s * grid.totalCount + t] = Math.max(0, roomItMw(site, known) - base[known]!);
    }
  });
  return { freeUnits: units, freeItMw: itMw };
};
