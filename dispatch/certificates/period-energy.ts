import { type CertifiedSource, type JobClaim, readSourceKey, type TraceRow } from '#dispatch/domain';
import { invariant, type Wh } from '#units';

/** A meter whose generation earns certificates, and whose they are. */
export interface CertifiedDevice {
  readonly deviceId: string;
  readonly source: CertifiedSource;
  readonly ownerId: string;
}

/** What one contract settles in a period of one source key. */
export interface ContractShare {
  readonly contractId: string;
  readonly buyerId: string;
  readonly sourceKey: string;
  readonly settledWh: Wh;
  /** The part of it that jobs took. */
  readonly jobs: readonly JobClaim[];
}

/** What a device gave in a period, and what became of it: jobs claim, stores take in, contracts move, the rest stays. */
export interface DeviceEnergy {
  readonly deviceId: string;
  readonly originId: string;
  readonly source: CertifiedSource;
  readonly isStorage: boolean;
  readonly ownerId: string;
  readonly quantityWh: Wh;
  /** Everything that jobs took, by contract or not. */
  readonly jobs: readonly JobClaim[];
  readonly stores: readonly (readonly [storeId: string, energyWh: Wh])[];
  readonly contracts: readonly ContractShare[];
}

export interface PeriodToCertify {
  readonly devices: readonly CertifiedDevice[];
  /** Owner of each store that gives its content back. */
  readonly storeOwners: ReadonlyMap<string, string>;
  readonly generationWh: ReadonlyMap<string, Wh>;
  readonly rows: readonly TraceRow[];
  readonly contracts: readonly ContractShare[];
}

type Draft = DeviceEnergy & {
  quantityWh: Wh;
  jobs: JobClaim[];
  stores: (readonly [string, Wh])[];
  contracts: ContractShare[];
};

/**
 * The traced energy of a period, device by device: plants with what their meters read, then what came out of each store
 * by the plant that had made it. Rows of transfers are left out, since their energy appears again where it arrives.
 */
export function energyOfPeriod(period: PeriodToCertify): readonly DeviceEnergy[] {
  const byOrigin = new Map(period.devices.map((device) => [device.deviceId, device]));
  const drafts = new Map<string, Draft>();
  for (const { deviceId, source, ownerId } of period.devices) {
    const quantityWh = period.generationWh.get(deviceId) ?? 0;
    const base = { deviceId, originId: deviceId, source, isStorage: false, ownerId, quantityWh };
    drafts.set(deviceId, { ...base, jobs: [], stores: [], contracts: [] });
  }
  const draftOf = (key: string): Draft | null => {
    const known = drafts.get(key);
    if (known !== undefined) return known;
    const { origin, storage } = readSourceKey(key);
    const maker = byOrigin.get(origin);
    const ownerId = storage === null ? undefined : period.storeOwners.get(storage);
    if (maker === undefined || storage === null || ownerId === undefined) return null;
    const base = { deviceId: storage, originId: origin, source: maker.source, isStorage: true, ownerId };
    const draft: Draft = { ...base, quantityWh: 0, jobs: [], stores: [], contracts: [] };
    drafts.set(key, draft);
    return draft;
  };
  for (const row of period.rows) if (row.consumer.kind !== 'transfer') addRow(row, draftOf);
  for (const share of period.contracts) draftOf(share.sourceKey)?.contracts.push(share);
  return [...drafts.values()].map(ordered);
}

function addRow(row: TraceRow, draftOf: (key: string) => Draft | null): void {
  for (const [key, energyWh] of Object.entries(row.bySourceWh)) {
    const draft = energyWh === 0 ? null : draftOf(key);
    if (draft === null) continue;
    if (draft.isStorage) draft.quantityWh += energyWh;
    if (row.consumer.kind === 'job') draft.jobs.push([row.consumer.id, energyWh]);
    if (row.consumer.kind === 'storage') draft.stores.push([row.consumer.id, energyWh]);
  }
}

/** In one order whatever order the rows came in. */
function ordered(draft: Draft): DeviceEnergy {
  const byId = (a: readonly [string, Wh], b: readonly [string, Wh]): number => (a[0] < b[0] ? -1 : 1);
  const usedWh = [...draft.jobs, ...draft.stores].reduce((sum, [, wh]) => sum + wh, 0);
  invariant(usedWh <= draft.quantityWh, `${draft.deviceId} gave what jobs and stores took of it`);
  return {
    ...draft,
    jobs: draft.jobs.sort(byId),
    stores: draft.stores.sort(byId),
    contracts: draft.contracts.sort((a, b) => (a.contractId < b.contractId ? -1 : 1)),
  };
}
