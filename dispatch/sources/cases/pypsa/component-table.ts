import type { CaseProblems } from '../case-problems.ts';
import type { Component } from './component.ts';
import { COMPONENTS, type ComponentName } from './components.ts';
import { type TextTable, textTable } from './csv-text.ts';

/** One element of a network. */
export interface Element {
  readonly name: string;
  readonly line: number;
  readonly cells: readonly string[];
}

/** The files of a network by name, e.g. `generators-p_max_pu.csv`. */
export type NetworkFiles = ReadonlyMap<string, string>;

/**
 * The elements of one component, with their attributes: from their row, a series, or the default. Whatever changes the
 * answer and is not read is a problem with its file, row and column.
 */
export class ComponentTable<Name extends ComponentName> {
  readonly elements: readonly Element[];
  /** Columns that PyPSA does not know. */
  readonly unknown: readonly string[];
  private readonly component: Component;
  private readonly columns = new Map<string, number>();
  private readonly series = new Map<string, ReadonlyMap<string, Float64Array>>();
  private readonly periodCount: number;
  private readonly problems: CaseProblems;
  private readonly file: string;

  constructor(name: Name, files: NetworkFiles, periodCount: number, problems: CaseProblems) {
    this.component = COMPONENTS[name];
    this.periodCount = periodCount;
    this.problems = problems;
    this.file = `${name}.csv`;
    const text = files.get(this.file);
    const table = text === undefined ? null : this.elementsTable(text);
    table?.columns.forEach((column, index) => {
      this.columns.set(column, index);
    });
    this.unknown = this.unknownColumns(table);
    const rows = this.named(table);
    for (const element of rows) this.checkUnread(element);
    this.readSeries(name, files, rows);
    this.elements = rows.filter((element) => this.flag(element, 'active'));
  }

  /** Null, with a problem, when it is no table of elements: its first line names neither them nor an attribute. */
  private elementsTable(text: string): TextTable | null {
    const table = textTable(this.file, text, this.problems);
    if (table === null) return null;
    const [first = '', ...others] = table.columns;
    if (first === 'name' || first === '' || others.some((column) => this.knows(column))) return table;
    const message = 'the first line names no column of a network: there is no "name"';
    const remedy = `Write ${this.file} as a table in UTF-8 text whose first column is name, or take it away.`;
    this.problems.add({ field: 'name', message, remedy, file: this.file, line: 1 });
    return null;
  }

  private knows(column: string): boolean {
    const { read, unread, inert } = this.component;
    return (
      column in read ||
      column in unread ||
      inert.includes(column) ||
      /^(bus|efficiency|delay)\d$/.test(column)
    );
  }

  private unknownColumns(table: TextTable | null): string[] {
    return (table?.columns ?? []).slice(1).filter((column) => !this.knows(column));
  }

  /** The first column names the element. */
  private named(table: TextTable | null): Element[] {
    const seen = new Set<string>();
    return (table?.rows ?? []).flatMap(({ line, cells }) => {
      const name = cells[0]!.trim();
      if (seen.has(name)) {
        const remedy = 'Give every row a name of its own.';
        this.problems.add({
          field: name,
          message: `"${name}" is given twice`,
          remedy,
          file: this.file,
          line,
        });
        return [];
      }
      seen.add(name);
      return [{ name, line, cells }];
    });
  }

  private checkUnread(element: Element): void {
    for (const [attribute, byDefault] of Object.entries(this.component.unread)) {
      const cell = this.cell(element, attribute);
      if (cell === '' || isSame(cell, byDefault)) continue;
      const remedy = `Leave it at ${shown(byDefault)}, or take the element out.`;
      this.refuse(element, attribute, `${attribute} = ${cell} is not supported`, remedy);
    }
    for (const column of this.columns.keys())
      if (/^bus[2-9]$/.test(column) && this.cell(element, column) !== '')
        this.refuse(
          element,
          column,
          'a link to more than two buses is not supported',
          'Split it into links between two buses, where their flows need not be coupled.',
        );
  }

  private readSeries(name: string, files: NetworkFiles, rows: readonly Element[]): void {
    for (const [file, text] of files) {
      const attribute = /^([a-z_]+)-(.+)\.csv$/.exec(file);
      if (attribute === null || attribute[1] !== name) continue;
      const [, , what] = attribute as unknown as [string, string, string];
      if (this.component.inert.includes(what)) continue;
      const table = textTable(file, text, this.problems);
      if (table === null || table.columns.length <= 1) continue;
      if (!this.component.series.includes(what)) {
        const known = what in this.component.read;
        const message = known
          ? `${what} is read as one number only, not as a series`
          : `the series ${what} is not supported`;
        const remedy = known
          ? `Write ${what} into ${name}.csv.`
          : 'Take the file away, if it does not matter to you.';
        this.problems.add({ field: what, message, remedy, file, line: 1 });
        continue;
      }
      this.series.set(what, this.columnsOf(table, what, new Set(rows.map((each) => each.name))));
    }
  }

