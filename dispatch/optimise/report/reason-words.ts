import type { Binding, JobAlternative, Objective } from '#dispatch/domain';
import { type Bilingual, shanghaiIso } from '#units';
import { POOL_CAPACITY } from '../constraints/pool_capacity.ts';
import type { PowerModel } from '../power-model.ts';
import { amountWords, figure, priceWords } from './objective-amounts.ts';

/** Less than a fen, ten grams, ten watt-hours or ten watts is no difference. */
export const SMALL_WEIGHT: Readonly<Record<Objective, number>> = {
  cost: 0.01,
  carbon: 1e-5,
  green: 1e-5,
  stability: 1e-5,
};
/** "The … time of its window", by objective. */
const BEST_TIME: Readonly<Record<Objective, Bilingual>> = {
  cost: { zh: '最便宜', en: 'cheapest' },
  carbon: { zh: '碳排放最低', en: 'least emitting' },
  green: { zh: '最绿', en: 'greenest' },
  stability: { zh: '最平稳', en: 'steadiest' },
};
const HIGHER_PRICE: Bilingual = {
  zh: '若作业都挤入会抬高边际价格',
  en: 'would become dearer if all this work moved there',
};

interface Place {
  readonly option: number;
  readonly startMs: number;
}

/** The sentences in which a job is told why it runs where and when it does. */
export class ReasonWords {
  private readonly power: PowerModel;
  private readonly objective: Objective;

  constructor(power: PowerModel) {
    this.power = power;
    this.objective = power.problem.objective;
  }

  runsAtOnce(hasSlack: boolean): Bilingual {
    const best = BEST_TIME[this.objective];
    return hasSlack
      ? {
          zh: `立即运行：这已是时间窗内${best.zh}的时段。`,
          en: `Runs at once: that is the ${best.en} time of its window.`,
        }
      : {
          zh: '立即运行：距截止时间没有可挪动的余量。',
          en: 'Runs at once: its deadline leaves no time to move it.',
        };
  }

  cheapestWindow(option: number, startMs: number, gain: number, atOnce: number): Bilingual {
    const place = this.place(option, startMs);
    const best = BEST_TIME[this.objective];
    const gained = this.gain(gain, atOnce);
    return {
      zh: `安排在时间窗内${best.zh}的时段（${place.zh}），${gained.zh}。`,
      en: `Runs in the ${best.en} time of its window (${place.en}), ${gained.en}.`,
    };
  }

  displaced(wish: Place, full: Binding | null, extra: number, gain: number, atOnce: number): Bilingual {
    const place = this.place(wish.option, wish.startMs);
    const blocked = this.blocked(full);
    const more = amountWords(this.objective, extra);
    const gained = this.gain(gain, atOnce);
    return {
      zh: `更优的时段（${place.zh}）${blocked.zh}，现位置多付 ${more.zh}；${gained.zh}。`,
      en: `The better time (${place.en}) ${blocked.en}; its place costs ${more.en} more, and is ${gained.en}.`,
    };
  }

  private blocked(full: Binding | null): Bilingual {
    if (full === null) return HIGHER_PRICE;
    const { zh, en } = priceWords(this.objective, full.pricePerUnit, full.unit);
    const price =
      full.pricePerUnit > 0 ? { zh: `（影子价格 ${zh}）`, en: ` (shadow price ${en})` } : { zh: '', en: '' };
    if (full.block !== POOL_CAPACITY)
      return {
        zh: `站点功率已达上限${price.zh}`,
        en: `has no power left under the site limit${price.en}`,
      };
    const pool = this.power.problem.pools.find(({ id }) => id === full.element)!;
    const name = pool.name ?? { zh: pool.id, en: pool.id };
    return { zh: `${name.zh}已满${price.zh}`, en: `has no free units in ${name.en}${price.en}` };
  }

  /** "Next best: Golmud 03-10 11:00, 3.2 CNY and 0.8 kgCO₂ more." */
  nextBest(
    option: number,
    startMs: number,
    { extraObjective, extraTco2 }: Pick<JobAlternative, 'extraObjective' | 'extraTco2'>,
  ): Bilingual {
    const place = this.place(option, startMs);
    const amount = amountWords(this.objective, Math.abs(extraObjective));
    const kg = this.objective === 'carbon' ? 0 : extraTco2 * 1000;
    const carbon =
      Math.abs(kg) < LEAST_KG
        ? { zh: '', en: '' }
        : {
            zh: `、${kg > 0 ? '多' : '少'} ${figure(Math.abs(kg))} kgCO₂`,
            en: ` and ${figure(Math.abs(kg))} kgCO₂ ${kg > 0 ? 'more' : 'less'}`,
          };
    if (Math.abs(extraObjective) < SMALL_WEIGHT[this.objective])
      return {
        zh: `次优：${place.zh}，代价相同${carbon.zh}。`,
        en: `Next best: ${place.en}, at the same cost${carbon.en}.`,
      };
    if (extraObjective > 0)
      return {
        zh: `次优：${place.zh}，多 ${amount.zh}${carbon.zh}。`,
        en: `Next best: ${place.en}, ${amount.en} more${carbon.en}.`,
      };
    return {
      zh: `次优：${place.zh}，按现价少 ${amount.zh}${carbon.zh}，但移过去会抬高那里的价格。`,
      en: `Next best: ${place.en}, ${amount.en} less${carbon.en} at these prices, which its move would raise.`,
    };
  }

  private place(option: number, startMs: number): Bilingual {
    const { table, problem } = this.power;
    const site = problem.sites[table.site[option]!]!;
    const when = shanghaiIso(table.grid.startMs + startMs)
      .slice(5, 16)
      .replace('T', ' ');
    return { zh: `${site.name?.zh ?? site.id} ${when}`, en: `${site.name?.en ?? site.id} ${when}` };
  }

  private gain(gain: number, atOnce: number): Bilingual {
    const percent = Math.abs(atOnce) > 1e-9 ? Math.round((1000 * Math.abs(gain)) / Math.abs(atOnce)) / 10 : 0;
    const amount = amountWords(this.objective, Math.abs(gain));
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
}

/** Less than fifty grams is not worth a word. */
const LEAST_KG = 0.05;
