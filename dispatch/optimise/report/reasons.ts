import type { Objective } from '#dispatch/domain';
import { type Bilingual, shanghaiIso } from '#units';
import { CheapestShares, noShares } from '../bids/preemptible-answer.ts';
import { cheapestStart, noStart, weightOfStart } from '../bids/rigid-answer.ts';
import { ROOM_TOLERANCE } from '../bids/room.ts';
import { PriceSums, type WorkPrices } from '../bids/work-prices.ts';
import { stretchesOf } from '../placement/segments.ts';
import type { WorkState } from '../placement/work-state.ts';
import type { PowerModel } from '../power-model.ts';

/** Differences below this share of a job's own cost are not worth a word. */
const SMALL_SHARE = 0.005;
/** Nor are less than a fen, ten grams, ten watt-hours or ten watts. */
const SMALL_WEIGHT = { cost: 0.01, carbon: 1e-5, green: 1e-5, stability: 1e-5 } as const;
/** "The … time of its window", by objective. */
const BEST_TIME: Readonly<Record<Objective, Bilingual>> = {
  cost: { zh: '最便宜', en: 'cheapest' },
  carbon: { zh: '碳排放最低', en: 'least emitting' },
  green: { zh: '最绿', en: 'greenest' },
  stability: { zh: '最平稳', en: 'steadiest' },
};

/** The best place a bid could have had if it were alone. */
interface Wish {
  readonly option: number;
  readonly startMs: number;
  readonly weight: number;
}

/**
 * Says for each placed job what decided: no better time in its window, the cheapest window taken, no room there, or
 * prices that would rise if everyone came. Compared at the plan's final prices, in the objective's own unit.
 */
export class ReasonWriter {
  private readonly power: PowerModel;
  private readonly state: WorkState;
  private readonly sums: PriceSums;
  private readonly shares: CheapestShares;
  private readonly objective: Objective;
  private readonly start = noStart();
  private readonly run;

  constructor(power: PowerModel, state: WorkState, objectivePrices: WorkPrices) {
    this.power = power;
    this.state = state;
    const free = { energy: objectivePrices.energy, unit: new Float64Array(objectivePrices.unit.length) };
    this.sums = new PriceSums(power.table, free);
    this.shares = new CheapestShares(power.table);
    this.run = noShares(power.table.grid.totalCount);
    this.objective = power.problem.objective;
  }

  reasonFor(bid: number): Bilingual {
    const { table } = this.power;
    const first = table.firstOption[bid]!;
    const atOnce = weightOfStart(table, this.sums, bid, first, table.earliestMs[first]!);
    const paid = this.paid(bid);
    const wish = this.wish(bid);
    const small = Math.max(SMALL_WEIGHT[this.objective], SMALL_SHARE * Math.abs(atOnce));
    const startsAtOnce = this.startMs(bid) - table.earliestMs[first]! < table.grid.periodMs;
    if (startsAtOnce && this.state.option[bid] === first && paid <= wish.weight + small)
      return this.runsAtOnce(bid);
    const gain = this.gainText(atOnce - paid, atOnce);
    if (paid <= wish.weight + small) return this.cheapestWindow(bid, gain);
    return this.displaced(bid, wish, paid - wish.weight, gain);
  }

