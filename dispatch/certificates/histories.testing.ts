import type { CertificateBundle, CertificateEvent, CertificateIssuance } from '#dispatch/domain';
import { invariant, type Wh } from '#units';
import { type DeviceHistory, NO_HISTORY } from './certify-device.ts';
import { certifyPeriod, deviceKey } from './certify-period.ts';
import type { DeviceEnergy } from './period-energy.ts';
import { applyEvent, bundlesOf, takeUnits } from './units.ts';

/** Registers in memory: what the store does with tables, for histories of any kind. */
export class Register {
  readonly issuances: CertificateIssuance[] = [];
  readonly events: CertificateEvent[] = [];
  bundles: readonly CertificateBundle[] = [];
  readonly debts = new Map<string, Wh>();
  readonly lines = new Map<string, { storedWh: Wh; releasedWh: Wh }>();
  shortfallWh = 0;

  certify(periodStartMs: number, energies: readonly DeviceEnergy[]): void {
    const histories = new Map(
      energies.map((energy) => [deviceKey(energy), this.historyOf(energy, periodStartMs)]),
    );
    const stamp = { periodStartMs, periodMinutes: 60, actor: 'centre', atMs: periodStartMs };
    const done = certifyPeriod(energies, { histories, debtWh: this.debts, lines: this.lines }, stamp);
    this.issuances.push(...done.issuances);
    this.events.push(...done.events);
    const changed = new Set(done.bundles.map((bundle) => bundle.issuanceId));
    this.bundles = [...this.bundles.filter((bundle) => !changed.has(bundle.issuanceId)), ...done.bundles];
    for (const [key, wh] of done.debtChangeWh) this.debts.set(key, (this.debts.get(key) ?? 0) + wh);
    for (const { storeId, originId, storedWh, releasedWh } of done.lineChanges) {
      const line = this.lines.get(`${storeId}/${originId}`) ?? { storedWh: 0, releasedWh: 0 };
      line.storedWh += storedWh;
      line.releasedWh += releasedWh;
      this.lines.set(`${storeId}/${originId}`, line);
    }
    for (const wh of done.shortfallWh.values()) this.shortfallWh += wh;
  }

  /** What a person does with up to so many Wh of an account. */
  act(kind: 'transfer' | 'claim' | 'withdraw' | 'split', accountId: string, wh: Wh, targetId: string): void {
    const own = this.bundles.filter((one) => one.accountId === accountId && one.status === 'active');
    for (const piece of takeUnits(own, wh)) {
      const event: CertificateEvent = {
        ...{
          ...piece,
          kind,
          jobs: null,
          contractId: null,
          reason: null,
          actionId: 'act',
          actor: 'li',
          atMs: 0,
        },
        targetId: kind === 'transfer' ? targetId : null,
        beneficiary: kind === 'claim' ? targetId : null,
      };
      this.bundles = applyEvent(this.bundles, event);
      this.events.push(event);
    }
  }

  /** Everything once more, from nothing but the issuances and events. */
  replayed(): readonly CertificateBundle[] {
    return this.events.reduce(applyEvent, this.issuances.flatMap(bundlesOf));
  }

  private historyOf(energy: DeviceEnergy, periodStartMs: number): DeviceHistory {
    const issuances = this.issuances.filter(
      (one) => deviceKey(one) === deviceKey(energy) && one.periodStartMs === periodStartMs,
    );
    if (issuances.length === 0) return NO_HISTORY;
    const own = new Set(issuances.map((one) => one.issuanceId));
    return {
      issuances,
      bundles: this.bundles.filter((one) => own.has(one.issuanceId)),
      events: this.events.filter((one) => own.has(one.issuanceId)),
    };
  }
}

/** Bundles of every issuance tile it: no unit is missing, none is there twice. */
export function expectTiled(register: Register, bundles = register.bundles): void {
  for (const { issuanceId, quantityWh } of register.issuances) {
    const own = bundles
      .filter((one) => one.issuanceId === issuanceId)
      .sort((a, b) => a.fromUnit - b.fromUnit);
    let reached = 0;
    for (const { fromUnit, toUnit } of own) {
      invariant(fromUnit === reached && toUnit > fromUnit, `${issuanceId} is tiled at ${reached}`);
      reached = toUnit;
    }
    invariant(reached === quantityWh, `${issuanceId} is tiled up to ${quantityWh}, not ${reached}`);
  }
}

/** Units that anybody claims or stores or loses, by issuance, straight from the events: no two may overlap. */
export function expectSpentOnce(register: Register): void {
  const ends = new Map<string, [number, number][]>();
  const spend = (issuanceId: string, fromUnit: number, toUnit: number): void =>
    void ends.set(issuanceId, [...(ends.get(issuanceId) ?? []), [fromUnit, toUnit]]);
  for (const bundle of register.issuances.flatMap(bundlesOf))
    if (bundle.status !== 'active') spend(bundle.issuanceId, bundle.fromUnit, bundle.toUnit);
  for (const { issuanceId, kind, fromUnit, toUnit } of register.events)
    if (kind === 'claim' || kind === 'store' || kind === 'withdraw') spend(issuanceId, fromUnit, toUnit);
  for (const [issuanceId, ranges] of ends) {
    ranges.sort((a, b) => a[0] - b[0]);
    ranges.forEach(([fromUnit], index) => {
      invariant(
        index === 0 || ranges[index - 1]![1] <= fromUnit,
        `${issuanceId} is spent once at ${fromUnit}`,
      );
    });
  }
}

/** Units that tracing claimed for each job, from the issuances and events. */
export function claimedByJob({ issuances, events }: Register): Map<string, Wh> {
  const sums = new Map<string, Wh>();
  const claims = [
    ...issuances.flatMap(({ parts }) => parts.map(({ jobs, energyWh }) => ({ jobs, energyWh }))),
    ...events.map(({ jobs, fromUnit, toUnit }) => ({ jobs, energyWh: toUnit - fromUnit })),
  ];
  for (const { jobs, energyWh } of claims) {
    if (jobs === null) continue;
    invariant(
      jobs.reduce((total, [, wh]) => total + wh, 0) === energyWh,
      'jobs of a claim share out its units',
    );
    for (const [jobId, wh] of jobs) sums.set(jobId, (sums.get(jobId) ?? 0) + wh);
  }
  return sums;
}
