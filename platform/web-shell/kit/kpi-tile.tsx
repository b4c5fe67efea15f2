import { useState } from 'react';
import type { Bilingual, EpochMs } from '#units';
import type { Format, Measure } from '../format.ts';
import { type Translate, useText, words } from '../text.ts';
import { useFormat } from '../use-format.ts';
import { Drawer } from './dialog.tsx';
import { Fact, Facts } from './page.tsx';

/** A number that opens to where it comes from. */
export interface KpiFigure {
  readonly id: string;
  readonly title: Bilingual;
  readonly value: number | null;
  readonly unit: string;
  readonly formula: Bilingual;
  readonly inputs: readonly {
    readonly name: Bilingual;
    readonly value: number | string;
    readonly unit?: string;
  }[];
  readonly source: Bilingual;
  readonly quality: 'measured' | 'estimated' | 'planned' | 'generated';
  readonly atMs: EpochMs;
}

const say = words({
  formula: { zh: '算式', en: 'Formula' },
  inputs: { zh: '代入的数', en: 'Inputs' },
  source: { zh: '来源', en: 'Source' },
  quality: { zh: '可信程度', en: 'Quality' },
  age: { zh: '时刻', en: 'As of' },
  value: { zh: '完整数值', en: 'Full value' },
  open: { zh: '看它怎么算出来', en: 'open how it was worked out' },
  gap: { zh: '现在没有这个数', en: 'No value at the moment' },
});
const qualityWords: Readonly<Record<KpiFigure['quality'], Bilingual>> = {
  measured: { zh: '实测', en: 'measured' },
  estimated: { zh: '估算', en: 'estimated' },
  planned: { zh: '计划值', en: 'planned' },
  generated: { zh: '生成的数据', en: 'generated data' },
};

/** The figure in its own unit; ratios become percent only here, on the screen. */
export const kpiMeasure = (figure: Pick<KpiFigure, 'value' | 'unit'>, format: Format): Measure => {
  const { value, unit } = figure;
  if (unit === 'ratio')
    return {
      text: value === null ? format.number(value) : format.number(value * 100),
      unit: value === null ? '' : '%',
    };
  if (unit === 'tCO2/MWh')
    return { text: format.tile(value === null ? null : value * 1000), unit: value === null ? '' : 'g/kWh' };
  if (unit === 'MW') return format.powerMeasure(value);
  if (unit === 'MWh') return format.energyMeasure(value);
  if (unit === 'yuan') return format.moneyMeasure(value);
  return { text: format.tile(value), unit: value === null ? '' : unit.replace('CO2', 'CO₂') };
};

const unitText = (unit: string, { language }: Format): string =>
  unit === 'yuan' ? (language === 'zh' ? '元' : 'CNY') : unit.replace('CO2', 'CO₂');

/** Every digit, in the unit the figure is read in. */
const fullText = ({ value, unit }: KpiFigure, t: Translate, format: Format): string => {
  if (value === null) return t(say.gap);
  if (unit === 'ratio') return `${format.full(value * 100)} %`;
  return `${format.full(value)} ${unitText(unit, format)}`.trimEnd();
};

const KpiDetails = ({ figure }: { readonly figure: KpiFigure }) => {
  const t = useText();
  const format = useFormat();
  return (
    <div className="stack">
      <div className="kpi-large tnum">
        {kpiMeasure(figure, format).text} <small>{kpiMeasure(figure, format).unit}</small>
      </div>
      <Facts>
        <Fact label={t(say.value)}>{fullText(figure, t, format)}</Fact>
        <Fact label={t(say.quality)}>{t(qualityWords[figure.quality])}</Fact>
        <Fact label={t(say.age)} title={`UTC ${format.utc(figure.atMs)}`}>
          {format.dateTimeFull(figure.atMs)}
        </Fact>
        <Fact label={t(say.source)}>{t(figure.source)}</Fact>
      </Facts>
      <h3>{t(say.formula)}</h3>
      <pre className="formula">{t(figure.formula)}</pre>
      <h3>{t(say.inputs)}</h3>
      <table className="plain-table">
        <tbody>
          {figure.inputs.map((input) => (
            <tr key={input.name.en}>
              <th scope="row">{t(input.name)}</th>
              <td className="tnum right">
                {typeof input.value === 'number' ? format.full(input.value) : input.value}
              </td>
              <td>{unitText(input.unit ?? '', format)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

/** A tile with one figure; click or Enter opens formula, inputs, source, quality and age. */
export const KpiTile = ({ figure }: { readonly figure: KpiFigure }) => {
  const t = useText();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const { text, unit } = kpiMeasure(figure, format);
  const title = t(figure.title);
  return (
    <>
      <button
        type="button"
        className={`kpi kpi-${figure.quality}`}
        title={fullText(figure, t, format)}
        onClick={() => setOpen(true)}
      >
        <span className="kpi-title">{title}</span>
        <span className="kpi-value tnum">
          {text} <small>{unit}</small>
        </span>
        <span className="kpi-quality">{t(qualityWords[figure.quality])}</span>
        <span className="visually-hidden">{t(say.open)}</span>
      </button>
      <Drawer open={open} onClose={() => setOpen(false)} title={title}>
        <KpiDetails figure={figure} />
      </Drawer>
    </>
  );
};

/** The same figure within a table or a sentence. */
export const KpiText = ({ figure }: { readonly figure: KpiFigure }) => {
  const t = useText();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const { text, unit } = kpiMeasure(figure, format);
  const title = t(figure.title);
  return (
    <>
      <button
        type="button"
        className="kpi-text tnum"
        title={fullText(figure, t, format)}
        aria-label={`${title}: ${fullText(figure, t, format)}, ${t(say.open)}`}
        onClick={() => setOpen(true)}
      >
        {text} <small>{unit}</small>
      </button>
      <Drawer open={open} onClose={() => setOpen(false)} title={title}>
        <KpiDetails figure={figure} />
      </Drawer>
    </>
  );
};
