import type { BidTable } from '../bids/bid-table.ts';
import { cheapestStart, noStart, weightOfStart } from '../bids/rigid-answer.ts';
import type { Steer, Steering, WorkLoad } from './steering.ts';

/** Most starts that a bid's mixture holds. */
const SLOTS = 12;
/** A part of a mixture below this is given to another start. */
const LEAST_PART = 1e-4;
/** Starts that are cheaper by less than this share of the weight are not worth a change. */
const LEAST_GAIN_RATIO = 1e-9;

/**
 * Rigid bids as a fluid: each runs a mixture of starts. A step moves part of a bid from its dearest start to its
 * cheapest one, just as far as prices that rise with the load allow (a pairwise step of Frank and Wolfe for one block;
 * Lacoste-Julien, Jaggi, Schmidt, Pletscher 2013).
 */
export class Mixtures {
  private readonly table: BidTable;
  private readonly load: WorkLoad;
  private readonly option: Int32Array;
  private readonly startMs: Float64Array;
  private readonly part: Float64Array;
  private readonly answer = noStart();

  constructor(table: BidTable, load: WorkLoad) {
    this.table = table;
    this.load = load;
    this.option = new Int32Array(table.bidCount * SLOTS);
    this.startMs = new Float64Array(table.bidCount * SLOTS);
    this.part = new Float64Array(table.bidCount * SLOTS);
  }

  step(bid: number, steering: Steering, steer: Steer): void {
    const { sums } = steering;
    cheapestStart(this.table, sums, bid, null, this.answer);
    const { option, startMs } = this.answer;
    const first = bid * SLOTS;
    let [dearest, most] = [-1, Number.NEGATIVE_INFINITY];
    let [target, free, smallest] = [-1, -1, -1];
    for (let slot = first; slot < first + SLOTS; slot++) {
      if (this.part[slot]! <= 0) {
        free = slot;
        continue;
      }
      if (this.option[slot] === option && this.startMs[slot] === startMs) target = slot;
      if (smallest < 0 || this.part[slot]! < this.part[smallest]!) smallest = slot;
      const weight = weightOfStart(this.table, sums, bid, this.option[slot]!, this.startMs[slot]!);
      if (weight > most) [dearest, most] = [slot, weight];
    }
    if (dearest < 0) {
      this.put(first, option, startMs, 1);
      return;
    }
    const gain = most - this.answer.weight;
    if (dearest === target || gain <= LEAST_GAIN_RATIO * Math.abs(most)) return;
    const moved = Math.min(this.part[dearest]!, gain / this.curvature(dearest, option, startMs, steer));
    this.move(dearest, this.slotFor(target, free, smallest, option, startMs), moved);
  }

  /** The slot of a start: where it is already, a free one, or the smallest part's, whose part joins it. */
  private slotFor(target: number, free: number, smallest: number, option: number, startMs: number): number {
    if (target >= 0) return target;
    if (free >= 0) {
      this.option[free] = option;
      this.startMs[free] = startMs;
      return free;
    }
    const part = this.part[smallest]!;
    this.put(smallest, this.option[smallest]!, this.startMs[smallest]!, -part);
    this.put(smallest, option, startMs, part);
    return smallest;
  }

  private move(from: number, to: number, wanted: number): void {
    if (from === to) return;
    const left = this.part[from]! - wanted;
    const moved = left < LEAST_PART ? this.part[from]! : wanted;
    this.put(from, this.option[from]!, this.startMs[from]!, -moved);
    if (left < LEAST_PART) this.part[from] = 0;
    this.put(to, this.option[to]!, this.startMs[to]!, moved);
  }

  /** Second derivative of the weight along a move: stiffness times the squared change of load, over all periods. */
  private curvature(slot: number, option: number, startMs: number, steer: Steer): number {
    const { table } = this;
    const { periodMs } = table.grid;
    const from = this.option[slot]!;
    const perPeriod = (o: number): number =>
      steer.perMw[table.site[o]!]! * table.itMw[o]! ** 2 +
      UNIT_SHARE * steer.perUnit[table.pool[o]!]! * table.units[o]! ** 2;
    const shared =
      table.pool[from] === table.pool[option]
        ? Math.max(
            0,
            Math.min(this.startMs[slot]! + table.durationMs[from]!, startMs + table.durationMs[option]!) -
              Math.max(this.startMs[slot]!, startMs),
          )
        : 0;
    const left = (table.durationMs[from]! - shared) / periodMs;
    const taken = (table.durationMs[option]! - shared) / periodMs;
    return Math.max(1e-300, left * perPeriod(from) + taken * perPeriod(option));
  }

  /** Adds a part of a start to the mixture and its load to the sum. */
  private put(slot: number, option: number, startMs: number, part: number): void {
    this.option[slot] = option;
    this.startMs[slot] = startMs;
    this.part[slot]! += part;
    addStart(this.table, this.load, option, startMs, part);
  }

  /** Calls for every start of a bid's mixture. */
  forEachStart(
    bid: number,
    visit: (slot: number, option: number, startMs: number, part: number) => void,
  ): void {
    for (let slot = bid * SLOTS; slot < (bid + 1) * SLOTS; slot++)
      if (this.part[slot]! > 0) visit(slot, this.option[slot]!, this.startMs[slot]!, this.part[slot]!);
  }
  get slotCount(): number {
    return this.part.length;
  }
}

/** The price of units rises on one side only: less than all of its stiffness counts along a move. */
const UNIT_SHARE = 0.3;

/** Adds part of an option's run to a load: power by time, units in every period touched. */
export const addStart = (
  table: BidTable,
  load: WorkLoad,
  option: number,
  startMs: number,
  part: number,
): void => {
  const { periodMs, totalCount } = table.grid;
  const endMs = startMs + table.durationMs[option]!;
  const powerBase = table.site[option]! * totalCount;
  const unitBase = table.pool[option]! * totalCount;
  const [itMw, units] = [part * table.itMw[option]!, part * table.units[option]!];
  const from = Math.floor(startMs / periodMs);
  const to = Math.ceil(endMs / periodMs);
  for (let t = from; t < to; t++) {
    load.itMw[powerBase + t]! += itMw;
    load.units[unitBase + t]! += units;
  }
  load.itMw[powerBase + from]! -= itMw * (startMs / periodMs - from);
  load.itMw[powerBase + to - 1]! -= itMw * (to - endMs / periodMs);
};
