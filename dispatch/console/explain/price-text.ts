import { stakeText } from '#dispatch/charts';
import type { Binding, Plan } from '#dispatch/domain';
import type { Language } from '#units';

const UNIT_ZH: Readonly<Record<Binding['unit'], string>> = {
  MWh: 'MWh',
  t: 't',
  unit·h: '单元时',
  MW: 'MW',
  units: '单元',
};
const UNIT_EN: Readonly<Record<Binding['unit'], string>> = {
  MWh: 'MWh',
  t: 't',
  unit·h: 'unit·h',
  MW: 'MW',
  units: 'unit',
};

/** `68.6 CNY/MWh`: what a unit of room is worth, in the unit of the plan's objective. */
export const priceText = (
  plan: Pick<Plan, 'objective'>,
  { pricePerUnit, unit }: Pick<Binding, 'pricePerUnit' | 'unit'>,
  language: Language,
): string =>
  `${stakeText(plan, pricePerUnit, language)}/${language === 'zh' ? UNIT_ZH[unit] : UNIT_EN[unit]}`;
