import type { Remedy, RuleDayState, RuleKind, RuleRecord, RuleView } from '#dispatch/domain';
import type { Bilingual, Language } from '#units';
import { figure, money } from './figures.ts';

/** A rule's figure as people write it: percent, a bare ratio for PUE, tonnes for carbon. */
export const ruleFigureText = (kind: RuleKind, value: number, language: Language): string => {
  if (kind === 'carbon') return `${figure(value, language)} t`;
  return kind === 'pue' ? value.toFixed(3) : `${(100 * value).toFixed(1)} %`;
};
export const ruleLimitText = ({ sense, kind, limit }: RuleRecord, language: Language): string =>
  `${sense === 'atLeast' ? '≥' : '≤'} ${ruleFigureText(kind, limit, language)}`;

/** Part over whole, or tonnes; null where nothing was counted. */
export const ruleFigure = ({
  unit,
  part,
  whole,
}: Pick<RuleDayState, 'unit' | 'part' | 'whole'>): number | null => {
  if (unit === 'g') return part / 1e6;
  return whole > 0 ? part / whole : null;
};

export const REMEDY_WORDS: Readonly<Record<Remedy['kind'], Bilingual>> = {
  certificates: { zh: '购买绿证', en: 'Buy certificates' },
  cleanImport: { zh: '多购清洁电', en: 'Import more clean energy' },
  lessFeedIn: { zh: '少上网', en: 'Feed in less' },
  moveJobs: { zh: '移动作业', en: 'Move jobs' },
  moreWork: { zh: '移入作业', en: 'Move work in' },
  betterForecasts: { zh: '提高预测准确率', en: 'Forecast better' },
  payExcess: { zh: '支付超额', en: 'Pay for the excess' },
};
export const STANDING_WORDS: Readonly<Record<RuleView['standing'], Bilingual>> = {
  danger: { zh: '有风险', en: 'In danger' },
  watch: { zh: '须关注', en: 'To watch' },
  unknown: { zh: '天数不足', en: 'Not enough days' },
  safe: { zh: '有把握', en: 'Safe' },
};
export const ENFORCEMENT_WORDS: Readonly<Record<RuleRecord['enforcement'], Bilingual>> = {
  plan: { zh: '约束计划', en: 'binds plans' },
  watched: { zh: '只监视，不约束计划', en: 'watched only: no plan is bound by it' },
};

export const remedyQuantityText = (quantity: number, { unit }: Remedy, language: Language): string =>
  unit === 'ratio' ? `${figure(100 * quantity, language)} pp` : `${figure(quantity, language)} ${unit}`;

/** How a rule stands, where it ends and what to do about it, in a few sentences. */
export const ruleSentence = (record: RuleRecord, state: RuleDayState | null): Bilingual => ({
  zh: sentence(record, state, 'zh'),
  en: sentence(record, state, 'en'),
});

function sentence(record: RuleRecord, state: RuleDayState | null, language: Language): string {
  const say: Say = (zh, en) => (language === 'zh' ? zh : en);
  if (state === null) return say('还没有结束的一天可以评定。', 'No day has ended yet that could be judged.');
  const limit = ruleLimitText(record, language);
  const now = ruleFigure(state);
  const counted =
    now === null
      ? say(
          `至 ${state.day} 尚无可计，要求 ${limit}。`,
          `Nothing was counted by ${state.day}; asked for: ${limit}.`,
        )
      : say(
          `至 ${state.day} 为 ${ruleFigureText(record.kind, now, language)}，要求 ${limit}。`,
          `${ruleFigureText(record.kind, now, language)} by ${state.day}; asked for: ${limit}.`,
        );
  const { projection, remedies, missing } = state.judgement;
  return [
    counted,
    chanceText(record.kind, projection, language, say),
    remedyText(remedies, missing, language, say),
  ]
    .filter((text) => text !== '')
    .join(say('', ' '));
}

type Say = (zh: string, en: string) => string;
type Judgement = RuleDayState['judgement'];

function chanceText(
  kind: RuleKind,
  projection: Judgement['projection'],
  language: Language,
  say: Say,
): string {
  const { value, probability, sampleDays, untilDay, method } = projection;
  if (method === 'counted' || value === null) return '';
  const text = (figured: number): string => ruleFigureText(kind, figured, language);
  const range = `${text(value.low)} – ${text(value.high)}`;
  if (probability === null)
    return say(
      `整日记录只有 ${sampleDays} 天，天数不足，不给概率；若余下各日都如其中最差、最好的一天，到 ${untilDay} 为 ${range}。`,
      `Not enough days for a probability (${sampleDays} whole days recorded); if all that remain were like the worst or the best of them, it ends within ${range} on ${untilDay}.`,
    );
  return say(
    `到 ${untilDay} 预计 ${text(value.median)}（八成可能在 ${range}），达标概率 ${chance(probability)}。`,
    `By ${untilDay} ${text(value.median)} is expected (eight of ten within ${range}); the chance of meeting it is ${chance(probability)}.`,
  );
}

/** What a thousand imagined ends can tell apart. */
export const chance = (probability: number): string => {
  if (probability > 0.995) return probability === 1 ? '> 99.5 %' : '99.5 %';
  return probability < 0.005 ? '< 0.5 %' : `${(100 * probability).toFixed(0)} %`;
};

function remedyText(
  remedies: readonly Remedy[],
  missing: Judgement['missing'],
  language: Language,
  say: Say,
): string {
  if (missing.quantity <= 0) return '';
  const mix = remedies.filter(({ mixQuantity }) => mixQuantity > 0);
  const [only] = remedies;
  if (mix.length === 0)
    return only === undefined
      ? say('没有可用的补救。', 'There is no remedy.')
      : `${REMEDY_WORDS[only.kind][language]}${say('：', ': ')}${only.basis[language]}${say('。', '.')}`;
  const yuan = mix.reduce((sum, { mixQuantity, yuanPerUnit }) => sum + mixQuantity * (yuanPerUnit ?? 0), 0);
  const parts = mix.map(
    (each) => `${REMEDY_WORDS[each.kind][language]} ${remedyQuantityText(each.mixQuantity, each, language)}`,
  );
  return say(
    `最便宜的补救：${parts.join('、')}，共 ${money(yuan, language)}。`,
    `Cheapest remedy: ${parts.join(', ')}, ${money(yuan, language)} in all.`,
  );
}
