import { baseItMw, workKwPerUnit } from '../largest-draw.ts';
import { drawnBy } from '../model/conversion.ts';
import { columnAt } from '../model/lp-model.ts';
import type { BlockContext } from './block-context.ts';

export const SITE_POWER = 'site_power';

/**
 * Facility power of a site = fixed + facility per IT x (idle + running + batch + online IT power): PUE as a slope and
 * an intercept. The site's own limit is the upper bound of its column; where work that runs already exceeds it, nothing more
 * is added and the plan says so.
 */
export const sitePower = ({ problem, model, decisions, grid }: BlockContext): void => {
  problem.sites.forEach((site, s) => {
    const base = baseItMw(problem, s);
    for (let t = 0; t < grid.periodCount; t++) {
      const perIt = site.facilityPerIt[t]!;
      const known = site.fixedMw[t]! + perIt * base[t]!;
      const row = model.row<'MW'>(SITE_POWER, site.id, t, known, known);
      model.add(row, 1, columnAt(decisions.facilityMw[s]!, t));
      model.add(row, -perIt, columnAt(decisions.batchItMw[s]!, t));
      for (const stream of decisions.online) {
        for (const { pool, units } of stream.served) {
          if (problem.pools[pool]!.site !== s) continue;
          model.addConverted(row, -perIt, drawnBy(workKwPerUnit(problem, pool)), columnAt(units, t));
        }
      }
    }
  });
};
