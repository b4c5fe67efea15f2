import type { Bilingual } from '#units';
import { barFrame, lettersOf } from './frame.ts';
import type { ChartContext, ChartPicture } from './picture.ts';
import { LABELS } from './words.ts';

export interface Bar {
  readonly name: string;
  readonly value: number;
  readonly colour: string;
  /** Where the bar begins; 0 unless the bars form a waterfall. */
  readonly from?: number;
  readonly strong?: boolean;
}
interface BarSpec {
  readonly id: string;
  readonly title: Bilingual;
  readonly description: string;
  readonly unit: Bilingual;
  readonly bars: readonly Bar[];
  readonly format: (value: number) => string;
  readonly nameTitle?: Bilingual;
}

const BAR_PX = 26;

/**
 * Horizontal bars with their value written beside them, a row each. A bar that begins elsewhere than at zero floats
 * between `from` and `from + value`: that makes a waterfall.
 */
export const barPicture = (context: ChartContext, spec: BarSpec): ChartPicture => {
  const { look, language } = context;
  const label = (bar: Bar) => ({
    show: true,
    position: 'right' as const,
    formatter: () => spec.format(bar.value),
    color: look.colours.ink,
    fontFamily: lettersOf(context),
    fontSize: 12,
    fontWeight: bar.strong ? 700 : 400,
  });
  const low = ({ from = 0, value }: Bar) => Math.min(from, from + value);
  return {
    id: spec.id,
    title: spec.title[language],
    description: spec.description,
    unit: spec.unit[language],
    option: barFrame(context, {
      categories: spec.bars.map(({ name }) => name),
      format: spec.format,
      series: [
        {
          type: 'custom',
          id: spec.id,
          silent: true,
          data: spec.bars.map((bar, i) => [low(bar), low(bar) + Math.abs(bar.value), i]),
          encode: { x: [0, 1], y: 2 },
          renderItem: (_, api) => {
            const index = api.value(2) as number;
            const bar = spec.bars[index];
            const [x0 = 0, y = 0] = api.coord([api.value(0), index]);
            const [x1 = 0] = api.coord([api.value(1), index]);
            if (!bar) return null;
            return {
              type: 'rect',
              shape: { x: x0, y: y - 7, width: Math.max(1, x1 - x0), height: 14, r: 2 },
              style: { fill: bar.colour },
              textContent: { type: 'text', style: textStyleOf(label(bar)) },
              textConfig: { position: 'right', distance: 6 },
            };
          },
        },
      ],
    }),
    keys: [],
    extentMs: null,
    heightPx: Math.max(1, spec.bars.length) * BAR_PX + 36,
    table: () => ({
      columns: [
        { title: (spec.nameTitle ?? LABELS.part)[language], unit: '', kind: 'text' },
        { title: LABELS.amount[language], unit: spec.unit[language], kind: 'number' },
      ],
      rows: spec.bars.map(({ name, value }) => [name, value]),
    }),
  };
};

const textStyleOf = (label: {
  readonly formatter: () => string;
  readonly color: string;
  readonly fontFamily: string;
  readonly fontSize: number;
  readonly fontWeight: number;
}) => ({
  text: label.formatter(),
  fill: label.color,
  font: `${label.fontWeight} ${label.fontSize}px ${label.fontFamily}`,
});
