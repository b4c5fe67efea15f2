import { type Binding, BLOCK_WORDS } from '#dispatch/domain';
import type { Bilingual } from '#units';
import { CheapestShares, noShares } from '../bids/preemptible-answer.ts';
import { cheapestStart, noStart, weightOfStart } from '../bids/rigid-answer.ts';
import { ROOM_TOLERANCE } from '../bids/room.ts';
import { PriceSums, type WorkPrices } from '../bids/work-prices.ts';
import { POOL_CAPACITY } from '../constraints/pool_capacity.ts';
import { SITE_POWER } from '../constraints/site_power.ts';
import { WORK } from '../constraints/work.ts';
import { ElementWords } from '../element-words.ts';
import { stretchesOf } from '../placement/segments.ts';
import type { WorkState } from '../placement/work-state.ts';
import type { PowerModel } from '../power-model.ts';
import { ReasonWords, SMALL_WEIGHT } from './reason-words.ts';

/** Differences below this share of a job's own cost are not worth a word. */
const SMALL_SHARE = 0.005;

/** The best place a bid could have had if it were alone. */
interface Wish {
  readonly option: number;
  readonly startMs: number;
  readonly weight: number;
}
export interface JobReason {
  readonly sentence: Bilingual;
  /** What held it where it is; null when its window leaves no choice. */
  readonly binding: Binding | null;
}

/**
 * Says for each placed job what decided: no better time in its window, the cheapest window taken, no room there, or
 * prices that would rise if everyone came. Compared at the plan's final prices, in the objective's own unit; the price of
 * room is that of the bound, at which jobs and room are in balance.
 */
export class ReasonWriter {
  readonly sums: PriceSums;
  private readonly power: PowerModel;
  private readonly state: WorkState;
  private readonly room: WorkPrices;
  private readonly shares: CheapestShares;
  private readonly elements: ElementWords;
  private readonly words: ReasonWords;
  private readonly start = noStart();
  private readonly run;

  constructor(power: PowerModel, state: WorkState, objectivePrices: WorkPrices, roomPrices: WorkPrices) {
    this.power = power;
    this.state = state;
    this.room = roomPrices;
    const free = { energy: objectivePrices.energy, unit: new Float64Array(objectivePrices.unit.length) };
    this.sums = new PriceSums(power.table, free);
    this.shares = new CheapestShares(power.table);
    this.run = noShares(power.table.grid.totalCount);
    this.elements = new ElementWords(power.problem);
    this.words = new ReasonWords(power);
  }

  reasonFor(bid: number): JobReason {
    const { table, problem } = this.power;
    const first = table.firstOption[bid]!;
    const own = this.state.option[bid]!;
    const atOnce = weightOfStart(table, this.sums, bid, first, table.earliestMs[first]!);
    const paid = this.paid(bid);
    const wish = this.wish(bid);
    const small = Math.max(SMALL_WEIGHT[problem.objective], SMALL_SHARE * Math.abs(atOnce));
    const startsAtOnce = this.startMs(bid) - table.earliestMs[first]! < table.grid.periodMs;
    if (startsAtOnce && own === first && paid <= wish.weight + small) {
      const hasSlack = this.slackMs(own) >= table.grid.periodMs;
      return { sentence: this.words.runsAtOnce(hasSlack), binding: hasSlack ? this.energyPrice(bid) : null };
    }
    if (paid <= wish.weight + small) {
      const sentence = this.words.cheapestWindow(own, this.startMs(bid), atOnce - paid, atOnce);
      return { sentence, binding: this.energyPrice(bid) };
    }
    const full = this.fullAt(bid, wish);
    return {
      sentence: this.words.displaced(wish, full, paid - wish.weight, atOnce - paid, atOnce),
      binding: full ?? this.energyPrice(bid),
    };
  }

