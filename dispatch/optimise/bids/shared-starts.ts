import type { BidTable } from './bid-table.ts';
import { RangeMinimum } from './range-minimum.ts';
import { cheapestStart, noStart } from './rigid-answer.ts';
import { sortedBy } from './sorted-by.ts';
import type { PriceSums } from './work-prices.ts';

/**
 * Cheapest weights of very many rigid bids. What a start costs a unit depends only on the length and on the pools that may
 * be used, so bids that share both share the costs of all starts on an edge or with their end on one, cheapest pool
 * first, and each asks for the least of a range; the two ends of its own window are weighed exactly. Where too few bids share
 * a length to pay for that, each is answered alone. Both ways are exact over all real starts.
 */
export class SharedStarts {
  private readonly table: BidTable;
  /** Bids that may share, those of one kind and length next to each other; and all other rigid bids. */
  private readonly sharing: Int32Array;
  private readonly alone: readonly number[];
  private readonly kind: Int32Array;
  private readonly fromEdge: RangeMinimum;
  private readonly toEdge: RangeMinimum;

  constructor(table: BidTable) {
    this.table = table;
    this.kind = kindsOf(table);
    const alone: number[] = [];
    const sharing: number[] = [];
    for (let bid = 0; bid < table.bidCount; bid++)
      if (table.rigid[bid]) (this.kind[bid]! < 0 ? alone : sharing).push(bid);
    this.alone = alone;
    const order = sortedBy([
      Float64Array.from(sharing, (bid) => this.kind[bid]!),
      Float64Array.from(sharing, (bid) => table.durationMs[table.firstOption[bid]!]!),
    ]);
    this.sharing = order.map((place) => sharing[place]!);
    this.fromEdge = new RangeMinimum(table.grid.totalCount + 1);
    this.toEdge = new RangeMinimum(table.grid.totalCount + 1);
  }

  /** Writes the weight of every rigid bid's cheapest start. */
  weigh(sums: PriceSums, weights: Float64Array): void {
    for (const bid of this.alone) weights[bid] = this.answerAlone(sums, bid);
    for (let from = 0; from < this.sharing.length; ) {
      const first = this.sharing[from]!;
      let to = from + 1;
      while (to < this.sharing.length && this.isAlike(first, this.sharing[to]!)) to++;
      this.weighRun(sums, from, to, weights);
      from = to;
    }
  }

  private isAlike(a: number, b: number): boolean {
    const { firstOption, durationMs } = this.table;
    return this.kind[a] === this.kind[b] && durationMs[firstOption[a]!] === durationMs[firstOption[b]!];
  }

  private weighRun(sums: PriceSums, from: number, to: number, weights: Float64Array): void {
    const { table } = this;
    const { periodMs } = table.grid;
    let [low, high, windows] = [Number.POSITIVE_INFINITY, 0, 0];
    for (let i = from; i < to; i++) {
      const option = table.firstOption[this.sharing[i]!]!;
      const lastStart = table.latestEndMs[option]! - table.durationMs[option]!;
      low = Math.min(low, table.earliestMs[option]!);
      high = Math.max(high, lastStart);
      windows += (lastStart - table.earliestMs[option]!) / periodMs;
    }
    const [first, last] = [Math.floor(low / periodMs), Math.ceil(high / periodMs) + 1];
    const options = table.firstOption[this.sharing[from]! + 1]! - table.firstOption[this.sharing[from]!]!;
    if (windows * options <= (last - first) * (options + RANGE_COST)) {
      for (let i = from; i < to; i++) weights[this.sharing[i]!] = this.answerAlone(sums, this.sharing[i]!);
      return;
    }
    this.priceEdges(sums, this.sharing[from]!, first, last);
    for (let i = from; i < to; i++) weights[this.sharing[i]!] = this.answerShared(sums, this.sharing[i]!);
  }

  private readonly start = noStart();
  private answerAlone(sums: PriceSums, bid: number): number {
    cheapestStart(this.table, sums, bid, null, this.start);
    return this.start.weight;
  }

