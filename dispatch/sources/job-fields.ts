import { AppError } from '#platform/errors';
import { type EpochMs, MS_PER_HOUR } from '#units';
import { MS_PER_UNIT, readWallTime, type Zone, zoneOf } from './instants.ts';
import type { FieldSource, RejectRule, RowMapping } from './mapping-schema.ts';
import type { Cell } from './tables/table.ts';

/** A value of a row on its way to a field: instants as ms since epoch. */
type FieldValue = unknown;
type FromColumn = Extract<FieldSource, { column: string }>;
type Reader = (row: RowValues) => FieldValue;

/** A cell that cannot become what its field needs. */
export class UnusableCell extends Error {
  readonly field: string;
  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

const TEXT_FIELDS = new Set([
  ...['id', 'name', 'owner', 'kind', 'poolKind', 'fromSite', 'toSite', 'data.site'],
  'meter',
]);
const isInstant = (name: string): boolean => name.endsWith('At');

/** A mapping made ready for one table: every name found, every zone known. */
export class JobReader {
  private readonly readers = new Map<string, Reader>();
  private readonly rules: readonly ((row: RowValues) => string | null)[];
  private readonly columns: ReadonlyMap<string, number>;
  private readonly zone: Zone;
  private readonly originMs: EpochMs | null;
  private readonly fieldNames: readonly string[];

  constructor(mapping: RowMapping, columns: readonly string[]) {
    this.columns = new Map(columns.map((name, at) => [name, at]));
    this.zone = requireZone(mapping.zone);
    this.originMs = mapping.origin === undefined ? null : Date.parse(mapping.origin);
    this.fieldNames = Object.keys(mapping.fields);
    for (const [name, source] of Object.entries({ ...mapping.let, ...mapping.fields }))
      this.readers.set(name, this.compile(name, source));
    this.rules = mapping.reject.map((rule) => this.compileRule(rule));
  }

  /** The fields of a job or a reading as they would stand in JSON, or why the row is left out on purpose. */
  read(cells: readonly Cell[], rowNumber: number): Record<string, unknown> | string {
    const row = new RowValues(cells, rowNumber, this.readers);
    for (const rule of this.rules) {
      const reason = rule(row);
      if (reason !== null) return reason;
    }
    const job: Record<string, unknown> = {};
    for (const name of this.fieldNames) {
      const value = row.value(name);
      if (value === undefined || value === null) continue;
      put(job, name, isInstant(name) ? isoOf(value as EpochMs) : value);
    }
    return job;
  }

  private compile(name: string, source: FieldSource): Reader {
    if ('column' in source) return this.compileColumn(name, source);
    if ('constant' in source) {
      const constant = isInstant(name) ? Date.parse(String(source.constant)) : source.constant;
      if (Number.isNaN(constant)) throw mappingProblem(name, `"${String(source.constant)}" is no instant`);
      return () => constant;
    }
    if ('row' in source) return (row) => source.row.replaceAll('{row}', String(row.rowNumber));
    if ('sum' in source) return this.compileSum(name, source.sum);
    const pieces = source.pieces.map((piece) => ({
      holds: this.compileCondition(name, piece),
      read:
        typeof piece.take === 'object'
          ? this.compile(name, piece.take)
          : () => piece.take as string | number | boolean,
    }));
    return (row) => pieces.find((piece) => piece.holds(row))?.read(row);
  }

  private compileSum(name: string, parts: readonly (string | number | FromColumn)[]): Reader {
    const readers = parts.map((part): Reader => {
      if (typeof part === 'number') return () => (isInstant(name) ? part * MS_PER_HOUR : part);
      if (typeof part === 'object') return this.compileColumn(`${name}.part`, part);
      return this.named(name, part);
    });
    const factors = parts.map((part) =>
      isInstant(name) && typeof part !== 'number' && !(typeof part === 'string' && isInstant(part))
        ? MS_PER_HOUR
        : 1,
    );
    return (row) => {
      let total = 0;
      for (const [at, read] of readers.entries()) {
        const part = read(row);
        // A sum with a part missing is missing, not smaller.
        if (part === undefined || part === null || Number.isNaN(Number(part))) return undefined;
        total += Number(part) * factors[at]!;
      }
      return total;
    };
  }

  /** A field or helper by name; a column where there is none of that name. */
  private named(user: string, name: string): Reader {
    if (this.columns.has(name)) {
      const at = this.columns.get(name)!;
      return (row) => (row.has(name) ? row.value(name) : row.cells[at]);
    }
    return (row) => {
      if (!row.has(name)) throw mappingProblem(user, `there is no field, helper or column "${name}"`);
      return row.value(name);
    };
  }

  private compileColumn(name: string, source: FromColumn): Reader {
    const at = this.columns.get(source.column);
    if (at === undefined) throw missingColumn(name, source.column, [...this.columns.keys()]);
    const convert = this.converter(name, source);
    return (row) => {
      const cell = row.cells[at] ?? '';
      if (cell === '') return source.default;
      const word = source.words?.[String(cell)];
      return word === undefined ? convert(cell) : word;
    };
  }

