import type { PowerModel } from '../power-model.ts';
import { CleanStorage } from './clean-storage.ts';
import { SeriesReader } from './series-reader.ts';
import { balancesIn, feedsAt, zonesOf } from './zone-balance.ts';

export interface Kpis {
  readonly matchedGreenShareRatio: number;
  readonly annualGreenShareRatio: number;
  readonly curtailmentRatio: number;
}

/**
 * Green share, matched: sum over periods of min(load, clean) / sum of load, taken zone by zone, as clean power in one
 * zone serves no load in another. By totals: min(1, sum clean / sum load).
 * Load is what areas and sites are served; clean is PV, wind, hydro and heat of the sun generated, and the clean share of
 * import where a connection declares one. For the matched share storage moves clean power in time by its content, as in
 * tracing; the one by totals counts it once, when made. Curtailment: (available - actual) / available of PV and wind.
 * (domain.md, section 4)
 */
export const kpisOf = (power: PowerModel, primal: Float64Array): Kpis => {
  const zones = zonesOf(power.problem.areas.length, power.problem.acLines);
  const stores = new CleanStorage(power, primal, zones);
  let [load, clean, matched] = [0, 0, 0];
  for (let t = 0; t < power.table.grid.periodCount; t++) {
    const balances = balancesIn(power, primal, zones, t);
    const shifted = stores.shift(balances, t);
    balances.forEach((balance, zone) => {
      load += balance.load;
      clean += balance.clean;
      matched += Math.min(balance.load, Math.max(0, balance.clean + shifted[zone]!));
    });
  }
  return {
    matchedGreenShareRatio: load > 0 ? matched / load : 1,
    annualGreenShareRatio: load > 0 ? Math.min(1, clean / load) : 1,
    curtailmentRatio: curtailment(power, primal),
  };
};

const curtailment = (power: PowerModel, primal: Float64Array): number => {
  const read = new SeriesReader(power, primal);
  let [available, curtailed] = [0, 0];
  power.problem.renewables.forEach((_, i) => {
    for (let t = 0; t < read.periodCount; t++) {
      available += read.availableMw(i, t);
      curtailed += read.value(power.decisions.curtailedMw[i]!, t);
    }
  });
  return available > 0 ? Math.max(0, curtailed / available) : 0;
};

/** tCO2 per MWh of all power put into the networks that sites stand in, by period: what a MWh of work carries. */
export const intensities = (power: PowerModel, primal: Float64Array): Float64Array => {
  const { problem, table } = power;
  const zones = zonesOf(problem.areas.length, problem.acLines);
  const worked = new Set(problem.sites.map((site) => zones[site.area]!));
  return Float64Array.from({ length: table.grid.periodCount }, (_, t) => {
    let [supplied, emitted] = [0, 0];
    for (const { area, mw, tco2PerMwh } of feedsAt(power, primal, t)) {
      if (!worked.has(zones[area]!)) continue;
      supplied += mw;
      emitted += mw * tco2PerMwh;
    }
    return supplied > 1e-9 ? emitted / supplied : 0;
  });
};