  /** What a placed bid costs at the objective's prices. */
  paid(bid: number): number {
    const { table } = this.power;
    const option = this.state.option[bid]!;
    let weight = table.fixedWeight[option]!;
    const to = this.state.touchedTo(bid);
    for (let t = this.state.touchedFrom(bid); t < to; t++) {
      const share = this.state.runIn(bid, t) / table.grid.periodMs;
      weight += share * table.itMw[option]! * this.price(table.site[option]!, t);
    }
    const end = stretchesOf(this.state, bid).at(-1)!.endMs;
    return weight + Math.max(0, end - table.dueMs[bid]!) * table.lateWeightPerMs[bid]!;
  }
  startMs(bid: number): number {
    return stretchesOf(this.state, bid)[0]!.startMs;
  }
  private price(site: number, t: number): number {
    return this.sums.prices.energy[site * this.power.table.grid.totalCount + t]!;
  }
  private slackMs(option: number): number {
    const { table } = this.power;
    return table.latestEndMs[option]! - table.earliestMs[option]! - table.durationMs[option]!;
  }

  private wish(bid: number): Wish {
    const { table } = this.power;
    if (table.rigid[bid]) {
      cheapestStart(table, this.sums, bid, null, this.start);
      return { ...this.start };
    }
    this.shares.answer(this.sums, bid, null, this.run);
    const busiest = this.run.runMs.subarray(this.run.fromPeriod, this.run.toPeriod).findIndex((ms) => ms > 0);
    const startMs = (this.run.fromPeriod + Math.max(0, busiest)) * table.grid.periodMs;
    return { option: this.run.option, startMs, weight: this.run.weight };
  }

  /** The price of IT power at its site while it runs: what decides where room does not. */
  private energyPrice(bid: number): Binding {
    const { table, problem } = this.power;
    const site = table.site[this.state.option[bid]!]!;
    let [priced, ranMs] = [0, 0];
    const to = this.state.touchedTo(bid);
    for (let t = this.state.touchedFrom(bid); t < to; t++) {
      const ms = this.state.runIn(bid, t);
      priced += ms * this.price(site, t);
      ranMs += ms;
    }
    const pricePerUnit = priced / Math.max(1, ranMs) / table.grid.hours;
    return this.binding(WORK, problem.sites[site]!.id, pricePerUnit, 'MWh');
  }

  private binding(block: string, element: string, pricePerUnit: number, unit: Binding['unit']): Binding {
    return { block, element, text: this.elements.about(element, BLOCK_WORDS[block]!), pricePerUnit, unit };
  }

  /** The pool or site that has no room where the bid would rather be, with the price of its room there; else null. */
  private fullAt(bid: number, wish: Wish): Binding | null {
    const { table, problem } = this.power;
    const { grid } = table;
    const [pool, site] = [table.pool[wish.option]!, table.site[wish.option]!];
    const from = Math.floor(wish.startMs / grid.periodMs);
    const endMs = wish.startMs + table.durationMs[wish.option]!;
    const to = Math.min(grid.totalCount, Math.ceil(endMs / grid.periodMs));
    const { room } = this.state;
    const own = this.state.option[bid]!;
    for (let t = from; t < to; t++) {
      const held = this.state.runIn(bid, t) > 0 ? 1 : 0;
      const ownUnits = table.pool[own] === pool ? held * table.units[own]! : 0;
      const ownItMw = table.site[own] === site ? held * table.itMw[own]! : 0;
      const freeUnits = room.freeUnits[pool * grid.totalCount + t]! + ownUnits;
      if (freeUnits < table.units[wish.option]! - ROOM_TOLERANCE) {
        const price = this.room.unit[pool * grid.totalCount + t]! / grid.hours;
        return this.binding(POOL_CAPACITY, problem.pools[pool]!.id, price, 'unit·h');
      }
      const freeItMw = room.freeItMw[site * grid.totalCount + t]! + ownItMw;
      if (freeItMw < table.itMw[wish.option]! - ROOM_TOLERANCE) {
        const rent = this.room.energy[site * grid.totalCount + t]! - this.price(site, t);
        return this.binding(SITE_POWER, problem.sites[site]!.id, Math.max(0, rent) / grid.hours, 'MWh');
      }
    }
    return null;
  }
}
