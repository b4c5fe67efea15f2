import type { ClosedLine, StatementLine } from '#dispatch/domain';
import { lineKey } from './settlement.ts';

/** Lines of a month that hold: those that no later version took back. */
export function standingLines(lines: readonly ClosedLine[]): ClosedLine[] {
  const reversed = new Set(lines.flatMap(({ reverses }) => (reverses === null ? [] : [reverses])));
  return lines.filter((line) => line.reverses === null && !reversed.has(line.id));
}

/** A line still to be written, with the line that it takes back. */
export interface NextLine extends StatementLine {
  readonly reverses: string | null;
}

/**
 * What the next version of a month says: each line that came out differently is taken back whole and said anew; lines
 * that are as before are not repeated. Empty when nothing changed.
 */
export function nextVersion(closed: readonly ClosedLine[], settled: readonly StatementLine[]): NextLine[] {
  const standing = new Map(standingLines(closed).map((line) => [lineKey(line), line]));
  const same = settled.filter((line) => {
    const before = standing.get(lineKey(line));
    return before !== undefined && isSame(before, line);
  });
  const kept = new Set(same.map(lineKey));
  const reversals = [...standing]
    .filter(([key]) => !kept.has(key))
    .map(
      ([, line]): NextLine => ({
        ...{ kind: line.kind, payer: line.payer, payee: line.payee, subject: line.subject, unit: line.unit },
        quantityMillionths: -line.quantityMillionths,
        amountFen: -line.amountFen,
        periods: [],
        reverses: line.id,
      }),
    );
  const fresh = settled.filter((line) => !kept.has(lineKey(line)));
  return [...reversals, ...fresh.map((line): NextLine => ({ ...line, reverses: null }))];
}

/** Amount and every period alike: a correction that moves energy between periods is one, even at the same total. */
function isSame(a: StatementLine, b: StatementLine): boolean {
  return (
    a.amountFen === b.amountFen &&
    a.quantityMillionths === b.quantityMillionths &&
    a.periods.length === b.periods.length &&
    a.periods.every((period, at) => {
      const other = b.periods[at]!;
      return (
        period.startMs === other.startMs &&
        period.quantityMillionths === other.quantityMillionths &&
        period.microYuanPerUnit === other.microYuanPerUnit
      );
    })
  );
}
