import type { EpochMs, Wh } from '#units';

/** Kinds of plant whose generation earns certificates. Fuel, the grid, stores and losses never do. */
export const CERTIFIED_SOURCES = ['pv', 'wind', 'csp', 'hydro'] as const;
export type CertifiedSource = (typeof CERTIFIED_SOURCES)[number];

/**
 * What a unit of a certificate is: `active` in an account; `claimed` for good on behalf of somebody; `stored`, out of
 * circulation, because its energy went into a store; `withdrawn` because it should not have been issued. Past its last
 * day an active unit counts as expired: a matter of the date, never written.
 */
export const CERTIFICATE_STATUSES = ['active', 'claimed', 'stored', 'withdrawn'] as const;
export type CertificateStatus = (typeof CERTIFICATE_STATUSES)[number];

/**
 * Certificates of one device and one period: units 0..quantityWh-1, one a Wh. What comes out of a store has the store as
 * its device, and keeps the plant that made the energy as its origin.
 */
export interface CertificateIssuance {
  /** `gonghe-pv/2025-03-10T00:00:00.000Z/0`; out of a store `shared-battery/gonghe-pv/2025-…/0`. */
  readonly issuanceId: string;
  readonly deviceId: string;
  readonly originId: string;
  readonly source: CertifiedSource;
  readonly isStorage: boolean;
  /** To whom the device belongs. */
  readonly accountId: string;
  readonly periodStartMs: EpochMs;
  readonly periodMinutes: number;
  /** 0 when the period was closed; more when a correction found more. */
  readonly revision: number;
  readonly quantityWh: Wh;
  /** How its units stood when it had been issued, from unit 0 on, without a gap. */
  readonly parts: readonly CertificatePart[];
  readonly issuedAtMs: EpochMs;
}
/** So many units alike: claimed for jobs, stored, moved by a contract, withdrawn for a debt, or left to the owner. */
export interface CertificatePart {
  readonly status: CertificateStatus;
  readonly energyWh: Wh;
  readonly accountId: string;
  readonly beneficiary: string | null;
  readonly contractId: string | null;
  /** Claims: each job with its units. Null at revision 0, where the trace of the period's first version says it. */
  readonly jobs: readonly JobClaim[] | null;
}

export const CERTIFICATE_EVENT_KINDS = ['transfer', 'split', 'claim', 'store', 'withdraw', 'debt'] as const;
export type CertificateEventKind = (typeof CERTIFICATE_EVENT_KINDS)[number];

/** What happened to units [fromUnit, toUnit) of an issuance. Never changed: the state of every unit follows from these. */
export interface CertificateEvent {
  readonly issuanceId: string;
  readonly kind: CertificateEventKind;
  readonly fromUnit: number;
  readonly toUnit: number;
  /** In whose account the units were. */
  readonly accountId: string;
  /** Transfers: in whose account they are now. */
  readonly targetId: string | null;
  /** Claims: on whose behalf; `jobs` when `jobs` says which. Stores: the store. */
  readonly beneficiary: string | null;
  /** Claims by tracing: each job with its units, one after the other from `fromUnit` on. */
  readonly jobs: readonly JobClaim[] | null;
  readonly contractId: string | null;
  readonly reason: string | null;
  readonly actionId: string | null;
  readonly actor: string;
  readonly atMs: EpochMs;
}
export type JobClaim = readonly [jobId: string, energyWh: Wh];

/** Beneficiary of what tracing claims for jobs. */
export const JOBS_BENEFICIARY = 'jobs';

/** Units [fromUnit, toUnit) of an issuance that have all the same standing now. Bundles of an issuance tile it. */
export interface CertificateBundle {
  readonly issuanceId: string;
  readonly fromUnit: number;
  readonly toUnit: number;
  readonly accountId: string;
  readonly status: CertificateStatus;
  readonly beneficiary: string | null;
  /** The contract that moved them into this account. */
  readonly contractId: string | null;
}

/** Monthly certificates (绿证) of one device that share a standing, one a MWh, and what was left over. */
export interface MonthlyCertificates {
  /** Shanghai month of production, `2025-03`. */
  readonly month: string;
  readonly deviceId: string;
  /** `used`: claimed, stored or bound to a contract when the month closed; `barred`: the rule lets none be traded. */
  readonly tradability: Tradability;
  readonly source: CertifiedSource;
  readonly accountId: string;
  readonly ruleId: string;
  /** 17 digits. */
  readonly projectCode: string;
  /** Energy that earned them: of the month, and corrections of earlier ones; these can outweigh it. */
  readonly eligibleWh: Wh;
  readonly carriedWh: Wh;
  readonly unitWh: Wh;
  readonly certificateCount: number;
  /** Carried over into the next month; below 0 after corrections of what was certified. */
  readonly remainderWh: Wh;
  /** Of the first one within the device and month. */
  readonly firstVolume: number;
  /** Last Shanghai day on which they are valid. */
  readonly validUntil: string;
  readonly issuedAtMs: EpochMs;
}
export const TRADABILITIES = ['tradable', 'used', 'barred'] as const;
export type Tradability = (typeof TRADABILITIES)[number];

/** What has gone into a store of one origin, and come out of it as certificates: never more, since a store mints none. */
export interface StoreLine {
  readonly storeId: string;
  readonly originId: string;
  readonly storedWh: Wh;
  readonly releasedWh: Wh;
}
