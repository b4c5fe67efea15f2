import {
  type ComparedRow,
  compareVariants,
  differenceText,
  rankedVariants,
  variantFigureText,
} from '#dispatch/charts';
import type { Region, VariantOutcome } from '#dispatch/domain';
import { bold, dim, type Terminal, textTable, yellow } from '#platform/cli-shell';
import type { Language } from '#units';
import { capacityTable } from './capacity-text.ts';

const say = (language: Language, zh: string, en: string): string => (language === 'zh' ? zh : en);

/** Figures as rows, variants as columns, the base first; `*` marks the best, the difference stands behind each figure. */
export function whatIfText(
  variants: readonly VariantOutcome[],
  region: Region,
  terminal: Terminal,
): string[] {
  const { language } = terminal;
  const columns = variants.map(({ name }) => ({ title: name[language], align: 'right' as const, most: 44 }));
  const rows = compareVariants(variants).map((row) => [
    row.name[language],
    ...row.cells.map((cell) => cellText(row, cell, language)),
  ]);
  const generated = region.generated?.note[language];
  return [
    bold(terminal, `${region.name[language]}: ${say(language, '方案比较', 'variants side by side')}`),
    ...(generated === undefined ? [] : [dim(terminal, generated)]),
    '',
    textTable([{ title: say(language, '指标', 'Figure') }, ...columns], rows),
    dim(
      terminal,
      say(
        language,
        '* 最好；~ 费用差别小于两份计划的可证明差距，还分不出高下。设置里改大的容量不另收钱：省下的就是它最多值的价钱。',
        '* best; ~ the costs differ by less than what the proofs leave open. Capacity that a setting enlarges is free here: what it saves is the most it is worth.',
      ),
    ),
    ...built(variants, region, terminal),
    ...remarks(variants, terminal),
  ];
}

function cellText(row: ComparedRow, cell: ComparedRow['cells'][number], language: Language): string {
  const value = `${variantFigureText(row.unit, cell.value, language)}${cell.isBest ? ' *' : ''}`;
  if (cell.difference === null || cell.tone === 'same') return value;
  const open = row.key === 'costYuan' && !cell.isProven ? ' ~' : '';
  return `${value} (${differenceText(row.unit, cell.difference, language)}${open})`;
}

/** What the variants that may build chose. */
function built(variants: readonly VariantOutcome[], region: Region, terminal: Terminal): string[] {
  const { language } = terminal;
  return variants
    .filter(({ capacities }) => capacities.length > 0)
    .flatMap(({ name, capacities }) => [
      '',
      bold(terminal, `${name[language]}: ${say(language, '建什么', 'what is built')}`),
      capacityTable(capacities, region, language),
    ]);
}

function remarks(variants: readonly VariantOutcome[], terminal: Terminal): string[] {
  const { language } = terminal;
  const ranked = new Set(rankedVariants(variants));
  return variants.flatMap((variant) => {
    const said: string[] = [];
    if (variant.problem !== null) said.push(variant.problem[language]);
    if (variant.degraded !== null) said.push(variant.degraded[language]);
    if (variant.figures !== null && !ranked.has(variant) && variant.position > 0)
      said.push(
        say(language, '时段长度不同，不参与排名。', 'Its window has another length: it is not ranked.'),
      );
    return said.map((text) => yellow(terminal, `\n${variant.name[language]}: ${text}`));
  });
}
