import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError } from '#platform/errors';
import { readMatpower } from './read-matpower.ts';

const amount = fc.integer({ min: 0, max: 5000 }).map((tenths) => tenths / 10);

/** A connected network of some buses, each with a load and perhaps a generator. */
const network = fc.integer({ min: 2, max: 8 }).chain((count) =>
  fc.record({
    loads: fc.array(amount, { minLength: count, maxLength: count }),
    units: fc.array(
      fc.record({
        bus: fc.integer({ min: 1, max: count }),
        leastMw: amount,
        widthMw: amount,
        slope: amount,
        square: amount,
        constant: amount,
      }),
      { minLength: 1, maxLength: 6 },
    ),
    lines: fc.array(
      fc.record({
        from: fc.integer({ min: 1, max: count }),
        to: fc.integer({ min: 1, max: count }),
        reactance: fc.integer({ min: 1, max: 900 }).map((value) => value / 1000),
        rateMva: amount,
      }),
      { maxLength: 12 },
    ),
  }),
);
type Network = typeof network extends fc.Arbitrary<infer Value> ? Value : never;

/** Ways to write a table that mean the same. */
interface Pen {
  readonly cell: string;
  readonly row: string;
  readonly note: string;
}
const pen: fc.Arbitrary<Pen> = fc.record({
  cell: fc.constantFrom(' ', '\t', ', ', '  ,', ' ...\n  '),
  row: fc.constantFrom(';\n', '\n', ' ; ', ';% next\n', '\r\n'),
  note: fc.constantFrom('', '% a remark [ ] ;\n', '%{\nmpc.bus = [];\n%}\n', '\n\n'),
});

const written = ({ loads, units, lines }: Network, { cell, row, note }: Pen): string => {
  const table = (name: string, rows: readonly (readonly number[])[]): string =>
    `${note}mpc.${name} = [${rows.map((values) => values.join(cell)).join(row)}];\n`;
  return [
    `function mpc = made\nmpc.version = '2'; mpc.baseMVA = 100;\n`,
    table(
      'bus',
      loads.map((mw, i) => [i + 1, 1, mw, 0, 0, 0, 1, 1, 0, 230, 1, 1.1, 0.9]),
    ),
    table(
      'gen',
      units.map(({ bus, leastMw, widthMw }) => [bus, 0, 0, 0, 0, 1, 100, 1, leastMw + widthMw, leastMw]),
    ),
    table(
      'branch',
      lines.map(({ from, to, reactance, rateMva }) => [
        from,
        to,
        0,
        reactance,
        0,
        rateMva,
        0,
        0,
        0,
        0,
        1,
        0,
        0,
      ]),
    ),
    table(
      'gencost',
      units.map(({ square, slope, constant }) => [2, 0, 0, 3, square, slope, constant]),
    ),
  ].join('');
};

const noLoops = (made: Network): Network => ({
  ...made,
  lines: made.lines.filter(({ from, to }) => from !== to),
});

test('what was written is read, however it is laid out', () => {
  fc.assert(
    fc.property(network.map(noLoops), pen, (made, how) => {
      const { problem } = readMatpower(written(made, how), 'made.m', 'matpower');
      expect(problem.areas.map(({ loadMw }) => loadMw[0])).toEqual(made.loads);
      expect(
        problem.acLines.map(({ fromArea, toArea, reactanceOhm, limitMw }) => [
          fromArea,
          toArea,
          reactanceOhm,
          limitMw,
        ]),
      ).toEqual(
        made.lines.map(({ from, to, reactance, rateMva }) => [
          from - 1,
          to - 1,
          reactance,
          rateMva || Infinity,
        ]),
      );
      problem.thermalUnits.forEach((unit, i) => {
        const { bus, leastMw, widthMw, slope, square, constant } = made.units[i]!;
        expect(unit.area).toBe(bus - 1);
        expect(unit.minimumRatio * unit.ratedMw).toBeCloseTo(leastMw, 9);
        expect(unit.availableRatio[0]! * unit.ratedMw).toBeCloseTo(leastMw + widthMw, 9);
        expect(unit.operatingYuanPerMwh[0]).toBe(slope);
        expect([unit.quadraticYuanPerMw2H ?? 0, unit.fixedYuanPerH ?? 0]).toEqual([square, constant]);
      });
    }),
    { numRuns: 150 },
  );
});

const slip = fc.record({
  at: fc.nat(100_000),
  cut: fc.nat(12),
  put: fc.oneof(
    fc.constantFrom(
      '',
      '[',
      ']',
      '{',
      '}',
      ';',
      '%',
      "'",
      '...',
      '\n',
      'mpc.',
      '=',
      '-',
      'Inf',
      'NaN',
      '1e999',
      '%{\n',
      '(',
      ',',
    ),
    fc.string({ maxLength: 6 }),
  ),
});

test('a slip of the pen is read otherwise or refused with its line, and never breaks the reader', () => {
  fc.assert(
    fc.property(
      network.map(noLoops),
      pen,
      fc.array(slip, { minLength: 1, maxLength: 4 }),
      (made, how, slips) => {
        let text = written(made, how);
        for (const { at, cut, put } of slips) {
          const from = at % (text.length + 1);
          text = text.slice(0, from) + put + text.slice(from + cut);
        }
        const lastLine = text.split(/\r\n|\r|\n/).length;
        try {
          readMatpower(text, 'made.m', 'pglib');
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          expect(error.code).toBe('case-invalid');
          expect(error.problems.length).toBeGreaterThan(0);
          for (const { file, line, field, message, remedy } of error.problems) {
            expect(file).toBe('made.m');
            expect(line).toBeGreaterThanOrEqual(1);
            expect(line).toBeLessThanOrEqual(lastLine);
            for (const words of [field, message, remedy]) expect(words).not.toBe('');
          }
        }
      },
    ),
    { numRuns: 800 },
  );
});
