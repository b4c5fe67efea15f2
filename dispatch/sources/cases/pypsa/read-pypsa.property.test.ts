import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError } from '#platform/errors';
import { readPypsa } from './read-pypsa.ts';

const amount = fc.integer({ min: 0, max: 9000 }).map((tenths) => tenths / 10);
const name = fc.constantFrom('one', 'two, with a comma', 'three "quoted"', '四', 'five\nlines', ' 6');

const network = fc.record({
  buses: fc.uniqueArray(name, { minLength: 1, maxLength: 5 }),
  hours: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 }),
  units: fc.uniqueArray(
    fc.record({ name, bus: fc.nat(4), ratedMw: amount, cost: amount, isChosen: fc.boolean() }),
    {
      selector: (unit) => unit.name,
      maxLength: 5,
    },
  ),
  seed: fc.nat(1000),
});
type Network = typeof network extends fc.Arbitrary<infer Value> ? Value : never;

const quoted = (text: string | number | boolean): string => {
  const cell = String(text);
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
};
const csv = (rows: readonly (readonly (string | number | boolean)[])[]): string =>
  `${rows.map((row) => row.map(quoted).join(',')).join('\n')}\n`;
const ratioOf = (seed: number, unit: number, period: number): number =>
  ((seed + 7 * unit + 3 * period) % 10) / 10;

const written = ({ buses, hours, units, seed }: Network): Map<string, string> =>
  new Map([
    ['buses.csv', csv([['name', 'v_nom'], ...buses.map((bus) => [bus, 380])])],
    [
      'snapshots.csv',
      csv([
        ['', 'snapshot', 'objective', 'stores', 'generators'],
        ...hours.map((h, t) => [t, `t${t}`, h, h, h]),
      ]),
    ],
    [
      'generators.csv',
      csv([
        ['name', 'bus', 'p_nom', 'marginal_cost', 'p_nom_extendable'],
        ...units.map((unit) => [
          unit.name,
          buses[unit.bus % buses.length]!,
          unit.ratedMw,
          unit.cost,
          unit.isChosen ? 'True' : 'False',
        ]),
      ]),
    ],
    [
      'generators-p_max_pu.csv',
      csv([
        ['', ...units.map((unit) => unit.name)],
        ...hours.map((_, t) => [t, ...units.map((__, u) => ratioOf(seed, u, t))]),
      ]),
    ],
  ]);

test('what was written is read', () => {
  fc.assert(
    fc.property(network, (made) => {
      const { problem } = readPypsa('made', written(made));
      // Blanks around a name are no part of it.
      expect(problem.areas.map(({ id }) => id)).toEqual(made.buses.map((bus) => bus.trim()));
      expect([...problem.periodHours!]).toEqual(made.hours);
      problem.thermalUnits.forEach((unit, u) => {
        const { name: own, bus, ratedMw, cost, isChosen } = made.units[u]!;
        expect(unit).toMatchObject({
          id: `generators/${own.trim()}`,
          area: bus % made.buses.length,
          ratedMw,
        });
        expect(unit.expansion === undefined).toBe(!isChosen);
        made.hours.forEach((_, t) => {
          expect(unit.operatingYuanPerMwh[t]).toBe(cost);
          expect(unit.availableRatio[t]).toBe(ratioOf(made.seed, u, t));
        });
      });
    }),
    { numRuns: 150 },
  );
});

const slip = fc.record({
  file: fc.nat(3),
  at: fc.nat(100_000),
  cut: fc.nat(10),
  put: fc.oneof(
    fc.constantFrom('', ',', '"', '\n', 'inf', 'nan', '-', 'True', 'sign', ',,,'),
    fc.string({ maxLength: 5 }),
  ),
});

test('a slip of the pen is read otherwise or refused with file and line, and never breaks the reader', () => {
  fc.assert(
    fc.property(network, fc.array(slip, { minLength: 1, maxLength: 4 }), (made, slips) => {
      const files = written(made);
      for (const { file, at, cut, put } of slips) {
        const own = [...files.keys()][file]!;
        const text = files.get(own)!;
        const from = at % (text.length + 1);
        files.set(own, text.slice(0, from) + put + text.slice(from + cut));
      }
      try {
        readPypsa('made', files);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        expect(error.code).toBe('case-invalid');
        for (const { file, line, message, remedy } of error.problems) {
          expect(files.has(file!)).toBe(true);
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(files.get(file!)!.split('\n').length);
          for (const words of [message, remedy]) expect(words).not.toBe('');
        }
      }
    }),
    { numRuns: 800 },
  );
});
