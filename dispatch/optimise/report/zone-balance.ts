import type { Problem } from '#dispatch/domain';
import { holdBlockAt } from '../hold-blocks.ts';
import type { PowerModel } from '../power-model.ts';
import { SeriesReader } from './series-reader.ts';

/** Load, clean supply and all supply but storage of one zone in one period, MW. */
export interface ZoneBalance {
  load: number;
  clean: number;
  supply: number;
}

/** Zone of every area: areas joined by AC lines are one zone, named by the lowest of them. */
export const zonesOf = (areaCount: number, lines: Problem['acLines']): Int32Array => {
  const zones = Int32Array.from({ length: areaCount }, (_, area) => area);
  for (const line of lines) {
    const [kept, merged] = [zones[line.fromArea]!, zones[line.toArea]!].sort((a, b) => a - b);
    zones.forEach((zone, area) => {
      if (zone === merged) zones[area] = kept!;
    });
  }
  return zones;
};

/** What one element feeds into an area in one period: its power, the part of it that is clean, its emissions. */
export interface Feed {
  readonly area: number;
  readonly mw: number;
  readonly cleanRatio: number;
  readonly tco2PerMwh: number;
}

/**
 * Everything that is made or bought in a period. Sun, wind, water and heat of the sun are clean, fuel is not, import as
 * far as its connection declares. Heat that comes with power carries no emission of its own.
 */
export const feedsAt = (power: PowerModel, primal: Float64Array, t: number): Feed[] => {
  const { problem, decisions } = power;
  const read = new SeriesReader(power, primal);
  const clean = (area: number, mw: number): Feed => ({ area, mw, cleanRatio: 1, tco2PerMwh: 0 });
  return [
    ...problem.renewables.map((plant, i) =>
      clean(plant.area, read.availableMw(i, t) - read.value(decisions.curtailedMw[i]!, t)),
    ),
    ...problem.reservoirs.map((plant, i) => clean(plant.area, read.value(decisions.hydroMw[i]!, t))),
    ...problem.cspPlants.map((plant, i) => clean(plant.area, read.value(decisions.cspMw[i]!, t))),
    ...problem.thermalUnits.flatMap(({ area, heat, emissionTco2PerMwh }, i): Feed[] => {
      const mw = read.value(decisions.thermalMw[i]!, t);
      const own = { area, mw, cleanRatio: 0, tco2PerMwh: emissionTco2PerMwh };
      return heat === undefined
        ? [own]
        : [own, { area: heat.area, mw: mw * heat.mwPerMw, cleanRatio: 0, tco2PerMwh: 0 }];
    }),
    ...problem.gridConnections.map((grid, i) => ({
      area: grid.area,
      mw: read.value(decisions.importMw[i]!, t),
      cleanRatio: grid.cleanShareRatio,
      tco2PerMwh: grid.emissionTco2PerMwh[t]!,
    })),
  ];
};

/**
 * Load, clean supply and all supply but storage of every zone in one period, MW; a zone that is no area stays 0. DC links
 * and converters between zones carry the mix of the zone they take from, one after the other as the region names them.
 */
export const balancesIn = (
  power: PowerModel,
  primal: Float64Array,
  zones: Int32Array,
  t: number,
): ZoneBalance[] => {
  const { problem, decisions } = power;
  const read = new SeriesReader(power, primal);
  const balances: ZoneBalance[] = problem.areas.map(() => ({ load: 0, clean: 0, supply: 0 }));
  const at = (area: number): ZoneBalance => balances[zones[area]!]!;
  problem.areas.forEach((area, a) => {
    at(a).load += area.loadMw[t]! - read.value(decisions.unservedMw[a]!, t);
  });
  problem.sites.forEach((site, s) => {
    at(site.area).load += read.value(decisions.facilityMw[s]!, t);
  });
  for (const { area, mw, cleanRatio } of feedsAt(power, primal, t)) {
    at(area).supply += mw;
    at(area).clean += cleanRatio * mw;
  }
  for (const { from, to, takenMw, arrivedMw } of transfersAt(power, read, t)) {
    const [source, target] = [at(from), at(to)];
    if (source === target) continue;
    const mix = source.supply > 0 ? source.clean / source.supply : 0;
    const known = Math.min(takenMw, Math.max(0, source.supply));
    source.supply -= known;
    source.clean -= mix * known;
    target.supply += arrivedMw;
    target.clean += takenMw > 0 ? (mix * known * arrivedMw) / takenMw : 0;
  }
  return balances.map((balance) => ({ ...balance, load: Math.max(0, balance.load) }));
};

/** What DC links and converters take from one area and bring to another; a converter may run backwards. */
const transfersAt = ({ problem, decisions }: PowerModel, read: SeriesReader, t: number) => [
  ...problem.hvdcLinks.flatMap(({ area, toArea, lossRatio, holdPeriods }, i) => {
    if (toArea === undefined) return [];
    const sentMw = read.value(decisions.hvdcSentMw[i]!, holdBlockAt(problem.horizon, holdPeriods, t));
    return [{ from: area, to: toArea, takenMw: sentMw, arrivedMw: sentMw * (1 - lossRatio) }];
  }),
  ...problem.converters.map(({ fromArea, toArea, efficiencyRatio }, i) => {
    const takenMw = read.value(decisions.convertedMw[i]!, t);
    const givenMw = takenMw * efficiencyRatio[t]!;
    return takenMw >= 0
      ? { from: fromArea, to: toArea, takenMw, arrivedMw: givenMw }
      : { from: toArea, to: fromArea, takenMw: -givenMw, arrivedMw: -takenMw };
  }),
];
