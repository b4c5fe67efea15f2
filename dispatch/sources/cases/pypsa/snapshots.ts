import type { CaseProblems } from '../case-problems.ts';
import { type NetworkFiles, numberOf } from './component-table.ts';
import { textTable } from './csv-text.ts';

/** The snapshots of a network, weighted in hours for costs, for stores, and for global constraints. */
export interface Snapshots {
  readonly count: number;
  readonly objective: Float64Array;
  readonly stores: Float64Array;
  readonly generators: Float64Array;
}

const FILE = 'snapshots.csv';
const WEIGHTINGS = ['objective', 'stores', 'generators'] as const;

/** A network without the file has one snapshot of an hour; a weighting that is not given is one. */
export const readSnapshots = (files: NetworkFiles, problems: CaseProblems): Snapshots => {
  const text = files.get(FILE);
  const table = text === undefined ? null : textTable(FILE, text, problems);
  if (table === null) return { count: 1, objective: one(), stores: one(), generators: one() };
  if (table.columns.includes('period'))
    problems.add({
      field: 'period',
      message: 'investment periods are not supported',
      remedy: 'Solve one period at a time.',
      file: FILE,
      line: 1,
    });
  if (table.rows.length === 0)
    problems.add({
      field: FILE,
      message: 'no snapshot',
      remedy: 'Give one row a snapshot.',
      file: FILE,
      line: 1,
    });
  const weighting = (name: string): Float64Array => {
    const column = table.columns.indexOf(name);
    const old = table.columns.indexOf('weightings');
    const index = column >= 0 ? column : old;
    return Float64Array.from(table.rows, ({ line, cells }) => {
      if (index < 0) return 1;
      const value = numberOf(cells[index] ?? '');
      if (value > 0 && Number.isFinite(value)) return value;
      const message = `the weighting "${cells[index] ?? ''}" is no number above 0`;
      problems.add({ field: name, message, remedy: 'Write hours above 0.', file: FILE, line });
      return 1;
    });
  };
  const [objective, stores, generators] = WEIGHTINGS.map(weighting) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  return { count: table.rows.length, objective, stores, generators };
};

const one = (): Float64Array => Float64Array.of(1);
