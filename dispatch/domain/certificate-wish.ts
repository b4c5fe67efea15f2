import { z } from 'zod';
import { CERTIFIED_SOURCES } from './certificates.ts';
import { Id } from './value.ts';

/**
 * Which certificates of an account an action is about, by the names of the granular certificate scheme. Without issuances
 * the oldest come first; a quantity or a percentage takes units from the start, splitting the last bundle.
 */
const chosen = {
  source_id: Id.describe('Account that holds the certificates'),
  issuance_ids: z.array(z.string().min(1).max(300)).min(1).max(200).optional(),
  device_id: Id.optional(),
  energy_source: z.enum(CERTIFIED_SOURCES).optional(),
  is_storage: z.boolean().optional(),
  certificate_period_start: z.iso.datetime({ offset: true }).optional().describe('Produced at or after'),
  certificate_period_end: z.iso.datetime({ offset: true }).optional().describe('Produced before'),
  certificate_quantity: z.number().int().positive().optional().describe('Wh'),
  certificate_bundle_percentage: z
    .number()
    .gt(0)
    .max(1)
    .optional()
    .describe('Share of what matches, 0 to 1, rounded down to the Wh'),
};

export const CertificateTransfer = z.strictObject({
  ...chosen,
  target_id: Id.describe('Account that gets them'),
});
export const CertificateCancellation = z.strictObject({
  ...chosen,
  beneficiary: z.string().trim().min(1).max(200).optional().describe('On whose behalf; else the account'),
});
export const CertificateWithdrawal = z.strictObject({
  ...chosen,
  reason: z.string().trim().min(3).max(500),
});
export const CertificateSplit = z.strictObject({
  source_id: Id,
  issuance_id: z.string().min(1).max(300),
  certificate_bundle_id_range_start: z.number().int().min(0).describe('First unit of the bundle'),
  certificate_quantity: z.number().int().positive().describe('Wh of the first part'),
});
export type CertificateTransfer = z.infer<typeof CertificateTransfer>;
export type CertificateCancellation = z.infer<typeof CertificateCancellation>;
export type CertificateWithdrawal = z.infer<typeof CertificateWithdrawal>;
export type CertificateSplit = z.infer<typeof CertificateSplit>;

export type CertificateWish =
  | ({ readonly action: 'transfer' } & CertificateTransfer)
  | ({ readonly action: 'cancel' } & CertificateCancellation)
  | ({ readonly action: 'withdraw' } & CertificateWithdrawal)
  | ({ readonly action: 'split' } & CertificateSplit);

/** What an action did. */
export interface CertificateActionAnswer {
  readonly action_id: string;
  readonly action_type: CertificateWish['action'];
  readonly action_response_status: 'accepted';
  readonly action_completed_datetime: string;
  readonly source_id: string;
  readonly target_id: string | null;
  readonly beneficiary: string | null;
  readonly certificate_quantity: number;
  /** The units that were acted on; ranges hold their last unit. */
  readonly certificates: readonly {
    readonly issuance_id: string;
    readonly certificate_bundle_id_range_start: number;
    readonly certificate_bundle_id_range_end: number;
  }[];
}
