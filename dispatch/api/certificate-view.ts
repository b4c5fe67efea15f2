import {
  certificateNumber,
  monthAfter,
  monthStartMs,
  ownProjectCode,
  reconcileRegisters,
  ruleOn,
  shanghaiMonth,
  unexpiredFromMs,
  validUntil,
} from '#dispatch/certificates';
import { certifiedDevices, ownerOf } from '#dispatch/cycle';
import {
  CENTRE_PARTY,
  type CertificateAccount,
  type CertificateDevice,
  type CertificateReconciliation,
  type CertificateStatus,
  type CertificateView,
  type CertificateWallet,
  type MonthlyView,
  type Region,
  type WalletSum,
} from '#dispatch/domain';
import {
  type CertificateSum,
  certificateSums,
  certificateTotals,
  deviceTotals,
  type FoundBundle,
  monthlyCertificates,
  plantSums,
} from '#dispatch/store';
import { MS_PER_MINUTE, shanghaiDay } from '#units';
import { type DispatchState, storeOf } from './room-state.ts';

export const accountsOf = (region: Region): readonly CertificateAccount[] => [
  ...region.parties.map(({ id, name, kind }) => ({ account_id: id, name, kind })),
  { account_id: CENTRE_PARTY, name: { zh: '调度中心', en: 'Dispatch centre' }, kind: 'centre' },
];

/** A bundle as it stands at `nowMs`. */
export function certificateView(
  region: Region,
  { bundle, issuance }: FoundBundle,
  nowMs: number,
): CertificateView {
  const { periodStartMs, periodMinutes } = issuance;
  const rule = ruleOn(region.certificateRules, shanghaiDay(periodStartMs));
  const expiry = rule === null ? null : validUntil(rule, shanghaiMonth(periodStartMs));
  const isExpired = bundle.status === 'active' && expiry !== null && expiry < shanghaiDay(nowMs);
  return {
    issuance_id: bundle.issuanceId,
    certificate_bundle_id_range_start: bundle.fromUnit,
    certificate_bundle_id_range_end: bundle.toUnit - 1,
    bundle_quantity: bundle.toUnit - bundle.fromUnit,
    certificate_bundle_status: isExpired ? 'expired' : bundle.status,
    account_id: bundle.accountId,
    beneficiary: bundle.beneficiary,
    contract_id: bundle.contractId,
    energy_carrier: 'electricity',
    energy_source: issuance.source,
    face_value: 1,
    is_storage: issuance.isStorage,
    device_id: issuance.deviceId,
    origin_device_id: issuance.originId,
    production_starting_interval: new Date(periodStartMs).toISOString(),
    production_ending_interval: new Date(periodStartMs + periodMinutes * MS_PER_MINUTE).toISOString(),
    issuance_datestamp: shanghaiDay(issuance.issuedAtMs),
    expiry_datestamp: expiry,
    country_of_issuance: 'CN',
    connected_grid_identification: region.id,
    issuing_body: 'wattbit',
  };
}

/** Meters that certificates are issued for: plants, and the stores that give their energy back. */
export async function devicesView(state: DispatchState): Promise<readonly CertificateDevice[]> {
  const { region } = state.scenario;
  const sums = new Map(
    (await plantSums(storeOf(state), Number.MAX_SAFE_INTEGER)).map((row) => [row.deviceId, row]),
  );
  const plants = [...region.pv, ...region.wind, ...region.cspPlants, ...region.reservoirs];
  const byId = new Map(plants.map((plant) => [plant.id, plant]));
  const devices = certifiedDevices(region).map(({ deviceId, source, ownerId }): CertificateDevice => {
    const { name, area } = byId.get(deviceId)!;
    const project = region.certificateProjects.find((one) => one.device === deviceId);
    return {
      ...{ device_id: deviceId, name, energy_source: source, is_storage: false, account_id: ownerId, area },
      project_code: project?.projectCode ?? ownProjectCode(region.id, deviceId),
      ...{ issued_wh: sums.get(deviceId)?.issuedWh ?? 0, owed_wh: sums.get(deviceId)?.owedWh ?? 0 },
    };
  });
  const { lines } = await certificateSums(storeOf(state));
  const stores = region.batteries.map(({ id, name, area }): CertificateDevice => {
    const own = [...lines.values()].filter((line) => line.storeId === id);
    return {
      ...{
        device_id: id,
        name,
        energy_source: null,
        is_storage: true,
        account_id: ownerOf(region, id),
        area,
      },
      ...{ project_code: null, issued_wh: own.reduce((sum, line) => sum + line.releasedWh, 0), owed_wh: 0 },
    };
  });
  return [...devices, ...stores];
}

/** What an account holds and held: by month of production over all time, and hour by hour of one month. */
export async function walletView(
  state: DispatchState,
  accountId: string,
  month: string,
): Promise<CertificateWallet> {
  const validFromMs = unexpiredFromMs(state.scenario.region.certificateRules, state.context.clock.now());
  const firstValid = Number.isFinite(validFromMs) ? shanghaiMonth(validFromMs) : '';
  const shown = (sum: CertificateSum): WalletSum => ({
    ...{ at: sum.at, source: sum.source, isStorage: sum.isStorage, energyWh: sum.energyWh },
    status: sum.status === 'active' && sum.at.slice(0, 7) < firstValid ? 'expired' : sum.status,
  });
  const months = await certificateTotals(storeOf(state), { accountId }, 'month');
  const span = { fromMs: monthStartMs(month), toMs: monthStartMs(monthAfter(month, 1)) };
  const hours = await certificateTotals(storeOf(state), { accountId, ...span }, 'hour');
  return { accountId, month, months: months.map(shown), hours: hours.map(shown) };
}

export async function monthlyView(
  state: DispatchState,
  month: string | undefined,
): Promise<readonly MonthlyView[]> {
  const today = shanghaiDay(state.context.clock.now());
  return (await monthlyCertificates(storeOf(state), month)).map((row) => ({
    ...row,
    firstNumber: row.certificateCount === 0 ? null : certificateNumber(row, 0),
    lastNumber: row.certificateCount === 0 ? null : certificateNumber(row, row.certificateCount - 1),
    isExpired: row.validUntil < today,
  }));
}

/** Both registers, plant by plant, and what stores took in and gave back. */
export async function reconciliationView(state: DispatchState): Promise<CertificateReconciliation> {
  const store = storeOf(state);
  const totals = await deviceTotals(store, { isStorage: false });
  const { lines } = await certificateSums(store);
  const plants = (await plantSums(store, Number.MAX_SAFE_INTEGER)).map(({ accountId: _owner, ...plant }) => {
    const unitsWh: Record<CertificateStatus, number> = { active: 0, claimed: 0, stored: 0, withdrawn: 0 };
    for (const { deviceId, status, energyWh } of totals)
      if (deviceId === plant.deviceId) unitsWh[status] += energyWh;
    return { ...plant, unitsWh };
  });
  const devices = reconcileRegisters(plants, await monthlyCertificates(store));
  return { devices, stores: [...lines.values()] };
}
