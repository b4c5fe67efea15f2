import { UNKNOWN_ORIGIN } from '#dispatch/domain';
import { type Wh, whToMwh } from '#units';
import { shareOut } from './apportion.ts';
import type { SettledContracts } from './contracts.ts';
import type { AreaFlow } from './flows.ts';
import { energiesOf, energyOfLots, type Lot, lotsArrived, lotsTaken, mergeLots, type Taken } from './lots.ts';
import type { PeriodMeters, TracedFlow } from './meters.ts';
import { lotsOfSource } from './source-lots.ts';
import type { Discharge } from './storage.ts';

/** What a period shares out in its areas. */
export interface AreaSupply {
  readonly meters: PeriodMeters;
  readonly settled: SettledContracts;
  readonly flows: readonly AreaFlow[];
  /** By storage. */
  readonly discharges: ReadonlyMap<string, Discharge>;
  /** What came over each flow so far, by its place in `flows`. */
  readonly arrivals: Map<number, readonly Lot[]>;
}
export interface TracedAreas {
  readonly taken: readonly Taken[];
  readonly flows: readonly TracedFlow[];
}

interface Taker {
  readonly consumer: Taken['consumer'];
  readonly area: number;
  readonly energyWh: Wh;
  /** Place of the flow that takes it, if it is one. */
  readonly flow?: number;
}

/**
 * Shares out one area, or a pool of areas that feed each other: everyone takes of everything in proportion. Fed in but
 * taken by nobody is a loss of the area, taken but fed in by nobody is of unknown origin.
 */
export function tracePool(pool: readonly number[], supply: AreaSupply): TracedAreas {
  const lots = mergeLots(suppliedLots(pool, supply));
  const takers = takersOf(pool, supply);
  const surplusWh = energyOfLots(lots) - takers.reduce((sum, taker) => sum + taker.energyWh, 0);
  const { network, residualTco2PerMwh } = supply.meters;
  if (surplusWh > 0) {
    const consumer = { kind: 'loss' as const, id: `network.${network.areas[pool[0]!]!}` };
    takers.push({ consumer, area: pool[0]!, energyWh: surplusWh });
  }
  if (surplusWh < 0) {
    const co2Tonnes = whToMwh(-surplusWh) * residualTco2PerMwh;
    const unknown = { key: UNKNOWN_ORIGIN, origin: UNKNOWN_ORIGIN, isClean: false };
    lots.push({ ...unknown, energyWh: -surplusWh, co2Tonnes });
  }
  const table = shareOut(
    takers.map((taker) => taker.energyWh),
    energiesOf(lots),
  );
  return handOut(takers, lots, table, supply);
}

/** What takers got, and what flows carry on to the next areas. */
function handOut(
  takers: readonly Taker[],
  lots: readonly Lot[],
  table: readonly Float64Array[],
  { meters, flows, arrivals }: AreaSupply,
): TracedAreas {
  const taken: Taken[] = [];
  const traced: TracedFlow[] = [];
  takers.forEach(({ consumer, area, energyWh, flow: place }, row) => {
    if (energyWh === 0) return;
    const own: Taken = { consumer, area, energyWh, lots, partsWh: table[row]! };
    if (place === undefined) {
      taken.push(own);
      return;
    }
    const flow = flows[place]!;
    const { id, arrivedWh } = flow;
    const carried = lotsTaken(own);
    const [from, to] = [meters.network.areas[flow.from]!, meters.network.areas[flow.to]!];
    traced.push({ id, from, to, takenWh: energyWh, arrivedWh, lots: carried });
    if (flow.kind === 'transfer') {
      taken.push(own);
      arrivals.set(place, lotsArrived(carried, arrivedWh));
      return;
    }
    const lossWh = energyWh - arrivedWh;
    const [arriving, lost] = splitOff(own, lossWh);
    arrivals.set(place, lotsTaken(arriving));
    if (lost !== null) taken.push({ ...lost, consumer: { kind: 'loss', id } });
  });
  return { taken, flows: traced };
}

/** What was taken in two: what goes on, and `lossWh` of it that does not. */
function splitOff(own: Taken, lossWh: Wh): readonly [Taken, Taken | null] {
  if (lossWh === 0) return [own, null];
  const [gone, lost] = shareOut([own.energyWh - lossWh, lossWh], own.partsWh);
  return [
    { ...own, energyWh: own.energyWh - lossWh, partsWh: gone! },
    { ...own, energyWh: lossWh, partsWh: lost! },
  ];
}

function suppliedLots(pool: readonly number[], supply: AreaSupply): Lot[] {
  const { meters, settled, flows, discharges, arrivals } = supply;
  const { indexOf } = meters.network;
  const isHere = (area: string): boolean => pool.includes(indexOf.get(area)!);
  return [
    ...meters.sources
      .filter((source) => isHere(source.area))
      .flatMap((source) => settled.lotsLeft.get(source) ?? lotsOfSource(source)),
    ...meters.storages
      .filter((storage) => isHere(storage.area))
      .flatMap((storage) => discharges.get(storage.id)!.given),
    ...flows.flatMap(({ to }, place) => (pool.includes(to) ? (arrivals.get(place) ?? []) : [])),
  ];
}

/** Who takes: consumers less what contracts gave them, stores that charge, lines and transfers that leave. */
function takersOf(pool: readonly number[], { meters, settled, flows }: AreaSupply): Taker[] {
  const takers: Taker[] = [];
  for (const { kind, id, area, energyWh } of meters.consumers) {
    const at = meters.network.indexOf.get(area)!;
    if (!pool.includes(at)) continue;
    const byContractWh = kind === 'export' ? 0 : energyOfLots(settled.lotsOfConsumer.get(id) ?? []);
    takers.push({ consumer: { kind, id }, area: at, energyWh: energyWh - byContractWh });
  }
  for (const { id, area, chargeWh } of meters.storages) {
    const at = meters.network.indexOf.get(area)!;
    if (pool.includes(at)) takers.push({ consumer: { kind: 'storage', id }, area: at, energyWh: chargeWh });
  }
  flows.forEach(({ id, kind, from, to, takenWh, arrivedWh }, flow) => {
    if (!pool.includes(from)) return;
    if (!pool.includes(to)) {
      takers.push({ consumer: { kind: 'transfer', id }, area: from, energyWh: takenWh, flow });
      return;
    }
    // Inside a pool nothing changes hands but what is lost on the way.
    const energyWh = Math.max(0, takenWh - arrivedWh);
    const consumer = { kind: kind === 'line' ? ('loss' as const) : kind, id };
    takers.push({ consumer, area: from, energyWh });
  });
  return takers;
}
