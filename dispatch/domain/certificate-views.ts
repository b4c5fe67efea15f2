import type { Bilingual, Wh } from '#units';
import type { CertificateStatus, CertifiedSource, MonthlyCertificates } from './certificates.ts';

/** Status as of a day: active units past their last day count as expired. */
export const SHOWN_STATUSES = ['active', 'claimed', 'stored', 'withdrawn', 'expired'] as const;
export type ShownStatus = (typeof SHOWN_STATUSES)[number];

/** A bundle by the names of the granular certificate scheme; ranges hold their last unit. */
export interface CertificateView {
  readonly issuance_id: string;
  readonly certificate_bundle_id_range_start: number;
  readonly certificate_bundle_id_range_end: number;
  readonly bundle_quantity: Wh;
  readonly certificate_bundle_status: ShownStatus;
  readonly account_id: string;
  readonly beneficiary: string | null;
  readonly contract_id: string | null;
  readonly energy_carrier: 'electricity';
  readonly energy_source: CertifiedSource;
  readonly face_value: 1;
  readonly is_storage: boolean;
  readonly device_id: string;
  /** Plant that made the energy; another one than the device when it came out of a store. */
  readonly origin_device_id: string;
  readonly production_starting_interval: string;
  readonly production_ending_interval: string;
  readonly issuance_datestamp: string;
  /** Last valid Shanghai day; null where no rule says one. */
  readonly expiry_datestamp: string | null;
  readonly country_of_issuance: 'CN';
  readonly connected_grid_identification: string;
  readonly issuing_body: string;
}
export interface CertificatePage {
  readonly certificates: readonly CertificateView[];
  /** Pass as `after` for the next page; null at the end. */
  readonly next: string | null;
}

export interface CertificateAccount {
  readonly account_id: string;
  readonly name: Bilingual;
  readonly kind: 'generator' | 'consumer' | 'storage' | 'trader' | 'centre';
}
export interface CertificateDevice {
  readonly device_id: string;
  readonly name: Bilingual;
  readonly energy_source: CertifiedSource | null;
  readonly is_storage: boolean;
  readonly account_id: string;
  readonly area: string;
  readonly project_code: string | null;
  /** What its period certificates came to so far. */
  readonly issued_wh: Wh;
  readonly owed_wh: Wh;
}
export interface WalletSum {
  readonly at: string;
  readonly source: CertifiedSource;
  readonly isStorage: boolean;
  readonly status: ShownStatus;
  readonly energyWh: Wh;
}
export interface CertificateWallet {
  readonly accountId: string;
  readonly month: string;
  /** By Shanghai month. */
  readonly months: readonly WalletSum[];
  /** By Shanghai hour of the month. */
  readonly hours: readonly WalletSum[];
}
export interface MonthlyView extends MonthlyCertificates {
  /** 32 digits; null when there are none. */
  readonly firstNumber: string | null;
  readonly lastNumber: string | null;
  readonly isExpired: boolean;
}
/** Both registers of one plant, in Wh. */
export interface DeviceReconciliation {
  readonly deviceId: string;
  readonly source: CertifiedSource;
  readonly issuedWh: Wh;
  readonly withdrawnWh: Wh;
  readonly owedWh: Wh;
  /** Units by status now: they sum to what was issued. */
  readonly unitsWh: Readonly<Record<CertificateStatus, Wh>>;
  readonly certificateCount: number;
  readonly certifiedWh: Wh;
  readonly remainderWh: Wh;
  /** Of months that are not closed, and corrections since. */
  readonly openWh: Wh;
  /** issued - withdrawn - owed - certified - remainder - open, and issued less all units: both 0. */
  readonly differenceWh: Wh;
}
export interface StoreReconciliation {
  readonly storeId: string;
  readonly originId: string;
  readonly storedWh: Wh;
  readonly releasedWh: Wh;
}
export interface CertificateReconciliation {
  readonly devices: readonly DeviceReconciliation[];
  readonly stores: readonly StoreReconciliation[];
}
