import { expect, test } from 'vitest';
import type { AcLineInput, Problem } from '#dispatch/domain';
import { createHighsSolver } from '../index.ts';
import { smallGrid, smallProblem } from '../testing/small-problem.ts';
import { solveBlocks } from '../testing/solve-blocks.ts';
import { seeded } from '../testing/synthetic.ts';
import { outageFactors } from './outage-factors.ts';

const solver = await createHighsSolver();

/** Flows of the DC power flow for given injections, by Gaussian elimination of the angles with the first area at zero. */
const flowsOf = (lines: readonly Edge[], injectionMw: readonly number[]): number[] => {
  const n = injectionMw.length;
  const rows = injectionMw.map((mw, i) =>
    Array.from({ length: n + 1 }, (_, j) => (j === n ? mw : i === 0 && j === 0 ? 1 : 0)),
  );
  for (const { fromArea, toArea, reactanceOhm } of lines) {
    for (const [a, b] of [
      [fromArea, toArea],
      [toArea, fromArea],
    ] as const) {
      if (a === 0) continue;
      rows[a]![a]! += 1 / reactanceOhm;
      rows[a]![b]! -= 1 / reactanceOhm;
    }
  }
  rows[0]![n] = 0;
  for (let k = 0; k < n; k++) {
    const pivot = rows.slice(k).reduce((best, row) => (Math.abs(row[k]!) > Math.abs(best[k]!) ? row : best));
    const at = rows.indexOf(pivot, k);
    [rows[k], rows[at]] = [rows[at]!, rows[k]!];
    for (let i = 0; i < n; i++) {
      if (i === k) continue;
      const factor = rows[i]![k]! / rows[k]![k]!;
      for (let j = k; j <= n; j++) rows[i]![j]! -= factor * rows[k]![j]!;
    }
  }
  const angle = rows.map((row, i) => row[n]! / row[i]!);
  return lines.map((line) => (angle[line.fromArea]! - angle[line.toArea]!) / line.reactanceOhm);
};
interface Edge {
  readonly fromArea: number;
  readonly toArea: number;
  readonly reactanceOhm: number;
}

/** A ring with chords, which stays whole without any one line. */
const meshed = (areas: number, random: () => number): Edge[] => {
  const between = (fromArea: number, toArea: number): Edge => ({
    fromArea,
    toArea,
    reactanceOhm: 1 + 20 * random(),
  });
  const ring = Array.from({ length: areas }, (_, a) => between(a, (a + 1) % areas));
  const chords = Array.from({ length: 3 }, () => {
    const from = Math.floor(random() * areas);
    return between(from, (from + 1 + Math.floor(random() * (areas - 1))) % areas);
  });
  return [...ring, ...chords];
};

test('outage factors foretell the flows of the network without the line', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const random = seeded(seed);
    const areas = 4 + (seed % 5);
    const lines = meshed(areas, random);
    const injection = Array.from({ length: areas }, () => 100 * (random() - 0.5));
    injection[0]! -= injection.reduce((sum, mw) => sum + mw, 0);
    const before = flowsOf(lines, injection);
    const outages = lines.map((_, index) => index);
    const factors = outageFactors(areas, lines, outages);
    expect(factors).toHaveLength(lines.length);
    for (const { outage, factors: shares } of factors) {
      const left = lines.filter((_, index) => index !== outage);
      const after = flowsOf(left, injection);
      left.forEach((line, i) => {
        const index = lines.indexOf(line);
        expect(before[index]! + shares[index]! * before[outage]!).toBeCloseTo(after[i]!, 6);
      });
    }
  }
});

