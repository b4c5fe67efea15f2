import type { Wh } from '#units';
import type { PeriodMeters } from './meters.ts';
import { balancedFlows } from './network.ts';

/** Energy that leaves one area for another; what does not arrive is lost on the way. */
export interface AreaFlow {
  readonly id: string;
  readonly kind: 'line' | 'transfer';
  readonly from: number;
  readonly to: number;
  readonly takenWh: Wh;
  readonly arrivedWh: Wh;
}

/**
 * What flows between areas once contracts are served: metered flows of AC lines (those without a meter as the DC
 * approximation has them) less those that the contracts' transfers cause, and transfers as metered. A line that is fed
 * from both ends gives two flows of which nothing arrives.
 */
export function areaFlows(meters: PeriodMeters, contractWh: readonly Wh[] | null): AreaFlow[] {
  const { network, lines, transfers } = meters;
  const ends = lines.map(({ fromEndWh, toEndWh }): [Wh | null, Wh | null] => [
    fromEndWh ?? toEndWh,
    toEndWh ?? fromEndWh,
  ]);
  fillMissing(meters, ends);
  if (contractWh !== null) {
    const none = contractWh.map(() => 0);
    const carried = balancedFlows(network.areas.length, network.lines, contractWh, none);
    for (const [line, end] of ends.entries()) {
      end[0]! -= carried[line]!;
      end[1]! -= carried[line]!;
    }
  }
  const overLines = network.lines.flatMap(({ id, from, to }, line) =>
    directed(id, from, to, ends[line] as [Wh, Wh]),
  );
  const overTransfers = transfers.map(({ id, from, to, takenWh, arrivedWh }): AreaFlow => {
    const [source, target] = [network.indexOf.get(from)!, network.indexOf.get(to)!];
    return { id, kind: 'transfer', from: source, to: target, takenWh, arrivedWh };
  });
  return [...overLines, ...overTransfers.filter(({ takenWh, arrivedWh }) => takenWh > 0 || arrivedWh > 0)];
}

/** Lines that arrive with more than they took: what is beyond that has no meter that explains it, and stays out. */
function directed(id: string, from: number, to: number, [fromEndWh, toEndWh]: [Wh, Wh]): AreaFlow[] {
  const line = { id, kind: 'line' as const };
  if (fromEndWh > 0 && toEndWh >= 0)
    return [{ ...line, from, to, takenWh: fromEndWh, arrivedWh: Math.min(fromEndWh, toEndWh) }];
  if (toEndWh < 0 && fromEndWh <= 0) {
    const [takenWh, arrivedWh] = [0 - toEndWh, Math.min(0 - toEndWh, 0 - fromEndWh)];
    return [{ ...line, from: to, to: from, takenWh, arrivedWh }];
  }
  if (fromEndWh > 0 && toEndWh < 0)
    return [
      { ...line, from, to, takenWh: fromEndWh, arrivedWh: 0 },
      { ...line, from: to, to: from, takenWh: 0 - toEndWh, arrivedWh: 0 },
    ];
  return [];
}

/** Flows of lines without any meter, from what is left in the areas at their ends. */
function fillMissing(meters: PeriodMeters, ends: [Wh | null, Wh | null][]): void {
  const { network } = meters;
  const missing = [...ends.keys()].filter((line) => ends[line]![0] === null);
  if (missing.length === 0) return;
  const { injectionWh, throughputWh } = balancesOf(meters);
  for (const [line, [fromEndWh, toEndWh]] of ends.entries()) {
    if (fromEndWh === null || toEndWh === null) continue;
    const { from, to } = network.lines[line]!;
    injectionWh[from]! -= fromEndWh;
    injectionWh[to]! += toEndWh;
  }
  const unmetered = missing.map((line) => network.lines[line]!);
  const flows = balancedFlows(network.areas.length, unmetered, injectionWh, throughputWh);
  missing.forEach((line, index) => {
    ends[line] = [flows[index]!, flows[index]!];
  });
}

/** What every area fed in less what it took out, and the sum of both. */
function balancesOf(meters: PeriodMeters): { injectionWh: Wh[]; throughputWh: Wh[] } {
  const { indexOf, areas } = meters.network;
  const injectionWh = areas.map(() => 0);
  const throughputWh = areas.map(() => 0);
  const put = (area: string, wh: Wh): void => {
    injectionWh[indexOf.get(area)!]! += wh;
    throughputWh[indexOf.get(area)!]! += Math.abs(wh);
  };
  for (const { area, energyWh } of meters.sources) put(area, energyWh);
  for (const { area, chargeWh, dischargeWh } of meters.storages) {
    put(area, dischargeWh);
    put(area, 0 - chargeWh);
  }
  for (const { area, energyWh } of meters.consumers) put(area, 0 - energyWh);
  for (const { from, to, takenWh, arrivedWh } of meters.transfers) {
    put(from, 0 - takenWh);
    put(to, arrivedWh);
  }
  return { injectionWh, throughputWh };
}
