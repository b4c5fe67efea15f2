import type { PlanReader } from './plan-reader.ts';
import type { Findings } from './violation.ts';

const LAW = 'grid_connection';

/** Import and export keep their limits and share the connection, or only one of them runs. */
export const checkConnections = (read: PlanReader, findings: Findings): void => {
  for (const grid of read.problem.gridConnections) {
    const bought = read.of('grid', grid.id, 'importMw');
    const sold = read.of('grid', grid.id, 'exportMw');
    for (const t of read.periods) {
      findings.atLeast(LAW, grid.id, t, bought[t]!, 0, 'MW');
      findings.atLeast(LAW, grid.id, t, sold[t]!, 0, 'MW');
      findings.atMost(LAW, grid.id, t, bought[t]!, grid.importLimitMw, 'MW');
      findings.atMost(LAW, grid.id, t, sold[t]!, grid.exportLimitMw, 'MW');
      if (grid.isOneWay === true)
        findings.atMost(LAW, `${grid.id}.oneWay`, t, Math.min(bought[t]!, sold[t]!), 0, 'MW', sold[t]!);
      else if (grid.importLimitMw > 0 && grid.exportLimitMw > 0) {
        const used = bought[t]! / grid.importLimitMw + sold[t]! / grid.exportLimitMw;
        findings.atMost(LAW, `${grid.id}.shared`, t, used, 1, 'share');
      }
    }
  }
};

interface Tariffs {
  readonly demandYuan: number;
  readonly tierYuan: number;
  readonly levellingYuan: number;
}

/** What the demand charges, block tariffs and levelling prices of all connections come to. */
export const tariffs = (read: PlanReader): Tariffs => {
  let [demandYuan, tierYuan, levellingYuan] = [0, 0, 0];
  for (const grid of read.problem.gridConnections) {
    const bought = read.of('grid', grid.id, 'importMw');
    for (const { fromPeriod, toPeriod, yuanPerMw, soFarMw } of grid.demandCharges ?? []) {
      const peak = Math.max(soFarMw, ...bought.slice(fromPeriod, toPeriod));
      demandYuan += yuanPerMw * (peak - soFarMw);
    }
    for (const { fromPeriod, toPeriod, soFarMwh, steps } of grid.tiers ?? []) {
      let used = soFarMwh;
      for (let t = fromPeriod; t < toPeriod; t++) used += bought[t]! * read.hours(t);
      for (const { fromMwh, addedYuanPerMwh } of steps)
        tierYuan += addedYuanPerMwh * (Math.max(0, used - fromMwh) - Math.max(0, soFarMwh - fromMwh));
    }
    for (const side of grid.levelling?.sides ?? []) {
      const power = read.of('grid', grid.id, side === 'import' ? 'importMw' : 'exportMw');
      const change = power.reduce((sum, mw, t) => sum + (t > 0 ? Math.abs(mw - power[t - 1]!) : 0), 0);
      const { peakYuanPerMw, changeYuanPerMw } = grid.levelling!;
      levellingYuan += peakYuanPerMw * Math.max(...power) + changeYuanPerMw * change;
    }
  }
  return { demandYuan, tierYuan, levellingYuan };
};
