import { z } from 'zod';
import {
  CERTIFICATE_STATUSES,
  CERTIFIED_SOURCES,
  type CertificateAccount,
  type CertificateActionAnswer,
  type CertificateDevice,
  type CertificatePage,
  type CertificateReconciliation,
  type CertificateWallet,
  type MonthlyView,
  SHOWN_STATUSES,
  TRADABILITIES,
} from '#dispatch/domain';
import { Instant, Words } from './parts.ts';

/** Certificates, by the names of the granular certificate scheme where it has one. */

const wh = z.number().int().describe('Wh');
const source = z.enum(CERTIFIED_SOURCES);

export const CertificatePageBody: z.ZodType<CertificatePage, CertificatePage> = z.strictObject({
  certificates: z.array(
    z.strictObject({
      issuance_id: z.string(),
      certificate_bundle_id_range_start: z.number().int(),
      certificate_bundle_id_range_end: z.number().int().describe('the last unit'),
      bundle_quantity: wh,
      certificate_bundle_status: z.enum(SHOWN_STATUSES),
      account_id: z.string(),
      beneficiary: z.string().nullable(),
      contract_id: z.string().nullable(),
      energy_carrier: z.literal('electricity'),
      energy_source: source,
      face_value: z.literal(1).describe('Wh a certificate'),
      is_storage: z.boolean(),
      device_id: z.string(),
      origin_device_id: z.string(),
      production_starting_interval: z.string(),
      production_ending_interval: z.string(),
      issuance_datestamp: z.string(),
      expiry_datestamp: z.string().nullable(),
      country_of_issuance: z.literal('CN'),
      connected_grid_identification: z.string(),
      issuing_body: z.string(),
    }),
  ),
  next: z.string().nullable().describe('`after` of the next page'),
});

interface Accounts {
  readonly accounts: readonly CertificateAccount[];
}
export const AccountsBody: z.ZodType<Accounts, Accounts> = z.strictObject({
  accounts: z.array(
    z.strictObject({
      account_id: z.string(),
      name: Words,
      kind: z.enum(['generator', 'consumer', 'storage', 'trader', 'centre']),
    }),
  ),
});

interface Devices {
  readonly devices: readonly CertificateDevice[];
}
export const DevicesBody: z.ZodType<Devices, Devices> = z.strictObject({
  devices: z.array(
    z.strictObject({
      device_id: z.string(),
      name: Words,
      energy_source: source.nullable(),
      is_storage: z.boolean(),
      account_id: z.string(),
      area: z.string(),
      project_code: z.string().nullable(),
      issued_wh: wh,
      owed_wh: wh,
    }),
  ),
});

const Sums = z.array(
  z.strictObject({
    at: z.string().describe('Shanghai month or hour'),
    source,
    isStorage: z.boolean(),
    status: z.enum(SHOWN_STATUSES),
    energyWh: wh,
  }),
);
export const WalletBody: z.ZodType<CertificateWallet, CertificateWallet> = z.strictObject({
  accountId: z.string(),
  month: z.string(),
  months: Sums,
  hours: Sums,
});

export const ActionBody: z.ZodType<CertificateActionAnswer, CertificateActionAnswer> = z.strictObject({
  action_id: z.string(),
  action_type: z.enum(['transfer', 'cancel', 'withdraw', 'split']),
  action_response_status: z.literal('accepted'),
  action_completed_datetime: z.string(),
  source_id: z.string(),
  target_id: z.string().nullable(),
  beneficiary: z.string().nullable(),
  certificate_quantity: wh,
  certificates: z.array(
    z.strictObject({
      issuance_id: z.string(),
      certificate_bundle_id_range_start: z.number().int(),
      certificate_bundle_id_range_end: z.number().int(),
    }),
  ),
});

interface Monthly {
  readonly rows: readonly MonthlyView[];
}
export const MonthlyBody: z.ZodType<Monthly, Monthly> = z.strictObject({
  rows: z.array(
    z.strictObject({
      month: z.string(),
      deviceId: z.string(),
      tradability: z.enum(TRADABILITIES),
      source,
      accountId: z.string(),
      ruleId: z.string(),
      projectCode: z.string(),
      eligibleWh: wh,
      carriedWh: wh,
      unitWh: wh,
      certificateCount: z.number().int(),
      remainderWh: wh,
      firstVolume: z.number().int(),
      validUntil: z.string(),
      issuedAtMs: Instant,
      firstNumber: z.string().nullable().describe('32 digits: 17 project, 15 volume'),
      lastNumber: z.string().nullable(),
      isExpired: z.boolean(),
    }),
  ),
});

export const ReconciliationBody: z.ZodType<CertificateReconciliation, CertificateReconciliation> =
  z.strictObject({
    devices: z.array(
      z.strictObject({
        deviceId: z.string(),
        source,
        issuedWh: wh,
        withdrawnWh: wh,
        owedWh: wh,
        unitsWh: z.record(z.enum(CERTIFICATE_STATUSES), wh),
        certificateCount: z.number().int(),
        certifiedWh: wh,
        remainderWh: wh,
        openWh: wh,
        differenceWh: wh.describe('0 when both registers agree'),
      }),
    ),
    stores: z.array(
      z.strictObject({ storeId: z.string(), originId: z.string(), storedWh: wh, releasedWh: wh }),
    ),
  });
