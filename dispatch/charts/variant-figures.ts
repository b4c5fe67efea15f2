import type { VariantFigures, VariantOutcome } from '#dispatch/domain';
import type { Bilingual, Language } from '#units';
import { energy, figure, money, percent } from './figures.ts';

type Unit = 'yuan' | 'tCO2' | 'ratio' | 'MWh' | 'MW' | 'count';
interface FigureRow {
  readonly key: keyof VariantFigures;
  readonly name: Bilingual;
  readonly unit: Unit;
  /** Which way is better; null where neither is. */
  readonly better: 'lower' | 'higher' | null;
}

/** The rows of a comparison, in the order in which people ask for them. */
const FIGURES: readonly FigureRow[] = [
  { key: 'costYuan', name: { zh: '费用', en: 'Cost' }, unit: 'yuan', better: 'lower' },
  { key: 'co2Tonnes', name: { zh: '碳排放', en: 'Carbon' }, unit: 'tCO2', better: 'lower' },
  {
    key: 'matchedGreenShareRatio',
    name: { zh: '绿电同时率', en: 'Green share, matched' },
    unit: 'ratio',
    better: 'higher',
  },
  {
    key: 'annualGreenShareRatio',
    name: { zh: '绿电总量占比', en: 'Green share by totals' },
    unit: 'ratio',
    better: 'higher',
  },
  { key: 'curtailedMwh', name: { zh: '弃电量', en: 'Curtailed' }, unit: 'MWh', better: 'lower' },
  { key: 'curtailmentRatio', name: { zh: '弃电率', en: 'Curtailment' }, unit: 'ratio', better: 'lower' },
  { key: 'importMwh', name: { zh: '购电量', en: 'Grid import' }, unit: 'MWh', better: 'lower' },
  { key: 'peakImportMw', name: { zh: '最大购电', en: 'Peak import' }, unit: 'MW', better: 'lower' },
  {
    key: 'exportMwh',
    name: { zh: '外送电量（上网与直流）', en: 'Sent out (grid and HVDC)' },
    unit: 'MWh',
    better: null,
  },
  { key: 'dischargeMwh', name: { zh: '储能放电', en: 'Storage discharge' }, unit: 'MWh', better: null },
  { key: 'computeMwh', name: { zh: '算力用电', en: 'Compute' }, unit: 'MWh', better: null },
  { key: 'unservedMwh', name: { zh: '缺供电量', en: 'Unserved' }, unit: 'MWh', better: 'lower' },
  { key: 'jobsPlaced', name: { zh: '排入作业', en: 'Jobs placed' }, unit: 'count', better: 'higher' },
  { key: 'jobsRefused', name: { zh: '拒绝作业', en: 'Jobs refused' }, unit: 'count', better: 'lower' },
  { key: 'gapRatio', name: { zh: '离最优最多差', en: 'Proven gap' }, unit: 'ratio', better: null },
];

export interface ComparedCell {
  readonly position: number;
  /** Null while it is not planned, or when it has no plan. */
  readonly value: number | null;
  /** Against the base; null for the base and where either is missing or the windows differ. */
  readonly difference: number | null;
  readonly tone: 'better' | 'worse' | 'same' | null;
  /** The best of all that can be ranked, where they differ. */
  readonly isBest: boolean;
  /** Of costs: the difference is larger than what the proofs of both plans leave open. */
  readonly isProven: boolean;
}
export interface ComparedRow extends FigureRow {
  readonly cells: readonly ComparedCell[];
}

/** Differences that the solver's rounding makes. */
const SAME_RATIO = 1e-6;

/** Every figure of every variant against the base, which is the one at position 0. */
export function compareVariants(variants: readonly VariantOutcome[]): readonly ComparedRow[] {
  const base = variants.find(({ position }) => position === 0);
  return FIGURES.map((row) => ({ ...row, cells: cellsOf(row, variants, base) }));
}

/** Variants of the base's window that have a plan: only these can be ranked. */
export const rankedVariants = (variants: readonly VariantOutcome[]): readonly VariantOutcome[] => {
  const base = variants.find(({ position }) => position === 0);
  return variants.filter(({ figures, hours }) => figures !== null && hours === base?.hours);
};

