import type { Explanation, Plan } from '#dispatch/domain';
import type { Bilingual, Language } from '#units';
import { figure, money, percent } from '../figures.ts';
import { OBJECTIVE_WORDS } from '../objective-words.ts';
import { EXPLANATION_WORDS, LIMIT_KINDS, SETTER_WORDS } from './explain-words.ts';
import { type PriceShare, priceShares } from './price-shares.ts';

export type NameOf = (element: string) => Bilingual;

/** Text in which every second part, from the second on, is a figure or a name to be set off. */
export type Answer = readonly string[];

/** An amount of what the plan minimises. */
export const stakeText = (
  { objective }: Pick<Plan, 'objective'>,
  stake: number,
  language: Language,
): string =>
  objective === 'cost'
    ? money(stake, language)
    : `${figure(stake, language)} ${OBJECTIVE_WORDS[objective].unit[language]}`;

/** What set the price most of the time, which limits cost most, and which decision is worth most. */
export const explainAnswer = (plan: Plan, nameOf: NameOf, language: Language): Answer => {
  if (plan.explanations.length === 0 && plan.priceSetters.length === 0)
    return [language === 'zh' ? '这份计划没有留下理由。' : 'No reasons were kept with this plan.'];
  return [
    ...priceAnswer(plan, nameOf, language),
    ...limitAnswer(plan, nameOf, language),
    ...worthAnswer(plan, nameOf, language),
  ];
};

const setterText = ({ kind, element }: PriceShare, nameOf: NameOf, language: Language): string => {
  const words = SETTER_WORDS[kind][language];
  if (kind === 'limits' || kind === 'curtail' || kind === 'unserved') return words;
  return language === 'zh' ? `${nameOf(element).zh}（${words}）` : `${words} (${nameOf(element).en})`;
};

const priceAnswer = (plan: Plan, nameOf: NameOf, language: Language): string[] => {
  const [first, second] = priceShares(plan);
  if (first === undefined) return [];
  const text = (share: PriceShare): [string, string, string] => [
    percent(share.ratio, language),
    setterText(share, nameOf, language),
    `${figure(share.meanYuanPerMwh, language)} ${language === 'zh' ? '元/MWh' : 'CNY/MWh'}`,
  ];
  const [time, name, price] = text(first);
  const more = second === undefined ? null : text(second);
  if (language === 'zh')
    return [
      '电价有 ',
      time,
      ' 的时间由',
      name,
      '决定（均价 ',
      price,
      ...(more === null
        ? ['）。', '']
        : ['），其次 ', more[0], ' 的时间由', more[1], '决定（', more[2], '）。', '']),
    ];
  return [
    '',
    name.charAt(0).toUpperCase() + name.slice(1),
    ' set the price for ',
    time,
    ' of the time (',
    price,
    ...(more === null
      ? [' on average). ', '']
      : [' on average), then ', more[1], ' for ', more[0], ' (', more[2], '). ', '']),
  ];
};

/** In the middle of a sentence; abbreviations stay as they are. */
const lowered = (words: string): string => words.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());

/** Limits told in the answer. */
const MOST_LIMITS = 2;

const limitAnswer = (plan: Plan, nameOf: NameOf, language: Language): string[] => {
  const byElement = new Map<string, { row: Explanation; stake: number }>();
  for (const row of plan.explanations) {
    if (!LIMIT_KINDS.has(row.kind)) continue;
    const key = `${row.kind} ${row.element}`;
    byElement.set(key, { row, stake: (byElement.get(key)?.stake ?? 0) + row.stake });
  }
  const dearest = [...byElement.values()].sort((a, b) => b.stake - a.stake).slice(0, MOST_LIMITS);
  if (dearest.length === 0)
    return [language === 'zh' ? '没有限值产生代价。' : 'No limit cost anything. ', ''];
  const parts = dearest.flatMap(({ row, stake }, i) => {
    const between =
      i === 0
        ? language === 'zh'
          ? '最贵的限值：'
          : 'The limits that cost most: '
        : language === 'zh'
          ? '、'
          : ', ';
    const name = `${nameOf(row.element)[language]} ${lowered(EXPLANATION_WORDS[row.kind][language])}`;
    return [
      between,
      language === 'zh' ? name.replace(' ', '') : name,
      language === 'zh' ? '，' : ' at ',
      stakeText(plan, stake, language),
    ];
  });
  return [...parts, language === 'zh' ? '。' : '. ', ''];
};

const worthAnswer = (plan: Plan, nameOf: NameOf, language: Language): string[] => {
  const best = plan.explanations.find(
    ({ kind, alternative }) => !LIMIT_KINDS.has(kind) && alternative?.basis === 'resolved',
  );
  if (best === undefined) return [];
  const [name, kind] = [nameOf(best.element)[language], EXPLANATION_WORDS[best.kind][language]];
  const what = language === 'zh' ? `${name}（${kind}）` : `${name}, ${lowered(kind)}`;
  const worth = stakeText(plan, best.stake, language);
  return language === 'zh'
    ? ['价值最大的决定：', what, '，值 ', worth, '。']
    : ['The decision worth most: ', what, ', ', worth, '.'];
};
