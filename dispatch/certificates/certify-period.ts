import type { CertificateBundle, CertificateEvent, CertificateIssuance } from '#dispatch/domain';
import type { Wh } from '#units';
import {
  certifyDevice,
  type DeviceHistory,
  type DeviceOutcome,
  NO_HISTORY,
  type Stamp,
  stillIssuedWh,
} from './certify-device.ts';
import type { DeviceEnergy } from './period-energy.ts';
import { sumWh } from './units.ts';

/** `gonghe-pv`; of what comes out of a store, `shared-battery/gonghe-pv`: also the key of what tracing attributes. */
export const deviceKey = ({
  deviceId,
  originId,
}: {
  readonly deviceId: string;
  readonly originId: string;
}): string => (deviceId === originId ? deviceId : `${deviceId}/${originId}`);

/** What stands before a period is certified; all by device key, lines by store and origin. */
export interface CertifiedBefore {
  readonly histories: ReadonlyMap<string, DeviceHistory>;
  readonly debtWh: ReadonlyMap<string, Wh>;
  readonly lines: ReadonlyMap<string, { readonly storedWh: Wh; readonly releasedWh: Wh }>;
}

export interface CertifiedPeriod {
  readonly issuances: readonly CertificateIssuance[];
  readonly events: readonly CertificateEvent[];
  /** Of every issuance that is new or has a new event, all of them. */
  readonly bundles: readonly CertificateBundle[];
  readonly debtChangeWh: ReadonlyMap<string, Wh>;
  readonly lineChanges: readonly LineChange[];
  /** Claims and stored energy without a unit behind them, by device key: for a person to look at. */
  readonly shortfallWh: ReadonlyMap<string, Wh>;
}
export interface LineChange {
  readonly storeId: string;
  readonly originId: string;
  readonly storedWh: Wh;
  readonly releasedWh: Wh;
}

/** Certifies every device of a period; plants before stores, so that a store gives back only what lies in it. */
export function certifyPeriod(
  energies: readonly DeviceEnergy[],
  before: CertifiedBefore,
  stamp: Stamp,
): CertifiedPeriod {
  const changes = new Map<string, LineChange>();
  const change = (storeId: string, originId: string, storedWh: Wh, releasedWh: Wh): void => {
    if (storedWh === 0 && releasedWh === 0) return;
    const key = `${storeId}/${originId}`;
    const known = changes.get(key) ?? { storeId, originId, storedWh: 0, releasedWh: 0 };
    const sum = { storedWh: known.storedWh + storedWh, releasedWh: known.releasedWh + releasedWh };
    changes.set(key, { storeId, originId, ...sum });
  };
  const inStoreWh = (key: string): Wh => {
    const [line, moved] = [before.lines.get(key), changes.get(key)];
    const storedWh = (line?.storedWh ?? 0) + (moved?.storedWh ?? 0);
    return storedWh - (line?.releasedWh ?? 0) - (moved?.releasedWh ?? 0);
  };
  const ordered = [...energies].sort((a, b) => Number(a.isStorage) - Number(b.isStorage));
  const outcomes = ordered.map((energy) => {
    const key = deviceKey(energy);
    const history = before.histories.get(key) ?? NO_HISTORY;
    const target = energy.isStorage ? limited(energy, inStoreWh(key) + stillIssuedWh(history)) : energy;
    const outcome = certifyDevice(history, target, before.debtWh.get(key) ?? 0, stamp);
    for (const [storeId, wh] of outcome.storedWh) change(storeId, energy.originId, wh, 0);
    if (energy.isStorage) change(energy.deviceId, energy.originId, 0, releasedWh(outcome));
    return { key, history, outcome, missingWh: energy.quantityWh - target.quantityWh };
  });
  return {
    issuances: outcomes.flatMap(({ outcome }) => outcome.issuance ?? []),
    events: outcomes.flatMap(({ outcome }) => outcome.events),
    bundles: outcomes.flatMap(({ outcome }) => changedBundles(outcome)),
    debtChangeWh: nonZero(outcomes.map(({ key, outcome }) => [key, outcome.debtChangeWh])),
    lineChanges: [...changes.values()],
    shortfallWh: nonZero(outcomes.map((one) => [one.key, one.outcome.shortfallWh + one.missingWh])),
  };
}

const limited = (energy: DeviceEnergy, limitWh: Wh): DeviceEnergy => ({
  ...energy,
  quantityWh: Math.min(energy.quantityWh, limitWh),
});

/** What was issued and did not go back: withdrawn by a correction, or for a debt, it counts as still in the store. */
const releasedWh = ({ issuance, events }: DeviceOutcome): Wh =>
  (issuance === null ? 0 : releasedBy(issuance)) - sumWh(events.filter(({ kind }) => kind === 'withdraw'));
export const releasedBy = ({ quantityWh, parts }: CertificateIssuance): Wh =>
  parts.reduce((left, part) => left - (part.status === 'withdrawn' ? part.energyWh : 0), quantityWh);

function changedBundles({ issuance, events, bundles }: DeviceOutcome): readonly CertificateBundle[] {
  const changed = new Set(events.map((event) => event.issuanceId));
  if (issuance !== null) changed.add(issuance.issuanceId);
  return bundles.filter((bundle) => changed.has(bundle.issuanceId));
}

const nonZero = (entries: readonly (readonly [string, Wh])[]): ReadonlyMap<string, Wh> =>
  new Map(entries.filter(([, wh]) => wh !== 0));
