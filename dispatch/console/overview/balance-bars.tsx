import type { CSSProperties } from 'react';
import { cssName } from '#platform/look';
import { Swatch, useFormat, useText, words } from '#platform/web-shell';
import type { Balance, BalancePart } from './balance.ts';
import './balance-bars.css';

export const balanceWords = words({
  pv: { zh: '光伏', en: 'Solar' },
  wind: { zh: '风电', en: 'Wind' },
  csp: { zh: '光热', en: 'Solar heat' },
  hydro: { zh: '水电', en: 'Hydro' },
  thermal: { zh: '火电', en: 'Thermal' },
  discharge: { zh: '储能放电', en: 'Discharge' },
  import: { zh: '主网购入', en: 'Import' },
  site: { zh: '算力', en: 'Compute' },
  load: { zh: '其他负荷', en: 'Other load' },
  charge: { zh: '储能充电', en: 'Charge' },
  hvdc: { zh: '直流外送', en: 'HVDC export' },
  export: { zh: '主网送出', en: 'Grid export' },
});
const say = words({
  into: { zh: '来自', en: 'From' },
  outOf: { zh: '去往', en: 'To' },
});

/** A part that could not be seen in the bar is left out of its words too. */
const LEAST_SHARE = 0.0005;

const Bar = ({
  title,
  parts,
  totalMw,
}: {
  readonly title: string;
  readonly parts: readonly BalancePart[];
  readonly totalMw: number;
}) => {
  const t = useText();
  const format = useFormat();
  const shown = parts.filter((part) => part.mw > totalMw * LEAST_SHARE);
  const shownMw = shown.reduce((sum, part) => sum + part.mw, 0);
  return (
    <div className="balance-row">
      <span className="balance-title">{title}</span>
      <div>
        <div className="balance-bar" aria-hidden="true">
          {shown.map((part) => (
            <i
              key={part.id}
              style={
                { '--part': `var(${cssName(part.colour)})`, flexGrow: part.mw / shownMw } as CSSProperties
              }
            />
          ))}
        </div>
        <ul className="balance-parts">
          {shown.map((part) => (
            <li key={part.id} title={format.percent(part.mw / totalMw)}>
              <Swatch colour={part.colour}>{t(balanceWords[part.id])}</Swatch> <b>{format.power(part.mw)}</b>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
};

/** Where the region's power comes from and where it goes, on one scale. */
export const BalanceBars = ({ balance }: { readonly balance: Balance }) => {
  const t = useText();
  return (
    <div className="balance">
      <Bar title={t(say.into)} parts={balance.into} totalMw={balance.inMw} />
      <Bar title={t(say.outOf)} parts={balance.outOf} totalMw={balance.outMw} />
    </div>
  );
};
