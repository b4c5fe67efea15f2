import type { ChosenCapacity } from '#dispatch/domain';
import type { Bilingual, Language } from '#units';
import { energy, figure, money } from './figures.ts';

const LIMITS: Readonly<Record<NonNullable<ChosenCapacity['limit']>, Bilingual>> = {
  maximum: { zh: '上限', en: 'its maximum' },
  minimum: { zh: '下限', en: 'its minimum' },
};
const UNITS: Bilingual = { zh: '台', en: 'units' };
const CONTENT: Bilingual = { zh: '（容量）', en: ' (content)' };

/** A capacity in its unit. */
export function capacityText(
  { quantity }: Pick<ChosenCapacity, 'quantity'>,
  value: number,
  language: Language,
): string {
  if (quantity === 'capacityMwh') return energy(value, language);
  return `${figure(value, language)} ${quantity === 'capacityMw' ? 'MW' : UNITS[language]}`;
}

/** A built capacity in words: element, chosen, what is there, yuan a year, the limit it stands at. */
export function capacityTexts(
  capacity: ChosenCapacity,
  names: Readonly<Record<string, Bilingual>>,
  language: Language,
): readonly [string, string, string, string, string] {
  const { element, quantity, value, paidFrom, yuanPerYear, limit } = capacity;
  const name = names[element]?.[language] ?? element;
  return [
    quantity === 'capacityMwh' ? `${name}${CONTENT[language]}` : name,
    capacityText(capacity, value, language),
    capacityText(capacity, paidFrom, language),
    money(yuanPerYear, language),
    limit === null ? '—' : LIMITS[limit][language],
  ];
}
