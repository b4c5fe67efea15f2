import type { StatementLineDetail, StatementPeriod } from '#dispatch/domain';
import { shanghaiIso } from '#units';
import { csvText } from './csv-text.ts';

const LINE_COLUMNS = [
  ...['line', 'kind', 'payer', 'payee', 'subject', 'unit', 'quantity', 'amount_yuan', 'standing', 'reverses'],
];
const PERIOD_COLUMNS = ['period_start', 'period_quantity', 'period_yuan_per_unit', 'period_amount_yuan'];

/** Lines as CSV; with periods, a row for each of them. */
export function statementCsv(lines: readonly StatementLineDetail[], withPeriods: boolean): string {
  const rows = withPeriods
    ? lines.flatMap((line) =>
        line.periods.length === 0
          ? [[...lineCells(line), ...PERIOD_COLUMNS.map(() => '')]]
          : line.periods.map((period) => [...lineCells(line), ...periodCells(period)]),
      )
    : lines.map(lineCells);
  const head = withPeriods ? [...LINE_COLUMNS, ...PERIOD_COLUMNS] : LINE_COLUMNS;
  return csvText(head, rows);
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
