import type { StatementLine } from '#dispatch/domain';
import type { Whole } from './column-types.ts';
import type { PlaceColumns } from './ledger-tables.ts';

export interface StatementVersionTable extends PlaceColumns {
  month: string;
  version: number;
  closed_at_ms: Whole;
  closed_by: string;
  period_count: number;
}
export interface StatementLineTable extends PlaceColumns {
  line_id: string;
  month: string;
  version: number;
  kind: StatementLine['kind'];
  payer: string;
  payee: string;
  subject: string;
  unit: StatementLine['unit'];
  quantity_millionths: Whole;
  amount_fen: Whole;
  reverses: string | null;
  /** JSON: one `[start, quantity, price, fen]` a period. */
  periods: string;
}
export interface SettlementTables {
  statement_version: StatementVersionTable;
  statement_line: StatementLineTable;
}
