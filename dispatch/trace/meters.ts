import type { ContractSettlement, JobReading, Kpi, PeriodTrace, SourceKind } from '#dispatch/domain';
import type { EpochMs, Ratio, Tco2PerMwh, Wh } from '#units';
import type { Lot } from './lots.ts';
import type { TraceNetwork } from './network.ts';
import type { StorageContent } from './stored-content.ts';

/** Energy that one element fed into its area during one period. */
export interface SourceMeter {
  readonly id: string;
  readonly kind: Exclude<SourceKind, 'storage'>;
  readonly area: string;
  readonly energyWh: Wh;
  /** What could have been fed in; for curtailment. */
  readonly availableWh?: Wh;
  /** 1 for sun, wind and water; 0 for fuel; the residual mix of a grid connection. */
  readonly cleanShareRatio: Ratio;
  readonly emissionTco2PerMwh: Tco2PerMwh;
}

export interface StorageMeter {
  readonly id: string;
  readonly area: string;
  readonly chargeWh: Wh;
  readonly dischargeWh: Wh;
  /** Content at the end of the period as metered; null when unknown. */
  readonly storedAfterWh: Wh | null;
  readonly chargeEfficiencyRatio: Ratio;
  readonly dischargeEfficiencyRatio: Ratio;
  /** What is given first: a part of everything, or what was charged first. */
  readonly contentOrder: 'mixed' | 'firstInFirstOut';
}

export interface ConsumerMeter {
  readonly id: string;
  readonly kind: 'load' | 'site' | 'export';
  readonly area: string;
  readonly energyWh: Wh;
  /** IT energy of a site, for PUE. */
  readonly itWh?: Wh;
}

/** What passed an AC line at each end, above 0 from its `from` to its `to`; null at an end without a meter. */
export interface LineMeter {
  readonly fromEndWh: Wh | null;
  readonly toEndWh: Wh | null;
}

/** Energy that leaves one area and arrives, less or more of it, in another: a DC link, a heat pump. */
export interface TransferMeter {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly takenWh: Wh;
  readonly arrivedWh: Wh;
}

/** A pool of a site with a meter of its own: most that its jobs can have used, cooling included. */
export interface PoolMeter {
  readonly id: string;
  readonly siteId: string;
  readonly energyWh: Wh;
}

/** A contract that holds in the period; it settles before anything else is shared out. */
export interface ContractMeter {
  readonly id: string;
  readonly sources: readonly string[];
  readonly consumers: readonly string[];
  /** What is contracted: so many Wh, or this share of what the sources fed in. */
  readonly contracted: { readonly energyWh: Wh } | { readonly generationShareRatio: Ratio };
}

/** Everything metered in one period. */
export interface PeriodMeters {
  readonly periodStartMs: EpochMs;
  readonly periodMinutes: number;
  readonly quality: Kpi['quality'];
  /** Emissions of energy whose origin no meter explains. */
  readonly residualTco2PerMwh: Tco2PerMwh;
  readonly network: TraceNetwork;
  /** One a line of the network. */
  readonly lines: readonly LineMeter[];
  readonly sources: readonly SourceMeter[];
  readonly storages: readonly StorageMeter[];
  readonly consumers: readonly ConsumerMeter[];
  readonly transfers: readonly TransferMeter[];
  readonly pools: readonly PoolMeter[];
  readonly contracts: readonly ContractMeter[];
  readonly jobs: readonly JobReading[];
}

/** Energy that passed a line or a transfer in one direction, contracts left out, with where it was made. */
export interface TracedFlow {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly takenWh: Wh;
  readonly arrivedWh: Wh;
  /** What was taken. */
  readonly lots: readonly Lot[];
}

/** What a job used in one pool, and how that is known. */
export interface JobUse {
  readonly jobId: string;
  readonly siteId: string;
  readonly poolId: string;
  readonly method: JobReading['method'];
  readonly energyWh: Wh;
}

export interface TraceResult {
  readonly trace: PeriodTrace;
  /** What each contract that held on the day settled in the period, nothing included. */
  readonly contracts: readonly ContractSettlement[];
  readonly flows: readonly TracedFlow[];
  readonly jobUses: readonly JobUse[];
  /** Content of the storages at the end of the period. */
  readonly content: StorageContent;
  /** Lost inside each storage: before + charged = after + discharged + lost, when the content explains all. */
  readonly storageLossWh: Readonly<Record<string, Wh>>;
}