  private paid(bid: number): number {
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
  private price(site: number, t: number): number {
    return this.sums.prices.energy[site * this.power.table.grid.totalCount + t]!;
  }
  private startMs(bid: number): number {
    return stretchesOf(this.state, bid)[0]!.startMs;
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

  private runsAtOnce(bid: number): Bilingual {
    const { table } = this.power;
    const option = this.state.option[bid]!;
    const slackMs = table.latestEndMs[option]! - table.earliestMs[option]! - table.durationMs[option]!;
    if (slackMs < table.grid.periodMs)
      return {
        zh: '立即运行：距截止时间没有可挪动的余量。',
        en: 'Runs at once: its deadline leaves no time to move it.',
      };
    const best = BEST_TIME[this.objective];
    return {
      zh: `立即运行：这已是时间窗内${best.zh}的时段。`,
      en: `Runs at once: that is the ${best.en} time of its window.`,
    };
  }

  private cheapestWindow(bid: number, gain: Bilingual): Bilingual {
    const place = this.placeText(this.state.option[bid]!, this.startMs(bid));
    const best = BEST_TIME[this.objective];
    return {
      zh: `安排在时间窗内${best.zh}的时段（${place.zh}），${gain.zh}。`,
      en: `Runs in the ${best.en} time of its window (${place.en}), ${gain.en}.`,
    };
  }

  private displaced(bid: number, wish: Wish, extra: number, gain: Bilingual): Bilingual {
    const place = this.placeText(wish.option, wish.startMs);
    const blocked = this.blockedBy(bid, wish);
    const more = this.amountText(extra);
    return {
      zh: `更优的时段（${place.zh}）${blocked.zh}，现位置多付 ${more.zh}；${gain.zh}。`,
      en: `The better time (${place.en}) ${blocked.en}; its place costs ${more.en} more, and is ${gain.en}.`,
    };
  }

  private blockedBy(bid: number, wish: Wish): Bilingual {
    const { table, problem } = this.power;
    const { grid } = table;
    const pool = problem.pools[table.pool[wish.option]!]!;
    const name = pool.name ?? { zh: pool.id, en: pool.id };
    const from = Math.floor(wish.startMs / grid.periodMs);
    const to = Math.min(
      grid.totalCount,
      Math.ceil((wish.startMs + table.durationMs[wish.option]!) / grid.periodMs),
    );
    const { room } = this.state;
    const own = this.state.option[bid]!;
    for (let t = from; t < to; t++) {
      const held = this.state.runIn(bid, t) > 0 ? 1 : 0;
      const ownUnits = table.pool[own] === table.pool[wish.option] ? held * table.units[own]! : 0;
      const ownItMw = table.site[own] === table.site[wish.option] ? held * table.itMw[own]! : 0;
      const freeUnits = room.freeUnits[table.pool[wish.option]! * grid.totalCount + t]! + ownUnits;
      if (freeUnits < table.units[wish.option]! - ROOM_TOLERANCE)
        return { zh: `${name.zh}已满`, en: `has no free units in ${name.en}` };
      const freeItMw = room.freeItMw[table.site[wish.option]! * grid.totalCount + t]! + ownItMw;
      if (freeItMw < table.itMw[wish.option]! - ROOM_TOLERANCE)
        return { zh: '站点功率已达上限', en: 'has no power left under the site limit' };
    }
    return { zh: '若作业都挤入会抬高边际价格', en: 'would become dearer if all this work moved there' };
  }

  private placeText(option: number, startMs: number): Bilingual {
    const { table, problem } = this.power;
    const site = problem.sites[table.site[option]!]!;
    const at = shanghaiIso(table.grid.startMs + startMs);
    const when = `${at.slice(5, 10)} ${at.slice(11, 16)}`;
    return { zh: `${site.name?.zh ?? site.id} ${when}`, en: `${site.name?.en ?? site.id} ${when}` };
  }

  private gainText(gain: number, atOnce: number): Bilingual {
    const percent = Math.abs(atOnce) > 1e-9 ? Math.round((1000 * Math.abs(gain)) / Math.abs(atOnce)) / 10 : 0;
    const amount = this.amountText(Math.abs(gain));
    return gain >= 0
      ? {
          zh: `比立即运行省 ${amount.zh}（${percent}%）`,
          en: `${amount.en} (${percent} %) less than at once`,
        }
      : {
          zh: `比立即运行多 ${amount.zh}（${percent}%）`,
          en: `${amount.en} (${percent} %) more than at once`,
        };
  }

  private amountText(weight: number): Bilingual {
    const thousandths = round(weight * 1000);
    switch (this.objective) {
      case 'cost':
        return { zh: `${round(weight)} 元`, en: `${round(weight)} yuan` };
      case 'carbon':
        return { zh: `${thousandths} kgCO₂`, en: `${thousandths} kgCO₂` };
      case 'green':
        return { zh: `${thousandths} kWh 非清洁电`, en: `${thousandths} kWh of energy that is not clean` };
      case 'stability':
        return { zh: `${thousandths} kW 波动`, en: `${thousandths} kW of change` };
    }
  }
}

const round = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(2));
