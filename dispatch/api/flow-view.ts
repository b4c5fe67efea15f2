import type { FlowEdge, FlowNode, Region } from '#dispatch/domain';
import type { Meters } from './meters.ts';

type At = (id: string, quantity: string) => number;

/** Everything in the picture, its power into and out of its area. */
export function flowNodes(region: Region, meters: Meters, running: ReadonlyMap<string, number>): FlowNode[] {
  const at: At = (id, quantity) => Math.max(0, meters.get(id)?.get(quantity) ?? 0);
  return [
    ...region.areas.map(
      (area): FlowNode => ({
        id: area.id,
        kind: 'area',
        name: area.name,
        area: area.id,
        position: area.position,
        supplyMw: 0,
        drawMw: at(area.id, 'loadMw'),
      }),
    ),
    ...generation(region, at),
    ...storage(region, at),
    ...exchange(region, at),
    ...region.sites.map(
      (site): FlowNode => ({
        id: site.id,
        kind: 'site',
        name: site.name,
        area: site.area,
        supplyMw: 0,
        drawMw: at(site.id, 'facilityMw'),
        runningJobs: running.get(site.id) ?? 0,
        ...(site.facilityLimitMw === undefined ? {} : { capacityMw: site.facilityLimitMw }),
      }),
    ),
  ];
}

function generation(region: Region, at: At): FlowNode[] {
  const renewable =
    (kind: 'pv' | 'wind') =>
    (plant: Region['wind'][number]): FlowNode => ({
      id: plant.id,
      kind,
      name: plant.name,
      area: plant.area,
      supplyMw: at(plant.id, 'generationMw'),
      drawMw: 0,
      availableMw: at(plant.id, 'availableMw'),
      capacityMw: plant.capacityMw,
    });
  return [
    ...region.pv.map(renewable('pv')),
    ...region.wind.map(renewable('wind')),
    ...region.thermalUnits.map(
      (unit): FlowNode => ({
        id: unit.id,
        kind: 'thermal',
        name: unit.name,
        area: unit.area,
        // Heat that comes with the power counts too.
        supplyMw: at(unit.id, 'generationMw') + at(unit.id, 'heatMw'),
        drawMw: 0,
        capacityMw: unit.ratedMw * (1 + (unit.heat?.mwPerMw ?? 0)),
      }),
    ),
  ];
}

/** Stores behind a site's meter are part of that site. */
const storage = (region: Region, at: At): FlowNode[] => [
  ...region.cspPlants.map(
    (plant): FlowNode => ({
      id: plant.id,
      kind: 'csp',
      name: plant.name,
      area: plant.area,
      supplyMw: at(plant.id, 'generationMw'),
      drawMw: 0,
      capacityMw: plant.ratedMw,
      storedMwh: at(plant.id, 'heatMwh'),
      capacityMwh: plant.maximumMwh,
    }),
  ),
  ...region.reservoirs.map(
    (lake): FlowNode => ({
      id: lake.id,
      kind: 'hydro',
      name: lake.name,
      area: lake.area,
      supplyMw: at(lake.id, 'generationMw'),
      drawMw: 0,
      capacityMw: lake.ratedMw,
    }),
  ),
  ...region.batteries
    .filter((battery) => !battery.behindMeter)
    .map(
      (battery): FlowNode => ({
        id: battery.id,
        kind: 'battery',
        name: battery.name,
        area: battery.area,
        supplyMw: at(battery.id, 'dischargeMw'),
        drawMw: at(battery.id, 'chargeMw'),
        capacityMw: battery.dischargeMw,
        storedMwh: at(battery.id, 'storedMwh'),
        capacityMwh: battery.capacityMwh,
      }),
    ),
];

const exchange = (region: Region, at: At): FlowNode[] => [
  ...region.gridConnections.map(
    (grid): FlowNode => ({
      id: grid.id,
      kind: 'grid',
      name: grid.name,
      area: grid.area,
      supplyMw: at(grid.id, 'importMw'),
      drawMw: at(grid.id, 'exportMw'),
      capacityMw: grid.importLimitMw,
    }),
  ),
  ...region.hvdcLinks
    .filter((link) => link.to === undefined)
    .map(
      (link): FlowNode => ({
        id: link.id,
        kind: 'hvdc',
        name: link.name,
        area: link.from,
        supplyMw: 0,
        drawMw: at(link.id, 'sentMw'),
        capacityMw: link.ratedMw,
      }),
    ),
];

/** What joins areas: lines as they flow, DC links and converters by what they take. */
export function flowEdges(region: Region, meters: Meters): FlowEdge[] {
  const at: At = (id, quantity) => meters.get(id)?.get(quantity) ?? 0;
  return [
    ...region.acLines.map(({ id, from, to, limitMw }) => ({
      id,
      from,
      to,
      flowMw: at(id, 'flowMw'),
      limitMw,
    })),
    ...region.hvdcLinks.flatMap(({ id, from, to, ratedMw }) =>
      to === undefined ? [] : [{ id, from, to, flowMw: at(id, 'sentMw'), limitMw: ratedMw }],
    ),
    ...region.converters.map(({ id, from, to, ratedMw }) => ({
      ...{ id, from, to, limitMw: ratedMw },
      flowMw: at(id, 'takenMw') - at(id, 'takenBackMw'),
    })),
  ];
}
