import { describe, expect, test } from 'vitest';
import type { CaseConvention, DispatchCase } from '#dispatch/domain';
import { AppError, type InputProblem } from '#platform/errors';
import { readMatpower } from './read-matpower.ts';

const CASE = `function mpc = three
mpc.version = '2';
mpc.baseMVA = 100;
mpc.bus = [
	1 3 0   0 0 0 1 1 0 230 1 1.1 0.9;
	2 1 100 0 5 0 1 1 0 230 1 1.1 0.9;
	7 1 50  0 0 0 1 1 0 230 1 1.1 0.9;
];
mpc.gen = [
	1 0 0 0 0 1 100 1 200 10;
	7 0 0 0 0 1 100 1 80  -20;
];
mpc.branch = [
	1 2 0.01 0.1 0 60 0 0 0    0   1 -30 30;
	2 7 0.02 0.2 0 0  0 0 0.95 -3  1 -10 20;
	1 7 0.02 0.2 0 90 0 0 0    0   0 -30 30;
];
mpc.gencost = [
	2 0 0 3 0.02 20 7 0 0 0;
	1 0 0 3 0 0 40 800 80 2000;
];
`;

const read = (text: string, convention: CaseConvention = 'matpower'): DispatchCase =>
  readMatpower(text, 'three.m', convention);
const problemsOf = (text: string): readonly InputProblem[] => {
  try {
    read(text);
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    return (error as AppError).problems;
  }
  return [];
};

test('buses become areas, generators units, branches in service lines', () => {
  const { name, problem, remarks } = read(CASE);
  expect(name).toBe('three');
  expect(problem.areas.map(({ id, loadMw }) => [id, loadMw[0]])).toEqual([
    ['1', 0],
    ['2', 105],
    ['7', 50],
  ]);
  expect(problem.thermalUnits).toMatchObject([
    {
      id: 'gen1',
      area: 0,
      ratedMw: 200,
      minimumRatio: 0.05,
      quadraticYuanPerMw2H: 0.02,
      fixedYuanPerH: 7,
    },
    // Slopes 20 and 30 from the points (0, 0), (40, 800), (80, 2000).
    {
      id: 'gen2',
      area: 2,
      minimumRatio: -0.25,
      fuelSteps: [{ fromMw: 40, addedYuanPerMwh: 10 }],
    },
  ]);
  expect(problem.thermalUnits.map((unit) => unit.operatingYuanPerMwh[0])).toEqual([20, 20]);
  expect(problem.acLines.map(({ id }) => id)).toEqual(['branch1', 'branch2']);
  expect(remarks.map(({ en }) => en)).toEqual(['branches out of service left out: 1.']);
});

test('by MATPOWER’s convention a tap scales the reactance, a shift turns the angle, and angle limits limit the flow', () => {
  const [first, second] = read(CASE).problem.acLines;
  expect(first).toMatchObject({ reactanceOhm: 0.1, limitMw: 60 });
  expect(first).not.toHaveProperty('phaseShiftMwOhm');
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  // x = 0.2 · 0.95; flow = (angle + 3°) · 100 / x.
  expect(second!.reactanceOhm).toBeCloseTo(0.19, 12);
  expect(second!.phaseShiftMwOhm).toBeCloseTo(radians(-3) * 100, 12);
  expect(second!.limitMw).toBeCloseTo((radians(23) * 100) / 0.19, 9);
  expect(second!.backLimitMw).toBeCloseTo((radians(7) * 100) / 0.19, 9);
});

test('by PGLib’s convention x is (r² + x²) / x, taps and shifts are ignored, angles stay within 30°', () => {
  const open = CASE.replace('1 -10 20', '1 0 360');
  const [first, second] = read(open, 'pglib').problem.acLines;
  expect(first!.reactanceOhm).toBeCloseTo((0.01 ** 2 + 0.1 ** 2) / 0.1, 12);
  const x = (0.02 ** 2 + 0.2 ** 2) / 0.2;
  expect(second!.reactanceOhm).toBeCloseTo(x, 12);
  expect(second!.limitMw).toBeCloseTo(((Math.PI / 6) * 100) / x, 9);
  expect(second).not.toHaveProperty('backLimitMw');
  expect(second).not.toHaveProperty('phaseShiftMwOhm');
});

test('comments, continuations, commas, several statements a line and lists of names change nothing', () => {
  const written = `% a case
%{
mpc.baseMVA = 1;
%}
function mpc = three  % its name
mpc.version = "2"; mpc.baseMVA = 1e2; # both
mpc.bus_name = { 'one; or 1' ; 'two % percent' ; 'it''s seven' };
${CASE.slice(CASE.indexOf('mpc.bus'))
  .replace('1 3 0   0', '1, 3, 0, ... and on\n 0')
  .replace('0 90 0 0 0', '0 +90.0 0 0 .0')
  .replace('1.1 0.9;\n];', '1.1 0.9];')}
end
`;
  expect(read(written)).toEqual(read(CASE));
});

