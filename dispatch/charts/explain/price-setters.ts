import type { Plan, PriceSetter } from '#dispatch/domain';
import { periodStartMs } from '#units';
import { figure } from '../figures.ts';
import { nameOf } from '../names.ts';
import type { ChartColour, ChartContext, ChartPicture } from '../picture.ts';
import { type PlanLine, planLinesPicture } from '../plan-lines.ts';
import { LABELS, sentence } from '../words.ts';
import { SETTER_WORDS } from './explain-words.ts';
import { priceShares } from './price-shares.ts';

/** The colour that stands for each kind of price setter. */
export const SETTER_COLOURS: Readonly<Record<PriceSetter['kind'], ChartColour>> = {
  import: 'gridImport',
  export: 'export',
  thermal: 'thermal',
  unserved: 'alarm',
  curtail: 'wind',
  hvdc: 'accent',
  hydro: 'water',
  csp: 'sun',
  storage: 'storageDischarge',
  convert: 'compute',
  limits: 'inkFaint',
};
const TITLE = { zh: '{area}的电价，由谁决定', en: 'Price in {area}, and what set it' };
const DESCRIPTION = {
  zh: '影子电价在 {low} 至 {high} 元/MWh 之间；最常由{setter}决定（{share}%）。',
  en: 'The shadow price lies between {low} and {high} CNY/MWh; most often {setter} set it ({share} %).',
};

/** The price of one area as steps, coloured by what set it in each period. */
export const priceSettersPicture = (plan: Plan, area: string, context: ChartContext): ChartPicture => {
  const { language, look } = context;
  const prices = plan.prices[`areaYuanPerMwh.${area}`] ?? [];
  const setters = plan.priceSetters.filter((setter) => setter.area === area);
  const kinds = priceShares(plan, area).map(({ kind }) => kind);
  const kindAt = prices.map((_, t) => {
    const atMs = periodStartMs(plan.horizon, t);
    return setters.find(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs)?.kind ?? 'limits';
  });
  const lines = kinds.map(
    (kind): PlanLine => ({
      id: kind,
      name: SETTER_WORDS[kind][language],
      colour: look.colours[SETTER_COLOURS[kind]],
      values: prices.map((price, t) => (kindAt[t] === kind ? price : null)),
      filled: true,
      width: 2,
    }),
  );
  const [first] = priceShares(plan, area);
  return planLinesPicture(plan, context, {
    id: 'price-setters',
    title: {
      zh: sentence(TITLE.zh, { area: nameOf(context, area) }),
      en: sentence(TITLE.en, { area: nameOf(context, area) }),
    },
    unit: LABELS.yuanPerMwh[language],
    lines,
    heightPx: 240,
    description: sentence(DESCRIPTION[language], {
      low: figure(prices.length === 0 ? 0 : Math.min(...prices), language),
      high: figure(prices.length === 0 ? 0 : Math.max(...prices), language),
      setter: SETTER_WORDS[first?.kind ?? 'limits'][language],
      share: figure(100 * (first?.ratio ?? 1), language),
    }),
  });
};
