import type { Bilingual } from '#units';
import { RESERVOIR } from '../../constraints/reservoir.ts';
import { STORAGE_BALANCE } from '../../constraints/storage_balance.ts';
import { holdBlockAt } from '../../hold-blocks.ts';
import { turbinedFor } from '../../model/conversion.ts';
import type { Columns } from '../../model/lp-model.ts';
import { priceWords } from '../objective-amounts.ts';
import type { Activity, ActivityContext } from './activities.ts';
import { type Run, sumOver } from './stretches.ts';

const say = (zh: string, en: string): Bilingual => ({ zh, en });
const zero = (): number => 0;

/** Everything that stores, turbines, units, converters and links do, as activities. */
export const powerActivities = (context: ActivityContext): Activity[] => [
  ...storageActivities(context),
  ...waterActivities(context),
  ...linkActivities(context),
  ...burnerActivities(context),
  ...converterActivities(context),
];

/** Mean over a run of a price per MWh, in words. */
const meanWords = ({ point }: ActivityContext, run: Run, at: (step: number) => number): Bilingual =>
  priceWords(point.power.problem.objective, sumOver(run, at) / (run.to - run.from), 'MWh');

const storageActivities = (context: ActivityContext): Activity[] => {
  const { point } = context;
  const { problem, decisions } = point.power;
  const balance = rowsByElement(context, STORAGE_BALANCE);
  return problem.batteries.flatMap(({ id, area }, i) => {
    // One more MWh in store changes the objective by the dual of its balance: what it saves is its worth.
    const worth = (step: number): number => -point.duals[balance.get(id)![step]!]!;
    const because = (run: Run): Bilingual => {
      const price = meanWords(context, run, (t) => point.areaPrice(area, t));
      const stored = meanWords(context, run, worth);
      return say(
        `当地电价 ${price.zh}，存着值 ${stored.zh}`,
        `power is at ${price.en} there, in store it is worth ${stored.en}`,
      );
    };
    const common = { element: id, area, otherwiseAt: zero, content: decisions.storedMwh[i]!, because };
    return [
      {
        ...common,
        ...{ kind: 'charge' as const, decision: decisions.chargeMw[i]! },
        verb: say('充电', 'charges'),
        otherwise: say('这段时间不充电', 'not charging then'),
      },
      {
        ...common,
        ...{ kind: 'discharge' as const, decision: decisions.dischargeMw[i]! },
        verb: say('放电', 'discharges'),
        otherwise: say('这段时间不放电', 'not discharging then'),
      },
    ];
  });
};

/** Rows of a block by the element whose bare id they carry, in the order of the periods. */
const rowsByElement = ({ point }: ActivityContext, block: string): ReadonlyMap<string, readonly number[]> => {
  const rows = new Map<string, number[]>();
  const { model } = point.power;
  for (let row = 0; row < model.rowCount; row++) {
    const place = model.rowPlace(row);
    if (place.block !== block) continue;
    const known = rows.get(place.element) ?? [];
    known.push(row);
    rows.set(place.element, known);
  }
  return rows;
};

const waterActivities = (context: ActivityContext): Activity[] => {
  const { point } = context;
  const { problem, decisions } = point.power;
  const balance = rowsByElement(context, RESERVOIR);
  const reservoirs = problem.reservoirs.map((plant, i): Activity => {
    const mm3PerMwh = turbinedFor(1, plant.mwPerM3PerS);
    // What it is worth here, less what it goes on to be worth in the reservoir below.
    const worth = (t: number): number => {
      const below = plant.downstream;
      const arrives = below && balance.get(problem.reservoirs[below.reservoir]!.id)![t + below.delayPeriods];
      const kept = -point.duals[balance.get(plant.id)![t]!]!;
      const passed = arrives === undefined ? 0 : -point.duals[arrives]!;
      return (kept - passed) * mm3PerMwh + plant.waterValueYuanPerMwh;
    };
    return {
      ...{ kind: 'hydro', element: plant.id, area: plant.area, decision: decisions.hydroMw[i]! },
      verb: say('放水发电', 'generates'),
      otherwise: say('这段时间蓄水不发', 'holding the water back then'),
      otherwiseAt: zero,
      content: decisions.storedMm3[i]!,
      because: (run) => {
        if (!isInYuan(context)) return priceThere(context, plant.area, run);
        const price = meanWords(context, run, (t) => point.areaPrice(plant.area, t));
        const water = meanWords(context, run, worth);
        return say(
          `当地电价 ${price.zh}，水值 ${water.zh}`,
          `power is at ${price.en} there, its water is worth ${water.en}`,
        );
      },
    };
  });
  const towers = problem.cspPlants.map(
    (plant, i): Activity => ({
      ...{ kind: 'csp', element: plant.id, area: plant.area, decision: decisions.cspMw[i]! },
      verb: say('发电', 'generates'),
      otherwise: say('这段时间储热不发', 'keeping the heat in store then'),
      otherwiseAt: zero,
      content: decisions.heatMwh[i]!,
      because: (run) => priceThere(context, plant.area, run),
    }),
  );
  return [...reservoirs, ...towers];
};

