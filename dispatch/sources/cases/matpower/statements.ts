import type { CaseProblems } from '../case-problems.ts';
import { type Token, tokensOf } from './tokens.ts';

/** A matrix of numbers, with the line of each row. */
export interface Matrix {
  readonly rows: readonly (readonly number[])[];
  readonly lines: readonly number[];
}
export type FieldValue =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'matrix'; readonly matrix: Matrix }
  /** A list of names and the like; what it holds is not needed. */
  | { readonly kind: 'cell'; readonly isEmpty: boolean };
export interface Field {
  readonly line: number;
  readonly value: FieldValue;
}
/** A case file as what it assigns: name of the function, and fields of its struct by name. */
export interface CaseFile {
  readonly name: string | null;
  readonly fields: ReadonlyMap<string, Field>;
}

/** Reads assignments to fields of the case's struct; every other statement is a problem with its line. */
export const parseCaseFile = (source: string, file: string, problems: CaseProblems): CaseFile =>
  new Parser(tokensOf(source), file, problems).parse();

const CLOSERS: Readonly<Record<string, string>> = { '[': ']', '{': '}' };
/** Words that end a function and do nothing else. */
const ENDINGS = new Set(['end', 'endfunction', 'return']);
const CONSTANTS: Readonly<Record<string, number>> = { inf: Infinity, nan: Number.NaN };

class Parser {
  private readonly tokens: readonly Token[];
  private readonly file: string;
  private readonly problems: CaseProblems;
  private readonly fields = new Map<string, Field>();
  private at = 0;
  private struct = 'mpc';
  private name: string | null = null;

  constructor(tokens: readonly Token[], file: string, problems: CaseProblems) {
    this.tokens = tokens;
    this.file = file;
    this.problems = problems;
  }

  parse(): CaseFile {
    while (this.peek() !== undefined) {
      if (this.isBetween()) this.at++;
      else this.statement();
    }
    return { name: this.name, fields: this.fields };
  }

  private peek(): Token | undefined {
    return this.tokens[this.at];
  }
  private is(text: string): boolean {
    const token = this.peek();
    return token?.kind === 'symbol' && token.text === text;
  }
  private isBetween(): boolean {
    return this.peek()?.kind === 'newline' || this.is(';') || this.is(',');
  }
  private takeName(): string | null {
    const token = this.peek();
    if (token?.kind !== 'name') return null;
    this.at++;
    return token.text;
  }
  private refuse(line: number, field: string, message: string, remedy: string): void {
    this.problems.add({ field, message, remedy, file: this.file, line });
  }

  private statement(): void {
    const start = this.at;
    const { line } = this.peek()!;
    const word = this.takeName();
    if (word === 'function') this.header(line);
    else if (word !== null && ENDINGS.has(word) && this.isAtEnd()) return;
    else if (word !== this.struct || !this.assignment(line)) this.refuseStatement(start, line);
  }

  private isAtEnd(): boolean {
    return this.peek() === undefined || this.isBetween();
  }

  /** `function mpc = case5`; the file of version 1 returns a list instead. */
  private header(line: number): void {
    const struct = this.takeName();
    if (struct === null || !this.is('=')) {
      const remedy = 'Save it again from MATPOWER with savecase, which writes version 2.';
      this.refuse(
        line,
        'function',
        'the file is of version 1, whose function returns a list of tables',
        remedy,
      );
      this.skipLine();
      return;
    }
    this.at++;
    this.struct = struct;
    this.name = this.takeName();
    this.skipLine();
  }

  /** `mpc.bus = value`; false when the statement is something else. */
  private assignment(line: number): boolean {
    const path: string[] = [];
    while (this.is('.')) {
      this.at++;
      const part = this.takeName();
      if (part === null) return false;
      path.push(part);
    }
    if (path.length === 0 || !this.is('=')) return false;
    this.at++;
    const field = path.join('.');
    const value = this.value(field);
    if (value === null) return true;
    if (!this.isAtEnd()) return false;
    if (this.fields.has(field)) {
      const first = this.fields.get(field)!.line;
      const remedy = 'Keep the one that is meant.';
      this.refuse(line, `mpc.${field}`, `it is given twice, first in line ${first}`, remedy);
    }
    this.fields.set(field, { line, value });
    return true;
  }

  /** Null when it was refused already. */
  private value(field: string): FieldValue | null {
    const token = this.peek();
    if (token === undefined || token.kind === 'newline') {
      const line = this.tokens[this.at - 1]!.line;
      this.refuse(line, `mpc.${field}`, 'nothing is assigned to it', 'Write a number or a table.');
      return null;
    }
    if (token.kind === 'text') {
      this.at++;
      return { kind: 'text', text: token.text };
    }
    if (this.is('[')) return this.matrix(field);
    if (this.is('{')) return this.cell(field);
    const value = this.number();
    if (value !== null) return { kind: 'number', value };
    const remedy = 'Write the number or the table itself: expressions are not evaluated.';
    this.refuse(token.line, `mpc.${field}`, `its value is an expression (${shown(token)})`, remedy);
    this.skipStatement();
    return null;
  }

