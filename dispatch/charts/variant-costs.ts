import type { CustomSeriesOption } from 'echarts';
import type { VariantOutcome } from '#dispatch/domain';
import { costPartName } from './cost-words.ts';
import { money } from './figures.ts';
import { barFrame, lettersOf } from './frame.ts';
import type { ChartContext, ChartPicture } from './picture.ts';
import { variantLook } from './variant-look.ts';
import { LABELS } from './words.ts';

const TITLE = { zh: '各方案的费用构成', en: 'What each variant pays for' };
const BAR_PX = 12;
const GAP_PX = 3;
const PART_GAP_PX = 12;
/** Parts that stay below this share of the dearest one in every variant are left to the table. */
const SMALL_RATIO = 0.002;

interface Part {
  readonly name: string;
  /** One number a variant, yuan. */
  readonly yuan: readonly number[];
}

/** Cost parts as groups of bars, one bar a variant in the table's order, dearest part first. */
export const variantCostsPicture = (
  variants: readonly VariantOutcome[],
  context: ChartContext,
): ChartPicture => {
  const { language } = context;
  const planned = variants.filter(({ figures }) => figures !== null);
  const parts = partsOf(planned, language);
  const largest = Math.max(0, ...parts.flatMap(({ yuan }) => yuan.map(Math.abs)));
  const drawn = parts.filter(({ yuan }) => yuan.some((each) => Math.abs(each) > SMALL_RATIO * largest));
  const looks = planned.map((variant) => variantLook(variant, context));
  return {
    id: 'variant-costs',
    title: TITLE[language],
    description: drawn
      .map(({ name, yuan }) => {
        const each = yuan.map((value, v) => `${looks[v]!.name} ${money(value, language)}`);
        return `${name}: ${each.join(', ')}`;
      })
      .join('; '),
    unit: LABELS.yuan[language],
    option: barFrame(context, {
      categories: drawn.map(({ name }) => name),
      format: (value) => money(value, language),
      series: planned.map((_, v) => barsOf(drawn, v, planned.length, context, looks[v]!)),
    }),
    keys: looks.map(({ mark, name, colour }) => ({
      id: `variant-${mark}`,
      name: `${mark} ${name}`,
      colour,
      mark: 'bar',
      unit: LABELS.yuan[language],
    })),
    extentMs: null,
    heightPx: Math.max(1, drawn.length) * (planned.length * (BAR_PX + GAP_PX) + PART_GAP_PX) + 36,
    table: () => ({
      columns: [
        { title: LABELS.part[language], unit: '', kind: 'text' },
        ...looks.map(({ name }) => ({ title: name, unit: LABELS.yuan[language], kind: 'number' as const })),
      ],
      rows: parts.map(({ name, yuan }) => [name, ...yuan]),
    }),
  };
};

function partsOf(variants: readonly VariantOutcome[], language: ChartContext['language']): Part[] {
  const names = [...new Set(variants.flatMap(({ costParts }) => costParts.map(({ name }) => name)))];
  const size = ({ yuan }: Part): number => Math.max(...yuan.map(Math.abs));
  return names
    .map((name) => ({
      name: costPartName(name, language),
      yuan: variants.map(({ costParts }) =>
        costParts.filter((part) => part.name === name).reduce((sum, part) => sum + part.yuan, 0),
      ),
    }))
    .filter((part) => size(part) >= 0.5)
    .sort((a, b) => size(b) - size(a));
}

const barsOf = (
  parts: readonly Part[],
  variant: number,
  count: number,
  context: ChartContext,
  { mark, colour }: { readonly mark: string; readonly colour: string },
): CustomSeriesOption => ({
  type: 'custom',
  id: `variant-${mark}`,
  silent: true,
  data: parts.map(({ yuan }, row) => [Math.min(0, yuan[variant]!), Math.max(0, yuan[variant]!), row]),
  encode: { x: [0, 1], y: 2 },
  renderItem: (_, api) => {
    const row = api.value(2) as number;
    const [x0 = 0, middle = 0] = api.coord([api.value(0), row]);
    const [x1 = 0] = api.coord([api.value(1), row]);
    const top = middle - (count * (BAR_PX + GAP_PX) - GAP_PX) / 2 + variant * (BAR_PX + GAP_PX);
    const value = parts[row]?.yuan[variant] ?? 0;
    return {
      type: 'rect',
      shape: { x: x0, y: top, width: Math.max(1, x1 - x0), height: BAR_PX, r: 2 },
      style: { fill: colour },
      textContent: {
        type: 'text',
        style: {
          text: `${mark}  ${money(value, context.language)}`,
          fill: context.look.colours.inkSoft,
          font: `400 11px ${lettersOf(context)}`,
        },
      },
      textConfig: { position: 'right', distance: 6 },
    };
  },
});
