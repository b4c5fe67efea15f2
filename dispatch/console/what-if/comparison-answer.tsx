import { compareVariants, rankedVariants } from '#dispatch/charts';
import type { VariantFigures, VariantOutcome, WhatIfView } from '#dispatch/domain';
import { useFormat, useText } from '#platform/web-shell';
import { say } from './what-if-words.ts';

const least = (
  variants: readonly VariantOutcome[],
  key: 'costYuan' | 'co2Tonnes',
): VariantOutcome | undefined =>
  variants.toSorted((a, b) => (a.figures as VariantFigures)[key] - (b.figures as VariantFigures)[key])[0];

/** Rounding of the solver is no saving. */
const isLess = (value: number, basis: number): boolean => value < basis - 1e-6 * Math.max(1, Math.abs(basis));

/** The comparison in one sentence: which variant costs least and which emits least, and by how much. */
export const ComparisonAnswer = ({ view }: { readonly view: WhatIfView }) => {
  const t = useText();
  const format = useFormat();
  const base = view.variants.find(({ position }) => position === 0)?.figures;
  const ranked = rankedVariants(view.variants);
  const [cheapest, cleanest] = [least(ranked, 'costYuan'), least(ranked, 'co2Tonnes')];
  if (!base || !cheapest?.figures || !cleanest?.figures || ranked.length < 2) return null;
  const saved = base.costYuan - cheapest.figures.costYuan;
  const spared = base.co2Tonnes - cleanest.figures.co2Tonnes;
  const cell = compareVariants(view.variants)[0]!.cells.find((one) => one.position === cheapest.position);
  const open = cell?.isProven ? '' : ` (${t(say.unproven)})`;
  const share = base.costYuan > 0 ? ` (${format.percent(saved / base.costYuan)})` : '';
  const [cheap, clean] = [isLess(-saved, 0), isLess(-spared, 0)];
  const names = { cheapest: t(cheapest.name), cleanest: t(cleanest.name) };
  const hours = format.number(view.hours);
  if (format.language === 'zh')
    return (
      <>
        {format.dateTime(view.horizonStartMs)} 起 {hours} 小时：
        {cheap ? (
          <>
            “{names.cheapest}”最省钱，比现状少花 <b>{format.money(saved)}</b>
            {share}
            {open}
          </>
        ) : (
          <>
            没有方案比现状更省钱，现状花费 <b>{format.money(base.costYuan)}</b>
          </>
        )}
        ；
        {clean ? (
          <>
            “{names.cleanest}”碳排放最低，少排 <b>{format.co2(spared)}</b>。
          </>
        ) : (
          <>
            没有方案排放更低，现状排放 <b>{format.co2(base.co2Tonnes)}</b>。
          </>
        )}
      </>
    );
  return (
    <>
      Over {hours} h from {format.dateTime(view.horizonStartMs)},{' '}
      {cheap ? (
        <>
          “{names.cheapest}” costs least: <b>{format.money(saved)}</b> less than the region as it is
          {share}
          {open}
        </>
      ) : (
        <>
          no variant costs less than the region as it is, <b>{format.money(base.costYuan)}</b>
        </>
      )}
      ;{' '}
      {clean ? (
        <>
          “{names.cleanest}” emits least, <b>{format.co2(spared)}</b> less.
        </>
      ) : (
        <>
          none emits less than its <b>{format.co2(base.co2Tonnes)}</b>.
        </>
      )}
    </>
  );
};
