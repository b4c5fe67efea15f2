import { createHighsSolver } from '#dispatch/optimise';
import { PGLIB_DC, solvePglib } from './published-cases.ts';
import { type Bench, type BenchRow, row } from './report.ts';

/** Digits of the published objectives. */
const DIGITS = 5;

/** The nine DC optimal power flows in the baseline's convention; beside them what MATPOWER's would give. */
export const pglib = async (): Promise<Bench> => {
  const solver = await createHighsSolver();
  const rows: BenchRow[] = [];
  for (const [name, published] of Object.entries(PGLIB_DC)) {
    const answer = await solvePglib(name, solver);
    const ours = answer.objective ?? Number.NaN;
    const equal = Number(ours.toPrecision(DIGITS)) === published ? 'all 5 digits equal' : 'DIGITS DIFFER';
    rows.push(
      row(name, ours, published, `$/h (${answer.seconds.toFixed(2)} CPU s)`, `PGLib v23.07, ${equal}`),
    );
    const other = await solvePglib(name, solver, 'matpower');
    rows.push(
      row(
        `${name}, matpower`,
        other.objective ?? Number.NaN,
        ours,
        '$/h',
        'the same case by PGLib’s convention',
      ),
    );
  }
  return { bench: 'pglib', rows };
};
