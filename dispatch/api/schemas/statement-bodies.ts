import { z } from 'zod';
import {
  type MonthSummary,
  STATEMENT_LINE_KINDS,
  type StatementLineDetail,
  type StatementLineView,
  type StatementMonth,
  type StatementVersion,
} from '#dispatch/domain';
import { Instant, Words } from './parts.ts';

/** Statements. Each is held to its record of dispatch/domain by its type. */

export const VersionBody: z.ZodType<StatementVersion, StatementVersion> = z.strictObject({
  month: z.string(),
  version: z.number(),
  closedAtMs: Instant,
  closedBy: z.string(),
  periodCount: z.number(),
  blockNumber: z.number().describe('block of the ledger that keeps it'),
});
const summary = {
  month: z.string().describe('YYYY-MM, Shanghai'),
  state: z.enum(['open', 'closed']),
  versions: z.array(VersionBody),
};
const line = {
  id: z.string(),
  kind: z.enum(STATEMENT_LINE_KINDS),
  payer: z.string().describe('a party, the owner of jobs, or grid:<element> for the other side of it'),
  payee: z.string(),
  subject: z.string(),
  unit: z.enum(['MWh', 'MW', 'unit·h']),
  quantityMillionths: z.number().describe('in millionths of the unit: Wh, W, millionths of a unit-hour'),
  amountFen: z.number().describe('what the payer owes the payee'),
  reverses: z.string().nullable().describe('the line that this one takes back'),
  version: z.number().nullable().describe('null while the month is open'),
  isStanding: z.boolean(),
  payerName: Words,
  payeeName: Words,
  subjectName: Words,
};
const LineBody: z.ZodType<StatementLineView, StatementLineView> = z.strictObject(line);
export const LineDetailBody: z.ZodType<StatementLineDetail, StatementLineDetail> = z.strictObject({
  ...line,
  periods: z.array(
    z.strictObject({
      startMs: Instant,
      quantityMillionths: z.number(),
      microYuanPerUnit: z.number(),
      amountFen: z.number(),
    }),
  ),
});
interface MonthList {
  readonly months: readonly MonthSummary[];
}
export const MonthListBody: z.ZodType<MonthList, MonthList> = z.strictObject({
  months: z.array(z.strictObject(summary)),
});
export const StatementMonthBody: z.ZodType<StatementMonth, StatementMonth> = z.strictObject({
  ...summary,
  periodCount: z.number(),
  wholePeriodCount: z.number(),
  parties: z.array(
    z.strictObject({
      party: z.string(),
      name: Words,
      kind: z.enum(['generator', 'consumer', 'storage', 'trader', 'centre', 'jobOwner', 'outside']),
      receivesFen: z.number(),
      paysFen: z.number(),
      lineCount: z.number(),
    }),
  ),
  lines: z.array(LineBody),
  remarks: z.array(Words),
});
