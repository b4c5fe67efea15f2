import { CaseProblems } from '../case-problems.ts';
import { type NetworkFiles, numberOf } from './component-table.ts';
import { COMPONENTS } from './components.ts';
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
  if (table === null) return unweighted(text === undefined ? countOfSeries(files, problems) : 1);
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

const unweighted = (count: number): Snapshots => {
  const [objective, stores, generators] = WEIGHTINGS.map(() => new Float64Array(count).fill(1)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  return { count, objective, stores, generators };
};

/** Series of more than one row tell of snapshots that are not there: their file is missing. */
const countOfSeries = (files: NetworkFiles, problems: CaseProblems): number => {
  for (const [file, text] of files) {
    const component = /^([a-z_]+)-.+\.csv$/.exec(file)?.[1];
    if (component === undefined || !(component in COMPONENTS)) continue;
    // What is wrong with the series itself is told where it is read.
    const rows = textTable(file, text, new CaseProblems())?.rows.length ?? 0;
    if (rows <= 1) continue;
    problems.add({
      field: FILE,
      message: `there is no ${FILE}, though ${file} has a row for each of ${rows} snapshots`,
      remedy: `Add the ${FILE} that PyPSA wrote beside it.`,
      file: FILE,
      line: 1,
    });
    return rows;
  }
  return 1;
};