test('an outage that cuts the network in two has no factors, and the others keep theirs', () => {
  // A triangle 0-1-2 with a spur 2-3, and an island 4-5 of two equal lines.
  const lines = [
    { fromArea: 0, toArea: 1, reactanceOhm: 1 },
    { fromArea: 1, toArea: 2, reactanceOhm: 1 },
    { fromArea: 2, toArea: 0, reactanceOhm: 1 },
    { fromArea: 2, toArea: 3, reactanceOhm: 1 },
    { fromArea: 4, toArea: 5, reactanceOhm: 2 },
    { fromArea: 4, toArea: 5, reactanceOhm: 2 },
  ];
  const factors = outageFactors(6, lines, [0, 3, 4]);
  expect(factors.map(({ outage }) => outage)).toEqual([0, 4]);
  // Without 0-1 its flow goes 0-2-1, against the direction of both lines: -1 each. The spur and the island see nothing.
  expect([...factors[0]!.factors].map((factor) => factor + 0)).toEqual([
    -1,
    expect.closeTo(-1, 9),
    expect.closeTo(-1, 9),
    expect.closeTo(0, 9),
    expect.closeTo(0, 9),
    expect.closeTo(0, 9),
  ]);
  expect(factors[1]!.factors[5]).toBeCloseTo(1, 9);
});

const line = (
  id: string,
  fromArea: number,
  toArea: number,
  over: Partial<AcLineInput> = {},
): AcLineInput => ({
  id,
  fromArea,
  toArea,
  reactanceOhm: 1,
  limitMw: 100,
  ...over,
});
/** Cheap power in the first area, dear power in the third, load in the third. */
const triangle = (lines: readonly AcLineInput[]): Problem =>
  smallProblem(1, {
    areas: ['west', 'north', 'east'].map((id, a) => ({ id, loadMw: Float64Array.of(a === 2 ? 90 : 0) })),
    gridConnections: [
      smallGrid(Float64Array.of(100), { id: 'cheap' }),
      smallGrid(Float64Array.of(500), { id: 'dear', area: 2 }),
    ],
    acLines: lines,
    sites: [],
    pools: [],
  });

test('flows split against the reactances, and the line that fills first holds the cheap power back', () => {
  // West-east directly takes 2/3 of the flow, west-north-east 1/3: 60 MW on the direct line let 90 MW through in all;
  // at a limit of 40 only 60 MW come from the west and 30 are bought dear: 60 x 100 + 30 x 500.
  const solved = solveBlocks(
    triangle([line('wn', 0, 1), line('ne', 1, 2), line('we', 0, 2, { limitMw: 40 })]),
    solver,
  );
  expect(solved.values('lineFlowMw', 'we')[0]).toBeCloseTo(40, 6);
  expect(solved.values('lineFlowMw', 'wn')[0]).toBeCloseTo(20, 6);
  expect(solved.objective).toBeCloseTo(60 * 100 + 30 * 500, 4);
});

test('what a line must stand after an outage limits the flow before it', () => {
  // Without west-east all of the flow goes by the north: it must stay within 50 there, so 50 MW come from the west.
  const solved = solveBlocks(
    triangle([
      line('wn', 0, 1, { postContingencyMw: 50 }),
      line('ne', 1, 2),
      line('we', 0, 2, { isOutage: true }),
    ]),
    solver,
  );
  expect(solved.values('importMw', 'cheap')[0]).toBeCloseTo(50, 6);
  expect(solved.objective).toBeCloseTo(50 * 100 + 40 * 500, 4);
  const names = Array.from({ length: solved.power.model.rowCount }, (_, row) =>
    solved.power.model.rowName(row),
  );
  expect(names).toContain('post_contingency[wn.without.we,0]');
});

test('a limit that no flow can reach after the outage makes no row', () => {
  const solved = solveBlocks(
    triangle([
      line('wn', 0, 1, { limitMw: 30, postContingencyMw: 60 }),
      line('ne', 1, 2),
      line('we', 0, 2, { limitMw: 30, isOutage: true }),
    ]),
    solver,
  );
  const { model } = solved.power;
  const blocks = Array.from({ length: model.rowCount }, (_, row) => model.blockOf(row));
  expect(blocks).not.toContain('post_contingency');
});