/** Own costs and earnings are in yuan: they say something only beside prices in yuan. */
const isInYuan = ({ point }: ActivityContext): boolean => point.power.problem.objective === 'cost';

const priceThere = (context: ActivityContext, area: number, run: Run): Bilingual => {
  const price = meanWords(context, run, (t) => context.point.areaPrice(area, t));
  return say(`当地电价 ${price.zh}`, `power is at ${price.en} there`);
};

const linkActivities = (context: ActivityContext): Activity[] => {
  const { point } = context;
  const { problem, decisions } = point.power;
  return problem.hvdcLinks.flatMap((link, i): Activity[] => {
    const decision = decisions.hvdcSentMw[i]!;
    const least = (step: number): number => point.data.columnLower[decision.first + step]!;
    const inPeriods = (run: Run): Run => ({
      from: firstPeriod(context, link.holdPeriods, run.from),
      to: firstPeriod(context, link.holdPeriods, run.to),
      tag: run.tag,
    });
    const because = (run: Run): Bilingual => {
      const periods = inPeriods(run);
      const price = meanWords(context, periods, (t) => point.areaPrice(link.area, t));
      const far = link.toArea;
      if (far === undefined && !isInYuan(context)) return priceThere(context, link.area, periods);
      const arriving = 1 - link.lossRatio;
      const earned = meanWords(
        context,
        periods,
        (t) => arriving * (far === undefined ? link.deliveredYuanPerMwh[t]! : point.areaPrice(far, t)),
      );
      return say(
        `外送收入 ${earned.zh}，当地电价 ${price.zh}`,
        `sending earns ${earned.en}, and power is at ${price.en} here`,
      );
    };
    const common = { element: link.id, area: link.area, decision, because, kind: 'hvdc' as const };
    const step = link.stepMw ?? (link.expansion?.maximum ?? link.ratedMw) * LINK_STEP;
    return [
      {
        ...common,
        verb: say('外送', 'sends'),
        otherwise: say('这段时间只送最小功率', 'sending only its minimum then'),
        otherwiseAt: least,
      },
      {
        ...common,
        verb: say('只外送', 'sends only'),
        otherwise: say(`这段时间多送 ${step} MW`, `sending ${step} MW more then`),
        otherwiseAt: (block) => oneMore(context, decision, block, step),
      },
    ];
  });
};

/** Part of the rating by which a link without steps is moved. */
const LINK_STEP = 0.1;

/** A step more where the link sends its minimum and may send more; else what it sends, so that nothing is to tell. */
const oneMore = ({ point }: ActivityContext, decision: Columns, block: number, step: number): number => {
  const column = decision.first + block;
  const value = point.primal[column]!;
  const [least, most] = [point.data.columnLower[column]!, point.data.columnUpper[column]!];
  return value <= least + 1e-6 && value + step <= most ? value + step : value;
};

const firstPeriod = ({ point }: ActivityContext, holdPeriods: number, block: number): number => {
  const { horizon } = point.power.problem;
  let t = 0;
  while (t < horizon.periodCount && holdBlockAt(horizon, holdPeriods, t) < block) t++;
  return t;
};

const burnerActivities = (context: ActivityContext): Activity[] => {
  const { point } = context;
  const { problem, decisions } = point.power;
  return problem.thermalUnits.map((unit, i): Activity => {
    const decision = decisions.thermalMw[i]!;
    const committed = unit.commitment !== undefined;
    return {
      ...{ kind: 'thermal', element: unit.id, area: unit.area, decision },
      verb: say('发电', 'generates'),
      otherwise: committed
        ? say('这段时间停机', 'standing still then')
        : say('这段时间只按最小出力运行', 'running at its minimum then'),
      otherwiseAt: (t) => point.data.columnLower[decision.first + t]!,
      because: (run) => {
        if (!isInYuan(context)) return priceThere(context, unit.area, run);
        const price = meanWords(context, run, (t) => point.areaPrice(unit.area, t));
        const fuel = meanWords(context, run, (t) => unit.operatingYuanPerMwh[t]!);
        return say(
          `当地电价 ${price.zh}，燃料 ${fuel.zh}`,
          `power is at ${price.en} there, its fuel costs ${fuel.en}`,
        );
      },
    };
  });
};

const converterActivities = (context: ActivityContext): Activity[] => {
  const { point } = context;
  const { problem, decisions } = point.power;
  return problem.converters.map((station, i): Activity => {
    const decision = decisions.convertedMw[i]!;
    return {
      ...{ kind: 'convert', element: station.id, area: station.fromArea, decision },
      verb: say('转换', 'converts'),
      otherwise: say('这段时间不转换', 'not converting then'),
      // Nothing, or as near to it as its bounds allow.
      otherwiseAt: (t) =>
        Math.max(
          point.data.columnLower[decision.first + t]!,
          Math.min(0, point.data.columnUpper[decision.first + t]!),
        ),
      because: (run) => {
        const [here, there] = [station.fromArea, station.toArea].map((area) =>
          meanWords(context, run, (t) => point.areaPrice(area, t)),
        );
        return say(
          `取电处 ${here!.zh}，送达处 ${there!.zh}`,
          `power is at ${here!.en} where it takes it and ${there!.en} where it gives it`,
        );
      },
    };
  });
};
