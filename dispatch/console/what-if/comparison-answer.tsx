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

/** A setting that enlarges what is there, of which nobody says what it costs. */
const CAPACITY = /\.(capacityMwh?|chargeMw|dischargeMw|ratedMw|unitCount|limitMw)$/;
const isFreeCapacity = ({ set }: VariantOutcome): boolean => set.some(({ path }) => CAPACITY.test(path));

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
  const said = {
    cheap: isLess(-saved, 0),
    clean: isLess(-spared, 0),
    cheapest: t(cheapest.name),
    cleanest: cheapest === cleanest ? null : t(cleanest.name),
    saved: `${format.money(saved)}`,
    note: `${share}${open}${isFreeCapacity(cheapest) ? t(say.uncharged) : ''}`,
    spared: format.co2(spared),
    baseCost: format.money(base.costYuan),
    baseCo2: format.co2(base.co2Tonnes),
    from: format.dateTime(view.horizonStartMs),
    hours: format.number(view.hours),
  };
  return format.language === 'zh' ? <Chinese {...said} /> : <English {...said} />;
};

interface Said {
  readonly cheap: boolean;
  readonly clean: boolean;
  readonly cheapest: string;
  /** Null when it is the cheapest as well. */
  readonly cleanest: string | null;
  readonly saved: string;
  readonly note: string;
  readonly spared: string;
  readonly baseCost: string;
  readonly baseCo2: string;
  readonly from: string;
  readonly hours: string;
}

const Chinese = (said: Said) => (
  <>
    {said.from} 起 {said.hours} 小时：
    {said.cheap ? (
      <>
        “{said.cheapest}”最省钱，比现状少花 <b>{said.saved}</b>
        {said.note}
      </>
    ) : (
      <>
        没有方案比现状更省钱，现状花费 <b>{said.baseCost}</b>
      </>
    )}
    ；
    {said.clean ? (
      <>
        {said.cleanest === null ? '排放也最低' : `“${said.cleanest}”碳排放最低`}，少排 <b>{said.spared}</b>。
      </>
    ) : (
      <>
        没有方案排放更低，现状排放 <b>{said.baseCo2}</b>。
      </>
    )}
  </>
);

const English = (said: Said) => (
  <>
    Over {said.hours} h from {said.from},{' '}
    {said.cheap ? (
      <>
        <b>{said.cheapest}</b> costs least: <b>{said.saved}</b> less than the region as it is{said.note}
      </>
    ) : (
      <>
        no variant costs less than the region as it is, <b>{said.baseCost}</b>
      </>
    )}
    {said.clean && said.cleanest === null ? ', and emits least, ' : '; '}
    {said.clean ? (
      <>
        {said.cleanest === null ? null : (
          <>
            <b>{said.cleanest}</b> emits least,{' '}
          </>
        )}
        <b>{said.spared}</b> less.
      </>
    ) : (
      <>
        none emits less than its <b>{said.baseCo2}</b>.
      </>
    )}
  </>
);
