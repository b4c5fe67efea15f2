import { type ContractSettlement, contractKey } from '#dispatch/domain';
import type { Wh } from '#units';
import { apportion, shareOut } from './apportion.ts';
import { type Lot, partOfLots, withEnergy } from './lots.ts';
import type { ContractMeter, PeriodMeters, SourceMeter } from './meters.ts';
import { lotsOfSource } from './source-lots.ts';

/** What contracts settled in a period, and what they leave to be shared out. */
export interface SettledContracts {
  readonly settlements: readonly ContractSettlement[];
  /** What sources with contracts have left, as lots. */
  readonly lotsLeft: ReadonlyMap<SourceMeter, readonly Lot[]>;
  /** What each consumer got by contract. */
  readonly lotsOfConsumer: ReadonlyMap<string, readonly Lot[]>;
  /** Wh that contracts put into each area less what they took out of it; null when no contract settled any. */
  readonly injectionWh: readonly Wh[] | null;
}

/**
 * Contracts before anything is shared out, in the region's order: each settles min(contracted, what its sources have left,
 * what its consumers have left), over its sources and consumers in proportion to what they have left.
 */
export function settleContracts(meters: PeriodMeters): SettledContracts {
  const books = new Books(meters);
  const settlements = meters.contracts.map((contract) => books.settle(contract));
  return {
    settlements,
    lotsLeft: books.lotsLeft,
    lotsOfConsumer: books.lotsOfConsumer,
    injectionWh: books.hasSettled ? books.injectionWh : null,
  };
}

class Books {
  readonly lotsLeft = new Map<SourceMeter, readonly Lot[]>();
  readonly lotsOfConsumer = new Map<string, Lot[]>();
  readonly injectionWh: Wh[];
  hasSettled = false;
  private readonly periodStartMs: number;
  private readonly areaOf = new Map<string, number>();
  private readonly meterOf = new Map<string, SourceMeter>();
  private readonly usedWh = new Map<string, Wh>();
  private readonly leftWh = new Map<string, Wh>();

  constructor({ periodStartMs, network, sources, consumers, contracts }: PeriodMeters) {
    this.periodStartMs = periodStartMs;
    this.injectionWh = network.areas.map(() => 0);
    if (contracts.length === 0) return;
    for (const source of sources) this.enterSource(source, network.indexOf.get(source.area)!);
    for (const { kind, id, area, energyWh } of consumers) {
      if (kind === 'export') continue;
      this.areaOf.set(id, network.indexOf.get(area)!);
      this.usedWh.set(id, energyWh);
    }
  }

  private enterSource(source: SourceMeter, area: number): void {
    // Heat of a unit is metered beside its power, which came first.
    if (this.meterOf.has(source.id)) return;
    this.areaOf.set(source.id, area);
    this.meterOf.set(source.id, source);
    this.leftWh.set(source.id, source.energyWh);
  }

  settle({ id, sources, consumers, contracted }: ContractMeter): ContractSettlement {
    const left = sources.map((source) => this.leftWh.get(source) ?? 0);
    const free = consumers.map((consumer) => this.usedWh.get(consumer) ?? 0);
    const generationWh = sumOf(left);
    const consumptionWh = sumOf(free);
    const madeWh = sumOf(sources.map((source) => this.meterOf.get(source)?.energyWh ?? 0));
    const contractedWh =
      'energyWh' in contracted ? contracted.energyWh : Math.floor(madeWh * contracted.generationShareRatio);
    const settledWh = Math.min(contractedWh, generationWh, consumptionWh);
    const given = apportion(settledWh, left);
    const got = apportion(settledWh, free);
    if (settledWh > 0) this.move(id, sources, given, consumers, got);
    return {
      contractId: id,
      periodStartMs: this.periodStartMs,
      ...{ contractedWh, generationWh, consumptionWh, settledWh },
      bySourceWh: positive(sources, given),
      byConsumerWh: positive(consumers, got),
    };
  }

  private move(
    contract: string,
    sources: readonly string[],
    given: Float64Array,
    consumers: readonly string[],
    got: Float64Array,
  ): void {
    this.hasSettled = true;
    const lots = sources.flatMap((source, index) => this.draw(source, given[index]!, contract));
    const table = shareOut(
      got,
      lots.map((lot) => lot.energyWh),
    );
    consumers.forEach((consumer, row) => {
      const wh = got[row]!;
      if (wh === 0) return;
      const own = lots
        .map((lot, column) => withEnergy(lot, table[row]![column]!))
        .filter((lot) => lot.energyWh > 0);
      this.lotsOfConsumer.set(consumer, [...(this.lotsOfConsumer.get(consumer) ?? []), ...own]);
      this.usedWh.set(consumer, this.usedWh.get(consumer)! - wh);
      this.injectionWh[this.areaOf.get(consumer)!]! -= wh;
    });
  }

  /** Takes Wh of a source out for a contract. */
  private draw(source: string, wh: Wh, contract: string): Lot[] {
    if (wh === 0) return [];
    const meter = this.meterOf.get(source)!;
    const whole = this.lotsLeft.get(meter) ?? lotsOfSource(meter);
    const part = partOfLots(whole, wh);
    this.leftWh.set(source, this.leftWh.get(source)! - wh);
    this.lotsLeft.set(
      meter,
      whole.map((lot, index) => withEnergy(lot, lot.energyWh - part[index]!.energyWh)),
    );
    this.injectionWh[this.areaOf.get(source)!]! += wh;
    return part.map((lot) => ({ ...lot, key: contractKey(source, contract) }));
  }
}

const sumOf = (values: readonly Wh[]): Wh => values.reduce((a, b) => a + b, 0);
const positive = (ids: readonly string[], wh: Float64Array): Record<string, Wh> =>
  Object.fromEntries(ids.flatMap((id, index) => (wh[index]! > 0 ? [[id, wh[index]!]] : [])));
