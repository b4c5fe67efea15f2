import type { MeteredPeriod, MeterFlag, MeterUnit } from '#dispatch/domain';
import type { Json, MaybeWhole, Whole } from './column-types.ts';
import type { PlaceColumns } from './ledger-tables.ts';

export interface MeterReceiptTable extends PlaceColumns {
  meter_id: string;
  unit: MeterUnit;
  from_ms: Whole;
  until_ms: Whole;
  value: number;
  issued_at_ms: MaybeWhole;
  received_at_ms: Whole;
  received_from: string;
  source: string;
  line: number;
}
export interface MeteredPeriodTable {
  period_start_ms: Whole;
  element: string;
  quantity: string;
  energy_wh: MaybeWhole;
  quality: MeteredPeriod['quality'];
  flags: Json<readonly MeterFlag[]>;
}
export interface MetersTables {
  meter_receipt: MeterReceiptTable;
  metered_period: MeteredPeriodTable;
}
