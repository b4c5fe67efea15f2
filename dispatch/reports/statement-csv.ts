import type { StatementLineDetail, StatementPeriod } from '#dispatch/domain';
import { shanghaiIso } from '#units';

const LINE_COLUMNS = [
  ...['line', 'kind', 'payer', 'payee', 'subject', 'unit', 'quantity', 'amount_yuan', 'standing', 'reverses'],
];
const PERIOD_COLUMNS = ['period_start', 'period_quantity', 'period_yuan_per_unit', 'period_amount_yuan'];

/** Lines as CSV (RFC 4180, UTF-8 with its mark so that spreadsheets read Chinese); with periods, a row for each of them. */
export function statementCsv(lines: readonly StatementLineDetail[], withPeriods: boolean): string {
  const rows = withPeriods
    ? lines.flatMap((line) =>
        line.periods.length === 0
          ? [[...lineCells(line), ...PERIOD_COLUMNS.map(() => '')]]
          : line.periods.map((period) => [...lineCells(line), ...periodCells(period)]),
      )
    : lines.map(lineCells);
  const head = withPeriods ? [...LINE_COLUMNS, ...PERIOD_COLUMNS] : LINE_COLUMNS;
  return `\uFEFF${[head, ...rows].map((cells) => cells.map(quoted).join(',')).join('\r\n')}\r\n`;
}

const lineCells = (line: StatementLineDetail): string[] => [
  ...[line.id, line.kind, line.payer, line.payee, line.subject, line.unit],
  ...[millionths(line.quantityMillionths), yuan(line.amountFen)],
  ...[String(line.isStanding), line.reverses ?? ''],
];
const periodCells = (period: StatementPeriod): string[] => [
  ...[shanghaiIso(period.startMs), millionths(period.quantityMillionths)],
  ...[millionths(period.microYuanPerUnit), yuan(period.amountFen)],
];

/** Exact: no number passes through floating point on its way out. */
const scaled = (value: number, digits: number): string => {
  const text = String(Math.abs(value)).padStart(digits + 1, '0');
  return `${value < 0 ? '-' : ''}${text.slice(0, -digits)}.${text.slice(-digits)}`;
};
const millionths = (value: number): string => scaled(value, 6);
const yuan = (fen: number): string => scaled(fen, 2);

/** Spreadsheets run what begins like a formula: such a text is led by an apostrophe. */
function quoted(text: string): string {
  const safe = /^[=+@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
