import type { RuleKind, RuleUnit } from '#dispatch/domain';
import type { Whole } from './column-types.ts';
import type { PlaceColumns } from './ledger-tables.ts';

export interface RuleStateTable extends PlaceColumns {
  day: string;
  rule_id: string;
  revision: number;
  effective_from: string;
  kind: RuleKind;
  unit: RuleUnit;
  limit_value: number;
  since: string;
  periods: number;
  periods_of_day: number;
  day_part: Whole;
  day_whole: Whole;
  part: Whole;
  whole: Whole;
  /** JSON, as it was written. */
  judgement: string;
  recorded_at_ms: Whole;
}
