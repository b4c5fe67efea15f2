import {
  type ChartContext,
  compareVariants,
  differenceText,
  elementsOf,
  rankedVariants,
  variantCostsPicture,
  variantFigureText,
  variantProfilePictures,
} from '#dispatch/charts';
import type { Region, VariantOutcome, VariantProfile } from '#dispatch/domain';
import { type Language, MS_PER_MINUTE } from '#units';
import { capacitiesTable } from './capacities-table.ts';
import { figure, paperContext } from './draw.ts';
import { type Html, html } from './html.ts';
import { type Edition, page } from './page.ts';
import type { ReportOptions } from './plan-report.ts';
import { table } from './table.ts';
import { moment, money, number, say } from './words.ts';

export interface Comparison {
  readonly variants: readonly VariantOutcome[];
  readonly profiles: readonly VariantProfile[];
}

/** Variants side by side as one self-contained page in both languages. */
export const whatIfReportHtml = (
  comparison: Comparison,
  region: Region,
  { language }: ReportOptions,
): string => page([edition(comparison, region, 'zh'), edition(comparison, region, 'en')], language);

function edition(comparison: Comparison, region: Region, language: Language): Edition {
  const word = say(language);
  const { variants, profiles } = comparison;
  const [first] = profiles;
  const endMs = first && first.startMs + first.importMw.length * first.periodMinutes * MS_PER_MINUTE;
  return {
    language,
    title: word(`${region.name.zh}：方案比较`, `${region.name.en}: variants side by side`),
    dateline: first && endMs ? `${moment(first.startMs)} — ${moment(endMs)} (UTC+8)` : '',
    lead: lead(variants, language),
    generatedNote: region.generated?.note[language] ?? null,
    warnings: variants.flatMap(({ name, problem, degraded }) =>
      [problem, degraded].flatMap((each) => (each === null ? [] : [`${name[language]}: ${each[language]}`])),
    ),
    body: body(comparison, region, language),
    colophon: word('由 wattbit 生成。', 'Made by wattbit.'),
  };
}

function lead(variants: readonly VariantOutcome[], language: Language): string {
  const base = variants.find(({ position }) => position === 0)?.figures;
  const ranked = rankedVariants(variants);
  const cheapest = ranked.toSorted((a, b) => a.figures!.costYuan - b.figures!.costYuan)[0];
  const cleanest = ranked.toSorted((a, b) => a.figures!.co2Tonnes - b.figures!.co2Tonnes)[0];
  if (!base || !cheapest || !cleanest)
    return say(language)(
      '现状没有可行的计划，无从比较。',
      'The region as it is has no plan to compare with.',
    );
  const saved = money(base.costYuan - cheapest.figures!.costYuan, language);
  const spared = number(base.co2Tonnes - cleanest.figures!.co2Tonnes, language);
  return say(language)(
    `费用最低的是“${cheapest.name.zh}”，比现状省 ${saved}；碳排放最低的是“${cleanest.name.zh}”，少 ${spared} tCO₂。`,
    `“${cheapest.name.en}” costs least, ${saved} less than the region as it is; “${cleanest.name.en}” emits least, ${spared} tCO₂ less.`,
  );
}

function body({ variants, profiles }: Comparison, region: Region, language: Language): Html {
  const word = say(language);
  const context: ChartContext = { ...paperContext(language), ...elementsOf(region) };
  const pictures = [
    variantCostsPicture(variants, context),
    ...variantProfilePictures(variants, profiles, context),
  ];
  return html`<h2>${word('指标', 'Figures')}</h2>
${figuresTable(variants, language)}
<p class="reading">${word(
    '括号里是与现状之差；* 为最好。设置里改大的容量不另收钱：省下的就是它最多值的价钱。',
    'In brackets: the difference from the region as it is; * marks the best. Capacity that a setting enlarges is free here: what it saves is the most it is worth.',
  )}</p>
<h2>${word('图', 'Pictures')}</h2>
${pictures.map((picture, at) => figure(picture, at + 1, language))}
${capacityTables(variants, region, language)}`;
}

function figuresTable(variants: readonly VariantOutcome[], language: Language): Html {
  return table({
    columns: [{ title: '' }, ...variants.map(({ name }) => ({ title: name[language], number: true }))],
    rows: compareVariants(variants).map((row) => [
      row.name[language],
      ...row.cells.map(({ value, difference, tone, isBest }) => {
        const text = `${variantFigureText(row.unit, value, language)}${isBest ? ' *' : ''}`;
        const differs = difference !== null && tone !== 'same';
        return differs ? `${text} (${differenceText(row.unit, difference, language)})` : text;
      }),
    ]),
  });
}

const capacityTables = (variants: readonly VariantOutcome[], region: Region, language: Language): Html[] =>
  variants
    .filter(({ capacities }) => capacities.length > 0)
    .map(
      ({ name, capacities }) => html`<h2>${name[language]}: ${say(language)('建什么', 'what is built')}</h2>
${capacitiesTable(capacities, region, language)}`,
    );
