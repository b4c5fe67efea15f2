import type { Problem } from '#dispatch/domain';
import type { PowerModel } from '../power-model.ts';
import { CleanStorage, type ZoneBalance } from './clean-storage.ts';

export interface Kpis {
  readonly matchedGreenShareRatio: number;
  readonly annualGreenShareRatio: number;
  readonly curtailmentRatio: number;
}

/**
 * Green share, matched: sum over periods of min(load, clean) / sum of load, taken zone by zone, as clean power in one
 * zone serves no load in another. Annual: min(1, sum clean / sum load).
 * Load is what areas and sites are served; clean is PV, wind and hydro generated, and the clean share of import where
 * a connection declares one. For the matched share storage moves clean power in time by its content, as in tracing;
 * the annual one counts it once, when made. Curtailment: (available - actual) / available of PV and wind.
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

/** Zone of every area: areas joined by AC lines are one zone, named by the lowest of them. */
const zonesOf = (areaCount: number, lines: Problem['acLines']): Int32Array => {
  const zones = Int32Array.from({ length: areaCount }, (_, area) => area);
  for (const line of lines) {
    const [kept, merged] = [zones[line.fromArea]!, zones[line.toArea]!].sort((a, b) => a - b);
    zones.forEach((zone, area) => {
      if (zone === merged) zones[area] = kept!;
    });
  }
  return zones;
};

/** Load, clean supply and all supply but storage of every zone in one period, MW; a zone that is no area stays 0. */
const balancesIn = (
  { problem, decisions }: PowerModel,
  primal: Float64Array,
  zones: Int32Array,
  t: number,
): ZoneBalance[] => {
  const balances: ZoneBalance[] = problem.areas.map(() => ({ load: 0, clean: 0, supply: 0 }));
  const at = (area: number): ZoneBalance => balances[zones[area]!]!;
  const feed = (area: number, supplyMw: number, cleanRatio: number): void => {
    at(area).supply += supplyMw;
    at(area).clean += cleanRatio * supplyMw;
  };
  problem.areas.forEach((area, a) => {
    at(a).load += area.loadMw[t]! - primal[decisions.unservedMw[a]!.first + t]!;
  });
  problem.sites.forEach((site, s) => {
    at(site.area).load += primal[decisions.facilityMw[s]!.first + t]!;
  });
  problem.renewables.forEach((plant, i) => {
    feed(plant.area, plant.availableMw[t]! - primal[decisions.curtailedMw[i]!.first + t]!, 1);
  });
  problem.reservoirs.forEach((plant, i) => {
    feed(plant.area, primal[decisions.hydroMw[i]!.first + t]!, 1);
  });
  problem.gridConnections.forEach((grid, i) => {
    feed(grid.area, primal[decisions.importMw[i]!.first + t]!, grid.cleanShareRatio);
  });
  return balances.map((balance) => ({ ...balance, load: Math.max(0, balance.load) }));
};

const curtailment = ({ problem, decisions, table }: PowerModel, primal: Float64Array): number => {
  let [available, curtailed] = [0, 0];
  problem.renewables.forEach((plant, i) => {
    for (let t = 0; t < table.grid.periodCount; t++) {
      available += plant.availableMw[t]!;
      curtailed += primal[decisions.curtailedMw[i]!.first + t]!;
    }
  });
  return available > 0 ? Math.max(0, curtailed / available) : 0;
};

/** tCO2 per MWh of all power put into the region's network, by period: what a MWh of work carries. */
export const intensities = ({ problem, decisions, table }: PowerModel, primal: Float64Array): Float64Array =>
  Float64Array.from({ length: table.grid.periodCount }, (_, t) => {
    let [supplied, emitted] = [0, 0];
    problem.renewables.forEach((plant, i) => {
      supplied += plant.availableMw[t]! - primal[decisions.curtailedMw[i]!.first + t]!;
    });
    problem.reservoirs.forEach((_, i) => {
      supplied += primal[decisions.hydroMw[i]!.first + t]!;
    });
    problem.gridConnections.forEach((grid, i) => {
      const bought = primal[decisions.importMw[i]!.first + t]!;
      supplied += bought;
      emitted += bought * grid.emissionTco2PerMwh[t]!;
    });
    return supplied > 1e-9 ? emitted / supplied : 0;
  });
