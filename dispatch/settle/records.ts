import type {
  ContractSettlement,
  JobReading,
  Region,
  StatementLineKind,
  StatementPeriod,
} from '#dispatch/domain';
import type { EpochMs, Mw, Wh, YuanPerMwh } from '#units';

/** What contracts settled in a period, from whom and for whom, as its trace says. */
export type ContractPart = Pick<
  ContractSettlement,
  'contractId' | 'settledWh' | 'bySourceWh' | 'byConsumerWh'
>;

/** A certificate claimed for a job in one period: out of whose account, of which device. */
export interface JobClaimed {
  readonly jobId: string;
  readonly deviceId: string;
  readonly accountId: string;
  readonly energyWh: Wh;
}

/** What one period brings to settlement; null where a meter has a gap. */
export interface SettlePeriod {
  readonly startMs: EpochMs;
  readonly minutes: number;
  /** Mean power of a meter. */
  readonly powerMw: (element: string, quantity: string) => Mw | null;
  /** Prices and contracted power of the period, by element and field of the region. */
  readonly valueAt: (element: string, field: string) => YuanPerMwh;
  readonly claims: readonly JobClaimed[];
  readonly contracts: readonly ContractPart[];
  readonly jobReadings: readonly JobReading[];
  /** Declared baseline by call. */
  readonly baselineMw: Readonly<Record<string, Mw>>;
}

/** Whose a job is, and which slowdown it tolerates. */
export interface JobAccount {
  readonly owner: string | null;
  readonly tier: number;
}

export interface SettleContext {
  readonly region: Region;
  readonly jobs: ReadonlyMap<string, JobAccount>;
  /** True where metering began within the month: what a connection had bought before counts on top. */
  readonly isFirstMonth: boolean;
}

/** Money that one period moves from a payer to a payee. */
export interface Entry extends Omit<StatementPeriod, 'amountFen'> {
  readonly kind: StatementLineKind;
  readonly payer: string;
  readonly payee: string;
  readonly subject: string;
  readonly unit: 'MWh' | 'MW' | 'unit·h';
}