  private converter(name: string, source: FromColumn): (cell: Cell) => FieldValue {
    if (source.split !== undefined) return (cell) => String(cell).split(source.split!);
    if (isInstant(name)) return this.instantConverter(name, source);
    if (TEXT_FIELDS.has(name)) return (cell) => String(cell).trim();
    const toHours = source.unit === undefined ? 1 : MS_PER_UNIT[source.unit] / MS_PER_HOUR;
    const scale = (source.scale ?? 1) * toHours;
    return (cell) => {
      const value = Number(cell);
      if (Number.isFinite(value)) return value * scale + (source.plus ?? 0);
      if (source.words !== undefined) throw new UnusableCell(name, `"${String(cell)}" has no translation`);
      throw new UnusableCell(name, `"${String(cell)}" in column ${source.column} is not a number`);
    };
  }

  private instantConverter(name: string, source: FromColumn): (cell: Cell) => FieldValue {
    if (source.unit !== undefined) {
      const originMs = this.originMs;
      if (originMs === null)
        throw mappingProblem(name, `counts ${source.unit} but the mapping has no origin`);
      const unitMs = MS_PER_UNIT[source.unit] * (source.scale ?? 1);
      return (cell) => {
        const count = Number(cell);
        if (!Number.isFinite(count))
          throw new UnusableCell(name, `"${String(cell)}" in column ${source.column} is not a number`);
        return originMs + Math.round(count * unitMs);
      };
    }
    return (cell) => {
      if (cell instanceof Date) return cell.getTime();
      const read = readWallTime(String(cell));
      if (read === null)
        throw new UnusableCell(name, `"${String(cell)}" in ${source.column} is not a date and time`);
      return read.offsetMs === null ? this.zone.instantOf(read.wallMs) : read.wallMs - read.offsetMs;
    };
  }

  private compileCondition(
    name: string,
    rule: Omit<RejectRule, 'because' | 'when'> & { when?: string | undefined; atLeast?: number | undefined },
  ): (row: RowValues) => boolean {
    if (rule.when === undefined) return () => true;
    const read = this.named(name, rule.when);
    return (row) => {
      const value = read(row) ?? undefined;
      if (rule.is !== undefined && !rule.is.some((each) => String(each) === String(value ?? '')))
        return false;
      if (rule.below !== undefined && !(Number(value) < rule.below)) return false;
      if (rule.atMost !== undefined && !(Number(value) <= rule.atMost)) return false;
      return rule.atLeast === undefined || Number(value) >= rule.atLeast;
    };
  }

  private compileRule(rule: RejectRule): (row: RowValues) => string | null {
    const holds = this.compileCondition('reject', rule);
    return (row) => (holds(row) ? rule.because : null);
  }
}

/** The cells of one row and the fields worked out from them so far. */
class RowValues {
  readonly cells: readonly Cell[];
  readonly rowNumber: number;
  private readonly readers: ReadonlyMap<string, Reader>;
  private readonly known = new Map<string, FieldValue>();
  constructor(cells: readonly Cell[], rowNumber: number, readers: ReadonlyMap<string, Reader>) {
    this.cells = cells;
    this.rowNumber = rowNumber;
    this.readers = readers;
  }
  has(name: string): boolean {
    return this.readers.has(name);
  }
  value(name: string): FieldValue {
    if (this.known.has(name)) {
      const value = this.known.get(name);
      if (value === IN_PROGRESS) throw mappingProblem(name, 'is computed from itself');
      return value;
    }
    this.known.set(name, IN_PROGRESS);
    const value = this.readers.get(name)!(this);
    this.known.set(name, value);
    return value;
  }
}
const IN_PROGRESS = Symbol('in progress');

/** Instants are whole milliseconds; a fraction is rounded up, so that a deadline never cuts into its job. */
const isoOf = (instantMs: EpochMs): string => new Date(Math.ceil(instantMs - 1e-3)).toISOString();

function put(job: Record<string, unknown>, name: string, value: unknown): void {
  const dot = name.indexOf('.');
  if (dot < 0) job[name] = value;
  else {
    const [outer, inner] = [name.slice(0, dot), name.slice(dot + 1)];
    job[outer] = { ...(job[outer] as object | undefined), [inner]: value };
  }
}

function requireZone(name: string): Zone {
  const zone = zoneOf(name);
  if (zone === null) throw mappingProblem('zone', `"${name}" is no time zone`);
  return zone;
}

const mappingProblem = (field: string, message: string): AppError => {
  const remedy = 'Mend the mapping; "wattbit schema mapping" prints its language.';
  return new AppError({
    code: 'mapping-invalid',
    kind: 'invalid-input',
    message: `The mapping does not work: ${field} ${message}.`,
    remedy,
    problems: [{ field: `fields.${field}`, message, remedy }],
  });
};

const missingColumn = (field: string, column: string, columns: readonly string[]): AppError =>
  mappingProblem(field, `reads column "${column}", but the file has ${columns.join(', ')}`);