  /** A number with its sign; null, without a step, where there is none. */
  private number(): number | null {
    const start = this.at;
    let sign = 1;
    if (this.is('-') || this.is('+')) {
      sign = this.is('-') ? -1 : 1;
      this.at++;
      if (this.peek()?.isGlued !== true) {
        this.at = start;
        return null;
      }
    }
    const token = this.peek();
    const value =
      token?.kind === 'number'
        ? token.value
        : token?.kind === 'name'
          ? CONSTANTS[token.text.toLowerCase()]
          : undefined;
    if (value === undefined) {
      this.at = start;
      return null;
    }
    this.at++;
    return sign * value;
  }

  private matrix(field: string): FieldValue {
    const opened = this.peek()!.line;
    this.at++;
    const [rows, lines]: [number[][], number[]] = [[], []];
    let row: number[] = [];
    const endRow = (line: number): void => {
      if (row.length === 0) return;
      rows.push(row);
      lines.push(line);
      row = [];
    };
    let line = opened;
    while (!this.is(']')) {
      const token = this.peek();
      if (token === undefined) {
        this.refuse(
          opened,
          `mpc.${field}`,
          'its bracket is never closed',
          'Write ] after the last row, or copy the file again.',
        );
        break;
      }
      if (token.kind === 'newline' || this.is(';')) {
        endRow(line);
        this.at++;
      } else if (this.is(',')) this.at++;
      else {
        line = token.line;
        this.element(field, row);
      }
    }
    endRow(line);
    this.at++;
    return { kind: 'matrix', matrix: { rows, lines } };
  }

  /** One number of a row. `1-2` and `2*x` are expressions: what is glued to a number must be a new row or a comma. */
  private element(field: string, row: number[]): void {
    const token = this.peek()!;
    const before = this.tokens[this.at - 1]!;
    const isExpression =
      token.isGlued && (before.kind === 'number' || (before.kind === 'name' && row.length > 0));
    const value = isExpression ? null : this.number();
    if (value !== null) {
      row.push(value);
      return;
    }
    const remedy = 'Write the number itself: expressions are not evaluated.';
    this.refuse(token.line, `mpc.${field}`, `a row holds ${shown(token)}, which is no number`, remedy);
    row.push(Number.NaN);
    while (this.peek() !== undefined && !this.isBetween() && !this.is(']')) this.at++;
  }

  private cell(field: string): FieldValue {
    const opened = this.peek()!.line;
    const start = this.at;
    const open: string[] = [];
    do {
      const token = this.peek();
      if (token === undefined) {
        this.refuse(
          opened,
          `mpc.${field}`,
          'its bracket is never closed',
          'Write } after the last entry, or copy the file again.',
        );
        break;
      }
      if (token.kind === 'symbol' && token.text in CLOSERS) open.push(CLOSERS[token.text]!);
      else if (token.kind === 'symbol' && token.text === open.at(-1)) open.pop();
      this.at++;
    } while (open.length > 0);
    const inner = this.tokens.slice(start + 1, this.at - 1);
    return { kind: 'cell', isEmpty: inner.every((token) => token.kind === 'newline') };
  }

  private refuseStatement(start: number, line: number): void {
    this.at = start;
    const words = shown(this.peek()!);
    this.skipStatement();
    const remedy = 'Case files are read, not run: write its result into the tables, e.g. with savecase.';
    this.refuse(line, 'statement', `this statement is not the assignment of a table (${words})`, remedy);
  }
  private skipLine(): void {
    while (this.peek() !== undefined && this.peek()!.kind !== 'newline') this.at++;
  }
  /** To the end of the statement, over brackets that it opens. */
  private skipStatement(): void {
    let depth = 0;
    for (; this.peek() !== undefined; this.at++) {
      const token = this.peek()!;
      if (depth === 0 && (token.kind === 'newline' || this.is(';'))) return;
      if (token.kind === 'symbol' && '[{('.includes(token.text)) depth++;
      if (token.kind === 'symbol' && ']})'.includes(token.text)) depth = Math.max(0, depth - 1);
    }
  }
}

const shown = (token: Token): string => {
  switch (token.kind) {
    case 'number':
      return String(token.value);
    case 'newline':
      return 'end of line';
    default:
      return `"${token.text.slice(0, 40)}"`;
  }
};
