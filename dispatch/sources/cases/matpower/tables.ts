import type { CaseProblems } from '../case-problems.ts';
import type { CaseFile, Field, Matrix } from './statements.ts';

/** One row of a table, with its number and line for messages. */
export interface Row {
  readonly number: number;
  readonly line: number;
  readonly values: readonly number[];
}
/** The tables that a DC power flow needs, each row as wide as it must be and finite where it must be. */
export interface Tables {
  readonly baseMva: number;
  readonly bus: readonly Row[];
  readonly gen: readonly Row[];
  readonly branch: readonly Row[];
  readonly gencost: readonly Row[];
}

/** Columns of the format (version 2) that are read, counted from 0. */
export const BUS = { number: 0, type: 1, loadMw: 2, shuntMw: 4 } as const;
export const GEN = { bus: 0, status: 7, maximumMw: 8, minimumMw: 9 } as const;
export const BRANCH = {
  from: 0,
  to: 1,
  resistance: 2,
  reactance: 3,
  limitMva: 5,
  ratio: 8,
  shiftDegrees: 9,
  status: 10,
  leastDegrees: 11,
  mostDegrees: 12,
} as const;
export const COST = { model: 0, startUp: 1, shutDown: 2, count: 3, first: 4 } as const;

/** Least and most columns of each table; what follows the inputs are results of an earlier run. */
const WIDTHS = { bus: [13, 17], gen: [10, 25], branch: [11, 21], gencost: [5, 1000] } as const;
type TableName = keyof typeof WIDTHS;

/** Columns whose values must be numbers, Inf excluded; limits may be Inf. */
const FINITE: Readonly<Record<TableName, readonly number[]>> = {
  bus: Object.values(BUS),
  gen: [GEN.bus, GEN.status],
  branch: [0, 1, 2, 3, 8, 9, 10],
  gencost: [COST.model, COST.count],
};

/** Fields that say nothing about a power flow. */
const WITHOUT_EFFECT = new Set([
  'version',
  'baseMVA',
  'areas',
  'zones',
  'bus_name',
  'gen_name',
  'branch_name',
  'gentype',
  'genfuel',
  'genname',
  'order',
  'success',
  'et',
  'f',
]);
/** Fields of MATPOWER that change the answer, and what to do instead. */
const REMEDIES: Readonly<Record<string, string>> = {
  dcline:
    'Write each DC line as two generators, or take it out where MATPOWER leaves it switched off (toggle_dcline).',
  reserves: 'Take the reserves out: they are not part of this flow.',
  if: 'Take the interface limits out.',
  softlims: 'Take the soft limits out: limits are hard here.',
  A: 'Take the added constraints out (A, l, u).',
  N: 'Take the added costs out (N, H, Cw).',
  userfcn: 'Take the user functions out.',
};

/** Checks that a file is a case of version 2 with whole tables; everything else in it is refused by name. */
export const tablesOf = (caseFile: CaseFile, file: string, problems: CaseProblems): Tables => {
  const reader = new TableReader(caseFile, file, problems);
  reader.version();
  const baseMva = reader.baseMva();
  const tables = {
    baseMva,
    bus: reader.table('bus'),
    gen: reader.table('gen'),
    branch: reader.table('branch'),
    gencost: reader.table('gencost'),
  };
  reader.rest();
  return tables;
};

class TableReader {
  private readonly fields: CaseFile['fields'];
  private readonly file: string;
  private readonly problems: CaseProblems;

  constructor({ fields }: CaseFile, file: string, problems: CaseProblems) {
    this.fields = fields;
    this.file = file;
    this.problems = problems;
  }

  version(): void {
    const field = this.fields.get('version');
    const remedy = "Write mpc.version = '2'; after checking that the tables are of that version.";
    if (field === undefined) this.add('version', 1, 'the file does not say its version', remedy);
    else if (textOf(field) !== '2')
      this.add('version', field.line, `version ${textOf(field)} is not read`, remedy);
  }

  baseMva(): number {
    const field = this.fields.get('baseMVA');
    if (field?.value.kind === 'number' && field.value.value > 0 && Number.isFinite(field.value.value))
      return field.value.value;
    this.add('baseMVA', field?.line ?? 1, 'it is missing or not above 0', 'Write e.g. mpc.baseMVA = 100;');
    return 100;
  }

  table(name: TableName): Row[] {
    const field = this.fields.get(name);
    if (field === undefined) {
      this.add(name, 1, 'the table is missing', `Add mpc.${name} = [...]; of the case format, version 2.`);
      return [];
    }
    if (field.value.kind !== 'matrix') {
      this.add(name, field.line, 'it is not a table', `Write mpc.${name} = [ rows ];`);
      return [];
    }
    return this.rowsOf(name, field.value.matrix);
  }

  private rowsOf(name: TableName, matrix: Matrix): Row[] {
    const [least, most] = WIDTHS[name];
    const width = matrix.rows[0]?.length ?? 0;
    return matrix.rows.flatMap((values, index) => {
      const line = matrix.lines[index]!;
      const row = { number: index + 1, line, values };
      const field = `${name}(${index + 1})`;
      if (values.length < least || values.length > most) {
        const allowed = name === 'gencost' ? `at least ${least}` : `${least} to ${most}`;
        this.add(field, line, `the row has ${values.length} columns`, `A row of ${name} has ${allowed}.`);
        return [];
      }
      if (values.length !== width) {
        this.add(
          field,
          line,
          `the row has ${values.length} columns, the first ${width}`,
          'Give all rows the same width.',
        );
        return [];
      }
      return this.isWhole(name, row) ? [row] : [];
    });
  }

  private isWhole(name: TableName, { number, line, values }: Row): boolean {
    const bad = values.findIndex(
      (value, column) => Number.isNaN(value) || (FINITE[name].includes(column) && !Number.isFinite(value)),
    );
    if (bad < 0) return true;
    const remedy = 'Write a number.';
    if (!Number.isNaN(values[bad]!) || !this.wasRefused(line))
      this.add(`${name}(${number}, ${bad + 1})`, line, `the value is ${values[bad]}`, remedy);
    return false;
  }
  /** The reader of statements has said already what is no number in this line. */
  private wasRefused(line: number): boolean {
    return this.problems.list.some((problem) => problem.line === line);
  }

  /** Every other field: no effect, empty, or refused. */
  rest(): void {
    for (const [name, field] of this.fields) {
      if (name in WIDTHS || WITHOUT_EFFECT.has(name) || isEmpty(field)) continue;
      const remedy =
        REMEDIES[name.split('.')[0]!] ??
        'Take it out, or empty it, if the answer you want does not depend on it.';
      this.add(name, field.line, 'this part of a case is not read, and might change the answer', remedy);
    }
  }

  private add(field: string, line: number, message: string, remedy: string): void {
    this.problems.add({ field: `mpc.${field}`, message, remedy, file: this.file, line });
  }
}

const textOf = ({ value }: Field): string => {
  if (value.kind === 'text') return value.text.trim();
  return value.kind === 'number' ? String(value.value) : value.kind;
};
const isEmpty = ({ value }: Field): boolean =>
  (value.kind === 'matrix' && value.matrix.rows.length === 0) || (value.kind === 'cell' && value.isEmpty);
