import type { ContractSettlement, JobReading, Kpi, PeriodTrace, SourceKind } from '#dispatch/domain';
import type { EpochMs, Ratio, Tco2, Tco2PerMwh, Wh } from '#units';

/**
 * Energy that one element fed into its zone during one period. A zone is a set of areas joined by AC lines;
 * energy is shared pro rata inside a zone and never between zones.
 */
export interface SourceMeter {
  readonly id: string;
  readonly kind: Exclude<SourceKind, 'storage'>;
  readonly zone: string;
  readonly energyWh: Wh;
  /** What could have been fed in; for curtailment. */
  readonly availableWh?: Wh;
  /** 1 for sun, wind and water; 0 for fuel; the residual mix of a grid connection. */
  readonly cleanShareRatio: Ratio;
  readonly emissionTco2PerMwh: Tco2PerMwh;
}

export interface StorageMeter {
  readonly id: string;
  readonly zone: string;
  readonly chargeWh: Wh;
  readonly dischargeWh: Wh;
  /** Content at the end of the period as metered; null when unknown. */
  readonly storedAfterWh: Wh | null;
  readonly chargeEfficiencyRatio: Ratio;
  readonly dischargeEfficiencyRatio: Ratio;
}

export interface ConsumerMeter {
  readonly id: string;
  readonly kind: 'load' | 'site' | 'export';
  readonly zone: string;
  readonly energyWh: Wh;
  /** IT energy of a site, for PUE. */
  readonly itWh?: Wh;
}

/** Energy that leaves one zone and arrives, less or more of it, in another: a DC link, a heat pump. */
export interface TransferMeter {
  readonly id: string;
  readonly fromZone: string;
  readonly toZone: string;
  readonly takenWh: Wh;
  readonly arrivedWh: Wh;
}

/** Everything metered in one period. */
export interface PeriodMeters {
  readonly periodStartMs: EpochMs;
  readonly periodMinutes: number;
  readonly quality: Kpi['quality'];
  /** Emissions of energy whose origin no meter explains. */
  readonly residualTco2PerMwh: Tco2PerMwh;
  readonly sources: readonly SourceMeter[];
  readonly storages: readonly StorageMeter[];
  readonly consumers: readonly ConsumerMeter[];
  readonly transfers: readonly TransferMeter[];
  readonly jobs: readonly JobReading[];
}

/** Energy of one origin inside a storage, integer Wh, with the emissions it brought in. */
export interface OriginLot {
  readonly cleanWh: Wh;
  readonly otherWh: Wh;
  readonly co2Tonnes: Tco2;
}

/** What lies in each storage by origin element: carried from period to period, plain JSON. */
export type StorageContent = Readonly<Record<string, Readonly<Record<string, OriginLot>>>>;

export interface TraceResult {
  readonly trace: PeriodTrace;
  /** What each contract that held on the day settled in the period, nothing included. */
  readonly contracts: readonly ContractSettlement[];
  /** Content of the storages at the end of the period. */
  readonly content: StorageContent;
  /** Lost inside each storage: before + charged = after + discharged + lost, when the content explains all. */
  readonly storageLossWh: Readonly<Record<string, Wh>>;
}