  /** Costs a unit of all starts on edges, and with their end on one, of the bids like one of them. */
  private priceEdges(sums: PriceSums, bid: number, first: number, last: number): void {
    const { table } = this;
    const { periodMs, totalCount } = table.grid;
    const duration = table.durationMs[table.firstOption[bid]!]!;
    const whole = Math.floor(duration / periodMs);
    const rest = (duration - whole * periodMs) / periodMs;
    const touched = rest > 0 ? whole + 1 : whole;
    const end = Math.min(last, totalCount - touched + 1);
    const [starts, ends] = [this.fromEdge.begin(first, last), this.toEdge.begin(first, last)];
    for (let option = table.firstOption[bid]!; option < table.firstOption[bid + 1]!; option++) {
      const perMw = table.itMw[option]! / table.units[option]!;
      const energyBase = table.site[option]! * (totalCount + 1);
      const priceBase = table.site[option]! * totalCount;
      const unitBase = table.pool[option]! * (totalCount + 1);
      const { energySum, unitSum } = sums;
      const { energy } = sums.prices;
      for (let edge = first; edge < end; edge++) {
        let price = energySum[energyBase + edge + whole]! - energySum[energyBase + edge]!;
        if (rest > 0) price += rest * energy[priceBase + edge + whole]!;
        const cost = perMw * price + unitSum[unitBase + edge + touched]! - unitSum[unitBase + edge]!;
        if (cost < starts[edge - first]!) starts[edge - first] = cost;
      }
      if (rest === 0) continue;
      for (let edge = Math.max(1, first); edge < Math.min(last, totalCount - whole + 1); edge++) {
        const price =
          energySum[energyBase + edge + whole]! -
          energySum[energyBase + edge]! +
          rest * energy[priceBase + edge - 1]!;
        const cost = perMw * price + unitSum[unitBase + edge + whole]! - unitSum[unitBase + edge - 1]!;
        if (cost < ends[edge - first]!) ends[edge - first] = cost;
      }
    }
    this.fromEdge.finish();
    this.toEdge.finish();
  }

  private answerShared(sums: PriceSums, bid: number): number {
    const { table } = this;
    const { periodMs } = table.grid;
    const option = table.firstOption[bid]!;
    const duration = table.durationMs[option]!;
    const first = table.earliestMs[option]!;
    const last = table.latestEndMs[option]! - duration;
    const phase = duration % periodMs;
    let least = this.fromEdge.least(Math.floor(first / periodMs) + 1, Math.ceil(last / periodMs));
    if (phase > 0)
      least = Math.min(
        least,
        this.toEdge.least(Math.floor((first + phase) / periodMs) + 1, Math.ceil((last + phase) / periodMs)),
      );
    const ends = Math.min(this.costAUnit(sums, bid, first), this.costAUnit(sums, bid, last));
    return table.units[option]! * Math.min(least, ends) + table.fixedWeight[option]!;
  }

  /** Cost a unit of one start, cheapest pool first. */
  private costAUnit(sums: PriceSums, bid: number, startMs: number): number {
    const { table } = this;
    const { periodMs, totalCount } = table.grid;
    const { energySum, unitSum } = sums;
    const { energy } = sums.prices;
    const first = table.firstOption[bid]!;
    const endMs = startMs + table.durationMs[first]!;
    const [from, to] = [Math.floor(startMs / periodMs), Math.floor(endMs / periodMs)];
    const [before, after] = [startMs / periodMs - from, endMs / periodMs - to];
    const touched = after > 0 ? to + 1 : to;
    let least = Number.POSITIVE_INFINITY;
    for (let option = first; option < table.firstOption[bid + 1]!; option++) {
      const site = table.site[option]!;
      const unitBase = table.pool[option]! * (totalCount + 1);
      const sumBase = site * (totalCount + 1);
      let price = energySum[sumBase + to]! - energySum[sumBase + from]!;
      if (before > 0) price -= before * energy[site * totalCount + from]!;
      if (after > 0) price += after * energy[site * totalCount + to]!;
      const perMw = table.itMw[option]! / table.units[option]!;
      const cost = perMw * price + unitSum[unitBase + touched]! - unitSum[unitBase + from]!;
      if (cost < least) least = cost;
    }
    return least;
  }
}

/** A range minimum costs as much an edge as weighing so many options. */
const RANGE_COST = 3;

/**
 * A number for bids of columns that use the same pools at the same power a unit and pay the same for each; -1 for bids
 * that share nothing: from a list, late, or with options of different length or cost.
 */
const kindsOf = (table: BidTable): Int32Array => {
  const numbers = new Map<string, number>();
  const ofTemplate = new Map<number, number>();
  return Int32Array.from({ length: table.bidCount }, (_, bid) => {
    const [from, to] = [table.firstOption[bid]!, table.firstOption[bid + 1]!];
    if (table.template[bid]! < 0 || !(table.units[from]! > 0)) return -1;
    // Options are left out from the widest pools down: their number tells which of a template's are there, or nearly.
    const isWhole = table.optionIndex[to - 1]! - table.optionIndex[from]! + 1 === to - from;
    if (!isWhole) return -1;
    const key = (table.template[bid]! * 65_536 + table.optionIndex[from]!) * 65_536 + (to - from);
    const known = ofTemplate.get(key);
    if (known !== undefined) return known;
    const number = numberOf(numbers, table, from, to);
    ofTemplate.set(key, number);
    return number;
  });
};

const numberOf = (numbers: Map<string, number>, table: BidTable, from: number, to: number): number => {
  const parts: string[] = [];
  for (let o = from; o < to; o++) {
    if (table.fixedWeight[o] !== table.fixedWeight[from]) return -1;
    parts.push(`${table.pool[o]},${(table.itMw[o]! / table.units[o]!).toPrecision(12)}`);
  }
  const key = `${table.fixedWeight[from]}|${parts.sort().join('|')}`;
  const number = numbers.get(key) ?? numbers.size;
  numbers.set(key, number);
  return number;
};