test('an isolated bus is left out with all that hangs on it', () => {
  const { problem, remarks } = read(CASE.replace('7 1 50', '7 4 50'));
  expect(problem.areas).toHaveLength(2);
  expect(problem.thermalUnits.map(({ id }) => id)).toEqual(['gen1']);
  expect(problem.acLines.map(({ id }) => id)).toEqual(['branch1']);
  expect(remarks.map(({ en }) => en)).toContain('isolated buses left out: 1.');
});

describe('what cannot be read is refused by its place', () => {
  const refusals: readonly [
    what: string,
    from: string,
    to: string,
    line: number,
    field: string,
    words: RegExp,
  ][] = [
    ['another version', "'2'", "'1'", 2, 'mpc.version', /version 1/],
    ['no base', '100;\nmpc.bus', '0;\nmpc.bus', 3, 'mpc.baseMVA', /not above 0/],
    ['an expression', 'baseMVA = 100', 'baseMVA = 10 * 10', 3, 'statement', /not the assignment/],
    ['a computed table', 'mpc.gen = [', 'mpc.gen = zeros(2); x = [', 9, 'mpc.gen', /expression/],
    [
      'code',
      '];\nmpc.gencost',
      '];\nmpc.bus(:, 3) = 2 * mpc.bus(:, 3);\nmpc.gencost',
      18,
      'statement',
      /not the assignment/,
    ],
    ['an unknown table', 'mpc.gencost', 'mpc.storage = [1 2];\nmpc.gencost', 18, 'mpc.storage', /not read/],
    ['DC lines', 'mpc.gencost', 'mpc.dcline = [1 2];\nmpc.gencost', 18, 'mpc.dcline', /not read/],
    ['interface limits', 'mpc.gencost', 'mpc.if.map = [1 2];\nmpc.gencost', 18, 'mpc.if.map', /not read/],
    ['a short row', '1 1.1 0.9;\n\t2', '1 1.1;\n\t2', 5, 'mpc.bus(1)', /12 columns/],
    ['a word in a table', '200 10', '200 ten', 10, 'mpc.gen', /no number/],
    ['a sum in a table', '200 10', '200 10-5', 10, 'mpc.gen', /no number/],
    ['an open bracket', '2000;\n];', '2000;\n', 18, 'mpc.gencost', /never closed/],
    ['a bus twice', '\t7 1 50', '\t2 1 50', 7, 'mpc.bus(3, 1)', /given twice/],
    ['a bus that is not there', '\t7 0 0', '\t8 0 0', 11, 'mpc.gen(2, 1)', /bus 8/],
    ['a bus type', '7 1 50', '7 5 50', 7, 'mpc.bus(3, 2)', /type 5/],
    ['no reactance', '0.02 0.2 0 0 ', '0.02 0 0 0 ', 15, 'mpc.branch(2, 4)', /without reactance/],
    ['limits out of order', '80  -20', '80  90', 11, 'mpc.gen(2, 10)', /above Pmax/],
    ['no limit of output', '200 10', 'Inf 10', 10, 'mpc.gen(1, 9)', /no limit/],
    ['a falling slope', '80 2000', '80 1200', 20, 'mpc.gencost(2, 7)', /not convex/],
    ['points out of order', '40 800 80 2000', '40 800 30 2000', 20, 'mpc.gencost(2, 9)', /not above 40/],
    ['a negative square', '0.02 20', '-0.02 20', 19, 'mpc.gencost(1, 5)', /not convex/],
    ['a cube', '2 0 0 3 0.02 20 7 0', '2 0 0 4 0.1 0.02 20 7', 19, 'mpc.gencost(1, 5)', /degree 3/],
    ['a cost model', '1 0 0 3 0 0', '3 0 0 3 0 0', 20, 'mpc.gencost(2, 1)', /model 3/],
    ['too many coefficients', '2 0 0 3 0.02', '2 0 0 9 0.02', 19, 'mpc.gencost(1, 4)', /n is 9/],
    ['a cost too few', '\t1 0 0 3 0 0 40 800 80 2000;\n', '', 19, 'mpc.gencost', /1 rows for 2/],
    ['no costs', CASE.slice(CASE.indexOf('mpc.gencost')), '', 1, 'mpc.gencost', /missing/],
    ['a table twice', 'mpc.gencost = [', 'mpc.baseMVA = 1;\nmpc.gencost = [', 18, 'mpc.baseMVA', /twice/],
    ['version 1', 'function mpc = three', 'function [baseMVA, bus] = three', 1, 'function', /version 1/],
  ];
  test.each(refusals)('%s', (_, from, to, line, field, words) => {
    const text = CASE.replace('0.02 0.2 0 0  0', '0.02 0.2 0 0 0');
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    const found = problemsOf(changed).find(
      (problem) => problem.field === field && words.test(problem.message),
    );
    expect(found, JSON.stringify(problemsOf(changed))).toMatchObject({ file: 'three.m', line });
    expect(found!.remedy).not.toBe('');
  });

  test('all at once, not the first alone', () => {
    const fields = problemsOf(
      CASE.replace('200 10', 'Inf 10').replace('7 1 50', '7 5 50').replace("'2'", "'3'"),
    );
    expect(fields.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['mpc.version', 'mpc.bus(3, 2)', 'mpc.gen(1, 9)']),
    );
  });
});
