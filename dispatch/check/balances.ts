import type { PlanReader } from './plan-reader.ts';
import type { Findings } from './violation.ts';

const LAW = 'area_balance';

/** Power into every area equals power out of it, and no more load is shed than there is. */
export const checkBalances = (read: PlanReader, findings: Findings): void => {
  const net = netSupply(read);
  read.problem.areas.forEach((area, a) => {
    const unserved = read.of('area', area.id, 'unservedMw');
    const sites = read.problem.sites.filter((site) => site.area === a);
    const drawn = sites.map((site) => read.of('site', site.id, 'facilityMw'));
    for (const t of read.periods) {
      const sitesMw = drawn.reduce((sum, series) => sum + series[t]!, 0);
      const { mw, turnoverMw } = net[a]![t]!;
      const load = area.loadMw[t]! + sitesMw;
      findings.equal(LAW, area.id, t, mw + unserved[t]!, load, 'MW', turnoverMw + Math.abs(load));
      findings.atLeast('unserved', area.id, t, unserved[t]!, 0, 'MW');
      findings.atMost('unserved', area.id, t, unserved[t]!, Math.max(0, area.loadMw[t]!) + sitesMw, 'MW');
    }
  });
};

interface Net {
  mw: number;
  turnoverMw: number;
}

/** What comes into each area less what goes out, sites and load apart, by area and period. */
const netSupply = (read: PlanReader): Net[][] => {
  const net = read.problem.areas.map(() => read.periods.map((): Net => ({ mw: 0, turnoverMw: 0 })));
  const feed = (area: number, series: readonly number[], factor = 1): void => {
    series.forEach((mw, t) => {
      net[area]![t]!.mw += factor * mw;
      net[area]![t]!.turnoverMw += Math.abs(factor * mw);
    });
  };
  feedPlants(read, feed);
  feedNetwork(read, feed);
  return net;
};

type Feed = (area: number, series: readonly number[], factor?: number) => void;

const feedPlants = (read: PlanReader, feed: Feed): void => {
  const { problem } = read;
  for (const plant of problem.renewables) feed(plant.area, read.of(plant.kind, plant.id, 'generationMw'));
  for (const unit of problem.thermalUnits) {
    const output = read.of('thermal', unit.id, 'generationMw');
    feed(unit.area, output);
    if (unit.heat !== undefined) feed(unit.heat.area, output, unit.heat.mwPerMw);
  }
  for (const plant of problem.cspPlants) feed(plant.area, read.of('csp', plant.id, 'generationMw'));
  for (const plant of problem.reservoirs) feed(plant.area, read.of('hydro', plant.id, 'generationMw'));
};

const feedNetwork = (read: PlanReader, feed: Feed): void => {
  const { problem } = read;
  for (const battery of problem.batteries) {
    // A store behind a site's meter is part of what the site draws.
    if (battery.site !== undefined) continue;
    feed(battery.area, read.of('battery', battery.id, 'dischargeMw'));
    feed(battery.area, read.of('battery', battery.id, 'chargeMw'), -1);
  }
  for (const grid of problem.gridConnections) {
    feed(grid.area, read.of('grid', grid.id, 'importMw'));
    feed(grid.area, read.of('grid', grid.id, 'exportMw'), -1);
  }
  for (const line of problem.acLines) {
    const flow = read.of('line', line.id, 'flowMw');
    feed(line.fromArea, flow, -1);
    feed(line.toArea, flow);
  }
  for (const link of problem.hvdcLinks) {
    const sent = read.of(link.toArea === undefined ? 'hvdc' : 'dcLink', link.id, 'sentMw');
    feed(link.area, sent, -1);
    if (link.toArea !== undefined) feed(link.toArea, sent, 1 - link.lossRatio);
  }
  for (const station of problem.converters) {
    const taken = read.of('converter', station.id, 'takenMw');
    feed(station.fromArea, taken, -1);
    feed(
      station.toArea,
      taken.map((mw, t) => mw * station.efficiencyRatio[t]!),
    );
  }
};
