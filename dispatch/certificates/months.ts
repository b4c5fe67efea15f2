import type {
  CertificateProject,
  CertificateRule,
  CertifiedSource,
  MonthlyCertificates,
  Tradability,
} from '#dispatch/domain';
import { type EpochMs, mwhToWh, shanghaiDay, shanghaiDayStartMs, type Wh } from '#units';

/** `2025-03`: the Shanghai month of an instant. */
export const shanghaiMonth = (instantMs: EpochMs): string => shanghaiDay(instantMs).slice(0, 7);
/** `monthAfter('2025-12', 1)` is `2026-01`. */
export function monthAfter(month: string, months: number): string {
  const whole = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months;
  return `${Math.floor(whole / 12)}-${String((whole % 12) + 1).padStart(2, '0')}`;
}
export const monthStartMs = (month: string): EpochMs => shanghaiDayStartMs(`${month}-01`);

/** The version of the rule that holds for what is produced on a day; null when none does. */
export const ruleOn = (rules: readonly CertificateRule[], day: string): CertificateRule | null =>
  rules.find((rule) => rule.effectiveFrom <= day && day <= (rule.effectiveTo ?? '9999-12-31')) ?? null;

/** Last Shanghai day on which what was produced in a month is valid: 2025-03 and 24 months end on 2027-02-28. */
export const validUntil = (rule: CertificateRule, month: string): string =>
  shanghaiDay(monthStartMs(monthAfter(month, rule.validMonths)) - 1);

/** First instant of production that has not expired at `nowMs`; -Infinity without a rule. */
export function unexpiredFromMs(rules: readonly CertificateRule[], nowMs: EpochMs): EpochMs {
  const rule = ruleOn(rules, shanghaiDay(nowMs));
  return rule === null ? -Infinity : monthStartMs(monthAfter(shanghaiMonth(nowMs), 1 - rule.validMonths));
}

export interface DeviceMonth {
  readonly deviceId: string;
  readonly source: CertifiedSource;
  readonly accountId: string;
  /** Issued less withdrawn and owed: all of the device so far, earlier months and their corrections too. */
  readonly issuedSoFarWh: Wh;
  /** Of the month, claimed, stored or moved by a contract. */
  readonly usedWh: Wh;
}
export interface MonthToClose {
  readonly month: string;
  readonly rule: CertificateRule;
  readonly projects: readonly CertificateProject[];
  readonly regionId: string;
  readonly devices: readonly DeviceMonth[];
  /** Everything that earlier months recorded. */
  readonly earlier: readonly MonthlyCertificates[];
  readonly atMs: EpochMs;
}

/**
 * Monthly certificates of every eligible device: whole units of what it generated, the remainder carried over. What is
 * claimed, stored or contracted earns certificates that cannot be traded; what the rule bars earns only such. Storage
 * earns none, since only generation counts. A correction of an earlier month enters the month in which it came.
 */
export function closeMonth(close: MonthToClose): readonly MonthlyCertificates[] {
  return close.devices
    .filter(({ source }) => close.rule.eligible.includes(source))
    .flatMap((device) => closeDevice(close, device));
}

function closeDevice(close: MonthToClose, device: DeviceMonth): MonthlyCertificates[] {
  const { month, rule } = close;
  const earlier = close.earlier.filter(({ deviceId }) => deviceId === device.deviceId);
  const newWh = device.issuedSoFarWh - earlier.reduce((sum, one) => sum + one.eligibleWh, 0);
  const project = close.projects.find((one) => one.device === device.deviceId);
  const streams: readonly (readonly [Tradability, Wh])[] = isBarred(rule, device.source, project)
    ? [['barred', newWh]]
    : [
        ['tradable', newWh - device.usedWh],
        ['used', device.usedWh],
      ];
  let firstVolume = 1;
  return streams.flatMap(([tradability, eligibleWh]) => {
    const last = earlier.filter((one) => one.tradability === tradability).at(-1);
    const carriedWh = last?.remainderWh ?? 0;
    if (eligibleWh === 0 && carriedWh === 0) return [];
    const unitWh = mwhToWh(rule.unitMwh);
    const certificateCount = Math.max(0, Math.floor((carriedWh + eligibleWh) / unitWh));
    const row: MonthlyCertificates = {
      ...{
        month,
        deviceId: device.deviceId,
        tradability,
        source: device.source,
        accountId: device.accountId,
      },
      ...{
        ruleId: rule.id,
        projectCode: project?.projectCode ?? ownProjectCode(close.regionId, device.deviceId),
      },
      ...{ eligibleWh, carriedWh, unitWh, certificateCount },
      remainderWh: carriedWh + eligibleWh - certificateCount * unitWh,
      ...{ firstVolume, validUntil: validUntil(rule, month), issuedAtMs: close.atMs },
    };
    firstVolume += certificateCount;
    return [row];
  });
}

function isBarred(
  { barred }: CertificateRule,
  source: CertifiedSource,
  project: CertificateProject | undefined,
): boolean {
  if (barred.offGrid && project?.offGrid === true) return true;
  const since = project?.inServiceFrom;
  return (
    source === 'hydro' &&
    barred.hydroBefore !== undefined &&
    since !== undefined &&
    since < barred.hydroBefore
  );
}

/** Where no code is given: 9, then 16 digits out of the names (FNV-1a), so that each device keeps its own. */
export function ownProjectCode(regionId: string, deviceId: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const letter of `${regionId}/${deviceId}`) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(letter.codePointAt(0)!)) * 0x100000001b3n);
  }
  return `9${String(hash % 10n ** 16n).padStart(16, '0')}`;
}

/** 32 digits: 17 of the project, then 15 of the volume: year and month, and the number within device and month. */
export function certificateNumber(row: MonthlyCertificates, index: number): string {
  const volume = String(row.firstVolume + index).padStart(9, '0');
  return `${row.projectCode}${row.month.replace('-', '')}${volume}`;
}