function cellsOf(
  row: FigureRow,
  variants: readonly VariantOutcome[],
  base: VariantOutcome | undefined,
): ComparedCell[] {
  const ranked = new Set(rankedVariants(variants).map(({ position }) => position));
  const bestAt = bestOf(row, variants, ranked);
  const baseGap = base?.figures?.gapRatio ?? 0;
  const basis = base?.figures?.[row.key] ?? null;
  return variants.map(({ position, figures }) => {
    const value = figures?.[row.key] ?? null;
    // A gap tells about the plan, not about the variant.
    const isAboutVariant = position > 0 && row.key !== 'gapRatio' && ranked.has(position);
    const comparable = isAboutVariant && value !== null && basis !== null;
    const difference = comparable ? value - basis : null;
    return {
      position,
      value,
      difference,
      tone:
        difference === null
          ? null
          : toneOf(row, difference, basis!, Math.max(baseGap, figures?.gapRatio ?? 0)),
      isBest: bestAt.has(position),
      isProven: row.key === 'costYuan' && isProven(figures, base?.figures ?? null),
    };
  });
}

const isSame = (difference: number, basis: number, ratio = SAME_RATIO): boolean =>
  Math.abs(difference) <= Math.max(SAME_RATIO, ratio * Math.abs(basis), SAME_RATIO * Math.abs(basis));

/** Schedules as good as each other differ by their gaps: what is smaller than that is neither better nor worse. */
function toneOf(
  { better }: FigureRow,
  difference: number,
  basis: number,
  gapRatio: number,
): ComparedCell['tone'] {
  if (isSame(difference, basis)) return 'same';
  if (better === null || isSame(difference, basis, gapRatio)) return null;
  return difference < 0 === (better === 'lower') ? 'better' : 'worse';
}

/** Those within the gaps of the best, unless that is most of them: then none stands out. */
function bestOf(
  { key, better }: FigureRow,
  variants: readonly VariantOutcome[],
  ranked: ReadonlySet<number>,
): ReadonlySet<number> {
  const known = variants.flatMap(({ position, figures }) => {
    const value = figures?.[key];
    return figures && ranked.has(position) && value !== null && value !== undefined
      ? [{ position, value, gapRatio: figures.gapRatio }]
      : [];
  });
  if (better === null || known.length < 2) return new Set();
  const values = known.map(({ value }) => value);
  const best = better === 'lower' ? Math.min(...values) : Math.max(...values);
  const widest = Math.max(...known.map(({ gapRatio }) => gapRatio));
  const near = known.filter(({ value }) => isSame(value - best, best, widest));
  return new Set(2 * near.length > known.length ? [] : near.map(({ position }) => position));
}

/** Whatever the schedules, one costs more than the other: its bound lies above the other's cost. */
function isProven(one: VariantFigures | null, other: VariantFigures | null): boolean {
  if (one?.boundYuan == null || other?.boundYuan == null) return false;
  return one.costYuan < other.boundYuan || other.costYuan < one.boundYuan;
}

/** A figure with its unit, in three significant digits. */
export function variantFigureText(unit: Unit, value: number | null, language: Language): string {
  if (value === null) return '—';
  switch (unit) {
    case 'yuan':
      return money(value, language);
    case 'ratio':
      return percent(value, language);
    case 'MWh':
      return energy(value, language);
    case 'MW':
      return `${figure(value, language)} MW`;
    case 'tCO2':
      return `${figure(value, language)} tCO₂`;
    case 'count':
      return figure(value, language);
  }
}

/** A difference with its sign; percentage points for shares. */
export function differenceText(unit: Unit, difference: number, language: Language): string {
  const sign = difference < 0 ? '−' : '+';
  const size = Math.abs(difference);
  if (unit === 'ratio')
    return `${sign}${figure(size * 100, language)} ${language === 'zh' ? '个百分点' : 'pp'}`;
  return `${sign}${variantFigureText(unit, size, language)}`;
}
