import { expect, test } from 'vitest';
import type { VariantFigures, VariantOutcome } from '#dispatch/domain';
import { compareVariants, differenceText, rankedVariants } from './variant-figures.ts';

const FIGURES: VariantFigures = {
  ...{ costYuan: 1000, boundYuan: 990, gapRatio: 0.01, co2Tonnes: 50 },
  ...{ matchedGreenShareRatio: 0.8, annualGreenShareRatio: 0.9, curtailmentRatio: 0.1, curtailedMwh: 10 },
  ...{ importMwh: 100, peakImportMw: 20, exportMwh: 5, dischargeMwh: 8, computeMwh: 60, unservedMwh: 0 },
  ...{ jobsPlaced: 4, jobsRefused: 0 },
};
const outcome = (
  position: number,
  figures: Partial<VariantFigures> | null,
  change: Partial<VariantOutcome> = {},
): VariantOutcome => ({
  ...{ position, name: { zh: '案', en: 'v' }, set: [], objective: 'cost', expand: false, hours: 24 },
  ...{ state: 'done', costParts: [], capacities: [], problem: null, degraded: null, seconds: 1 },
  figures: figures === null ? null : { ...FIGURES, ...figures },
  ...change,
});
const cellsOf = (variants: readonly VariantOutcome[], key: string) =>
  compareVariants(variants).find((row) => row.key === key)!.cells;

test('less cost and more green are better, and the best is marked where they differ', () => {
  const variants = [
    outcome(0, {}),
    outcome(1, { costYuan: 900, boundYuan: 895, matchedGreenShareRatio: 0.7 }),
    outcome(2, { costYuan: 1200, boundYuan: 1190, matchedGreenShareRatio: 0.85 }),
  ];
  expect(
    cellsOf(variants, 'costYuan').map(({ difference, tone, isBest }) => [difference, tone, isBest]),
  ).toEqual([
    [null, null, false],
    [-100, 'better', true],
    [200, 'worse', false],
  ]);
  const green = cellsOf(variants, 'matchedGreenShareRatio');
  expect(green.map(({ tone, isBest }) => [tone, isBest])).toEqual([
    [null, false],
    ['worse', false],
    ['better', true],
  ]);
  expect(cellsOf(variants, 'jobsPlaced').some(({ isBest }) => isBest)).toBe(false);
});

test('a cost difference within what the proofs leave open is not called proven', () => {
  const variants = [
    outcome(0, {}),
    // 995 lies above the base's bound of 990: some schedule of the base might cost no more.
    outcome(1, { costYuan: 995, boundYuan: 985 }),
    // 980 lies below 990: no schedule of the base can cost so little.
    outcome(2, { costYuan: 980, boundYuan: 970 }),
    outcome(3, { costYuan: 980, boundYuan: null }),
  ];
  expect(cellsOf(variants, 'costYuan').map(({ isProven }) => isProven)).toEqual([false, false, true, false]);
});

test('another window or no plan is shown but neither compared nor ranked', () => {
  const variants = [outcome(0, {}), outcome(1, { costYuan: 1 }, { hours: 12 }), outcome(2, null)];
  expect(rankedVariants(variants).map(({ position }) => position)).toEqual([0]);
  expect(
    cellsOf(variants, 'costYuan').map(({ value, difference, isBest }) => [value, difference, isBest]),
  ).toEqual([
    [1000, null, false],
    [1, null, false],
    [null, null, false],
  ]);
});

test('differences carry their sign, and shares differ by percentage points', () => {
  expect(differenceText('yuan', -125_000, 'zh')).toBe('−12.5 万元');
  expect(differenceText('ratio', 0.034, 'en')).toBe('+3.4 pp');
  expect(differenceText('MWh', 0.5, 'en')).toBe('+500 kWh');
});

test('what is smaller than the gaps of the plans is neither better nor worse, and no best', () => {
  const variants = [
    outcome(0, { peakImportMw: 800 }),
    outcome(1, { peakImportMw: 797 }),
    outcome(2, { peakImportMw: 700 }),
  ];
  // A gap of 1 % is 8 MW here.
  expect(cellsOf(variants, 'peakImportMw').map(({ tone, isBest }) => [tone, isBest])).toEqual([
    [null, false],
    [null, false],
    ['better', true],
  ]);
  expect(cellsOf(variants.slice(0, 2), 'peakImportMw').some(({ isBest }) => isBest)).toBe(false);
});
