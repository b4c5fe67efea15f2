import type { Objective } from '#dispatch/domain';
import type { Bilingual } from '#units';

/** Grouped whole numbers from a hundred on, else three significant digits. */
export const figure = (value: number): string => {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US');
  return Number(value.toPrecision(3)).toString();
};

/** Yuan as people say them: in millions, or 万, from there on. */
const yuanWords = (yuan: number): Bilingual => {
  const size = Math.abs(yuan);
  return {
    zh: size >= 1e5 ? `${figure(yuan / 1e4)} 万元` : `${figure(yuan)} 元`,
    en: size >= 1e6 ? `${(yuan / 1e6).toPrecision(4)} million CNY` : `${figure(yuan)} CNY`,
  };
};

/** An amount of what a plan minimises, in a unit that people know. */
export const amountWords = (objective: Objective, weight: number): Bilingual => {
  switch (objective) {
    case 'cost':
      return yuanWords(weight);
    case 'carbon':
      return { zh: `${figure(weight * 1000)} kgCO₂`, en: `${figure(weight * 1000)} kgCO₂` };
    case 'green':
      return {
        zh: `${figure(weight * 1000)} kWh 非清洁电`,
        en: `${figure(weight * 1000)} kWh of energy that is not clean`,
      };
    case 'stability':
      return { zh: `${figure(weight * 1000)} kW 波动`, en: `${figure(weight * 1000)} kW of change` };
  }
};

/** A price in the unit of the objective per something. */
export const priceWords = (objective: Objective, price: number, per: string): Bilingual => {
  const { zh, en } = amountWords(objective, price);
  return { zh: `${zh}/${per}`, en: `${en}/${per}` };
};
