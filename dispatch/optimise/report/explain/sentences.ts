import type { Alternative, Binding, Objective } from '#dispatch/domain';
import type { Bilingual } from '#units';
import { amountWords, figure, priceWords } from '../objective-amounts.ts';
import { SMALL_WEIGHT } from '../reason-words.ts';
import type { Candidate } from './candidate.ts';

/** The deed, the prices behind it, what bound it, and the alternative with its cost, in one line each language. */
export const sentenceOf = (
  objective: Objective,
  { deed, because, binding }: Candidate,
  alternative: Alternative | null,
): Bilingual => {
  const bound = boundWords(objective, binding);
  const other = alternative === null ? NOTHING : alternativeWords(objective, alternative);
  return {
    zh: [`${deed.zh}${because.zh === '' ? '' : `：${because.zh}`}。`, bound.zh, other.zh].join(''),
    en: [`${deed.en}${because.en === '' ? '' : `: ${because.en}`}.`, bound.en, other.en]
      .filter((part) => part !== '')
      .join(' '),
  };
};

const boundWords = (objective: Objective, binding: readonly Binding[]): Bilingual => {
  if (binding.length === 0) return { zh: '', en: '' };
  const told = binding.map(({ text, pricePerUnit, unit }) => ({
    text,
    price: priceWords(objective, pricePerUnit, unit),
  }));
  return {
    zh: `受限于${told.map(({ text, price }) => `${text.zh}（${price.zh}）`).join('、')}。`,
    en: `Bound by ${told.map(({ text, price }) => `${text.en} (${price.en})`).join(', ')}.`,
  };
};

/** "Not charging then would cost 310 CNY more and emit 0.2 t more." */
export const alternativeWords = (objective: Objective, alternative: Alternative): Bilingual => {
  const { what, basis, extraObjective, extraYuan, extraTco2 } = alternative;
  const What = what.en.charAt(0).toUpperCase() + what.en.slice(1);
  if (basis === 'impossible' || extraObjective === null)
    return {
      zh: `${what.zh}则无法保持平衡。`,
      en: `${What} is not possible: nothing else would hold the balance.`,
    };
  const estimate =
    basis === 'marginal' ? { zh: '，按边际价格估算', en: ', an estimate at the margin' } : NOTHING;
  const sides = [
    difference(objective, extraObjective),
    ...(objective === 'cost' ? [] : [difference('cost', extraYuan ?? 0)]),
    ...(objective === 'carbon' ? [] : [tonnes(extraTco2 ?? 0)]),
  ].filter((side) => side !== NOTHING);
  if (sides.length === 0)
    return { zh: `${what.zh}，代价不变${estimate.zh}。`, en: `${What} would cost the same${estimate.en}.` };
  const zh = sides.map((side) => side.zh).join('、');
  const en = sides.map((side) => side.en).join(' and ');
  return { zh: `${what.zh}，则${zh}${estimate.zh}。`, en: `${What} would ${en}${estimate.en}.` };
};

const NOTHING: Bilingual = { zh: '', en: '' };

const difference = (objective: Objective, extra: number): Bilingual => {
  if (Math.abs(extra) < SMALL_WEIGHT[objective]) return NOTHING;
  const { zh, en } = amountWords(objective, Math.abs(extra));
  if (objective === 'cost')
    return extra > 0 ? { zh: `多花 ${zh}`, en: `cost ${en} more` } : { zh: `省 ${zh}`, en: `save ${en}` };
  return extra > 0 ? { zh: `多 ${zh}`, en: `add ${en}` } : { zh: `少 ${zh}`, en: `avoid ${en}` };
};

const tonnes = (extra: number): Bilingual => {
  if (Math.abs(extra) < 5e-4) return NOTHING;
  const amount = figure(Math.abs(extra));
  return extra > 0
    ? { zh: `多排 ${amount} tCO₂`, en: `emit ${amount} tCO₂ more` }
    : { zh: `少排 ${amount} tCO₂`, en: `emit ${amount} tCO₂ less` };
};
