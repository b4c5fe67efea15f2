import type { Kpi } from '#dispatch/domain';
import type { Language } from '#units';
import type { KeyFigure } from './key-figures.ts';
import { moment, number, percent, say } from './words.ts';

/** A figure of a record, as it opens on a page. */
export function kpiFigure(kpi: Kpi, language: Language): KeyFigure {
  const isRatio = kpi.unit === 'ratio';
  const qualities = {
    measured: say(language)('实测', 'measured'),
    estimated: say(language)('估计', 'estimated'),
    planned: say(language)('计划', 'planned'),
    generated: say(language)('生成', 'generated'),
  };
  const inputs = kpi.inputs.map(
    (input) =>
      `${input.name[language]} = ${typeof input.value === 'number' ? number(input.value, language) : input.value}${input.unit ? ` ${input.unit}` : ''}`,
  );
  return {
    name: kpi.title[language],
    value: isRatio ? percent(kpi.value, language) : number(kpi.value, language),
    ...(isRatio || kpi.unit === '' ? {} : { unit: kpi.unit }),
    formula: kpi.formula[language],
    ...(inputs.length === 0 ? {} : { inputs: inputs.join('; ') }),
    source: `${kpi.source[language]} · ${qualities[kpi.quality]} · ${moment(kpi.atMs)}`,
  };
}
