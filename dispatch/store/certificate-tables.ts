import type {
  CertificateEventKind,
  CertificateStatus,
  CertifiedSource,
  JobClaim,
  Tradability,
} from '#dispatch/domain';
import type { Json, MaybeJson, Whole } from './column-types.ts';
import type { PlaceColumns } from './ledger-tables.ts';

/** A part of an issuance in short: status, Wh, account, beneficiary, contract, jobs. */
export type PartRow = readonly [
  status: CertificateStatus,
  energyWh: number,
  accountId: string,
  beneficiary: string | null,
  contractId: string | null,
  jobs: readonly JobClaim[] | null,
];

export interface CertificateIssuanceTable extends PlaceColumns {
  issuance_number: Whole;
  period_start_ms: Whole;
  period_minutes: number;
  device_id: string;
  origin_id: string;
  revision: number;
  source: CertifiedSource;
  account_id: string;
  quantity_wh: Whole;
  parts: Json<readonly PartRow[]>;
  issued_at_ms: Whole;
}
export interface CertificateEventTable extends PlaceColumns {
  issuance_number: Whole;
  kind: CertificateEventKind;
  from_unit: Whole;
  to_unit: Whole;
  account_id: string;
  target_id: string | null;
  beneficiary: string | null;
  jobs: MaybeJson<readonly JobClaim[]>;
  contract_id: string | null;
  reason: string | null;
  action_id: string | null;
  actor: string;
  at_ms: Whole;
}
export interface CertificateBundleTable {
  issuance_number: Whole;
  issued_wh: Whole;
  from_unit: Whole;
  to_unit: Whole;
  account_id: string;
  status: CertificateStatus;
  beneficiary: string | null;
  contract_id: string | null;
}
export interface CertificateMonthTable extends PlaceColumns {
  month: string;
  device_id: string;
  tradability: Tradability;
  source: CertifiedSource;
  account_id: string;
  rule_id: string;
  project_code: string;
  eligible_wh: Whole;
  carried_wh: Whole;
  unit_wh: Whole;
  certificate_count: Whole;
  remainder_wh: Whole;
  first_volume: Whole;
  /** A Shanghai day. */
  valid_until: string;
  issued_at_ms: Whole;
}
export interface CertificateActionTable {
  action_id: string;
  idempotency_key: string | null;
  actor: string;
  kind: string;
  request: Json<unknown>;
  answer: Json<unknown>;
  at_ms: Whole;
}
export interface CertificateTables {
  certificate_issuance: CertificateIssuanceTable;
  certificate_event: CertificateEventTable;
  certificate_bundle: CertificateBundleTable;
  certificate_debt: { device_key: string; debt_wh: Whole };
  certificate_store_line: { store_id: string; origin_id: string; stored_wh: Whole; released_wh: Whole };
  certificate_month: CertificateMonthTable;
  certificate_action: CertificateActionTable;
}
