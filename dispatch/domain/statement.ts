import type { Bilingual, EpochMs } from '#units';

/** What money moves for. */
export const STATEMENT_LINE_KINDS = [
  'gridBought',
  'gridSold',
  'gridTier',
  'demandCharge',
  'exportDelivered',
  'exportShortfall',
  'contractEnergy',
  'contractEnvironment',
  'poolConsumption',
  'poolGeneration',
  'certificate',
  'storageLease',
  'compute',
  'flexibility',
] as const;
export type StatementLineKind = (typeof STATEMENT_LINE_KINDS)[number];

/** Power companies and markets outside the region are named by `grid:` and the element at which they are met. */
export const OUTSIDE_PREFIX = 'grid:';
export const isOutside = (party: string): boolean => party.startsWith(OUTSIDE_PREFIX);

/** The part of a line that one period brought. */
export interface StatementPeriod {
  readonly startMs: EpochMs;
  readonly quantityMillionths: number;
  readonly microYuanPerUnit: number;
  readonly amountFen: number;
}

/**
 * The payer owes the payee `amountFen` (below zero where prices were). A quantity is in millionths of its unit: Wh, W
 * and millionths of a unit-hour; a price in millionths of a yuan for one unit.
 */
export interface StatementLine {
  readonly kind: StatementLineKind;
  readonly payer: string;
  readonly payee: string;
  /** The connection, contract, plant, store, call, or `<site>/<pool kind>/<tier>`. */
  readonly subject: string;
  readonly unit: 'MWh' | 'MW' | 'unit·h';
  readonly quantityMillionths: number;
  readonly amountFen: number;
  /** Empty in a reversal: the reversed line has them. */
  readonly periods: readonly StatementPeriod[];
}

/** A line of a closed month. */
export interface ClosedLine extends StatementLine {
  /** `<month>/<version>/<number>`. */
  readonly id: string;
  /** The line of an earlier version that this one takes back. */
  readonly reverses: string | null;
}

/** A month's statements as they were closed once; a later version carries only what changed. */
export interface StatementVersion {
  /** `2025-03`, Shanghai. */
  readonly month: string;
  /** 0 first. */
  readonly version: number;
  readonly closedAtMs: EpochMs;
  readonly closedBy: string;
  readonly periodCount: number;
  /** Block of the ledger that keeps it. */
  readonly blockNumber: number;
}

/** A line as it is listed: without its periods. */
export interface StatementLineView extends Omit<StatementLine, 'periods'> {
  readonly id: string;
  readonly reverses: string | null;
  /** Null while the month is open. */
  readonly version: number | null;
  /** False for what was taken back later, and for what takes it back. */
  readonly isStanding: boolean;
  readonly payerName: Bilingual;
  readonly payeeName: Bilingual;
  readonly subjectName: Bilingual;
}
export interface PartyTotal {
  readonly party: string;
  readonly name: Bilingual;
  readonly kind: 'generator' | 'consumer' | 'storage' | 'trader' | 'centre' | 'jobOwner' | 'outside';
  readonly receivesFen: number;
  readonly paysFen: number;
  readonly lineCount: number;
}
export interface MonthSummary {
  readonly month: string;
  readonly state: 'open' | 'closed';
  readonly versions: readonly StatementVersion[];
}
export interface StatementMonth extends MonthSummary {
  readonly periodCount: number;
  /** Periods that the month has by its calendar. */
  readonly wholePeriodCount: number;
  readonly parties: readonly PartyTotal[];
  readonly lines: readonly StatementLineView[];
  /** What could not be settled, each said once; known while the month is open. */
  readonly remarks: readonly Bilingual[];
}
export interface StatementLineDetail extends StatementLineView {
  readonly periods: readonly StatementPeriod[];
}