  private columnsOf(
    table: TextTable,
    attribute: string,
    names: ReadonlySet<string>,
  ): ReadonlyMap<string, Float64Array> {
    const { file, rows } = table;
    const add = (line: number, field: string, message: string, remedy: string): void =>
      this.problems.add({ field, message, remedy, file, line });
    if (rows.length !== this.periodCount)
      add(
        1,
        attribute,
        `it has ${rows.length} rows for ${this.periodCount} snapshots`,
        'Give every snapshot a row.',
      );
    const mayBeBlank = Number.isNaN(this.component.read[attribute]);
    const series = new Map<string, Float64Array>();
    table.columns.slice(1).forEach((name, index) => {
      if (!names.has(name))
        add(1, name, `"${name}" is not in ${this.file}`, 'Correct the name of the column.');
      const values = Float64Array.from(rows, ({ line, cells }) => {
        const cell = (cells[index + 1] ?? '').trim();
        const value = cell === '' ? Number.NaN : numberOf(cell);
        if (Number.isNaN(value) && !(mayBeBlank && (cell === '' || isBlank(cell))))
          add(line, name, `"${cell}" is no number`, 'Write a number.');
        return value;
      });
      series.set(name, values);
    });
    return series;
  }

  private cell(element: Element, attribute: string): string {
    const index = this.columns.get(attribute);
    return index === undefined ? '' : (element.cells[index] ?? '').trim();
  }

  text(element: Element, attribute: keyof (typeof COMPONENTS)[Name]['read'] & string): string {
    return this.cell(element, attribute) || String(this.component.read[attribute]);
  }

  flag(element: Element, attribute: string): boolean {
    const cell = this.cell(element, attribute).toLowerCase();
    if (cell === '') return this.component.read[attribute] !== false;
    if (cell === 'true' || cell === '1' || cell === '1.0') return true;
    if (cell !== 'false' && cell !== '0' && cell !== '0.0')
      this.refuse(element, attribute, `"${cell}" is neither True nor False`, 'Write True or False.');
    return false;
  }

  number(element: Element, attribute: keyof (typeof COMPONENTS)[Name]['read'] & string): number {
    const cell = this.cell(element, attribute);
    const byDefault = this.component.read[attribute] as number;
    if (cell === '') return byDefault;
    const value = numberOf(cell);
    if (Number.isNaN(value) && !(Number.isNaN(byDefault) && isBlank(cell)))
      this.refuse(element, attribute, `"${cell}" is no number`, 'Write a number.');
    return value;
  }

  /** One number a period. */
  values(element: Element, attribute: keyof (typeof COMPONENTS)[Name]['read'] & string): Float64Array {
    return (
      this.series.get(attribute)?.get(element.name) ??
      new Float64Array(this.periodCount).fill(this.number(element, attribute))
    );
  }
  hasSeries(element: Element, attribute: string): boolean {
    return this.series.get(attribute)?.has(element.name) === true;
  }

  refuse(element: Element, attribute: string, message: string, remedy: string): void {
    const field = `${element.name}.${attribute}`;
    this.problems.add({ field, message, remedy, file: this.file, line: element.line });
  }
}

const isBlank = (cell: string): boolean => ['nan', 'none', 'n/a', 'na'].includes(cell.toLowerCase());

/** NaN when it is no number; `inf` as Python writes it. */
export const numberOf = (cell: string): number => {
  const infinite = /^([+-]?)inf(inity)?$/i.exec(cell);
  if (infinite !== null) return infinite[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return cell.trim() === '' ? Number.NaN : Number(cell);
};

const isSame = (cell: string, byDefault: number | boolean | string): boolean => {
  if (typeof byDefault === 'string') return cell === byDefault || isBlank(cell);
  if (typeof byDefault === 'boolean')
    return cell.toLowerCase() === String(byDefault) || cell === (byDefault ? '1' : '0');
  if (Number.isNaN(byDefault)) return isBlank(cell);
  return numberOf(cell) === byDefault || isBlank(cell);
};
const shown = (value: number | boolean | string): string =>
  typeof value === 'number' && Number.isNaN(value) ? 'blank' : value === '' ? 'blank' : String(value);
