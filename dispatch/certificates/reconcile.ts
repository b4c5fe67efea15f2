import type { CertificateStatus, DeviceReconciliation, MonthlyCertificates } from '#dispatch/domain';
import type { Wh } from '#units';

export interface PlantRegister {
  readonly deviceId: string;
  readonly source: DeviceReconciliation['source'];
  readonly issuedWh: Wh;
  readonly withdrawnWh: Wh;
  readonly owedWh: Wh;
  readonly unitsWh: Readonly<Record<CertificateStatus, Wh>>;
}

/**
 * Holds the register of units against the register of monthly certificates, plant by plant: what was issued, less what was
 * withdrawn and is owed, is what was certified, what was left over, and what is still open.
 */
export function reconcileRegisters(
  plants: readonly PlantRegister[],
  months: readonly MonthlyCertificates[],
): readonly DeviceReconciliation[] {
  return plants.map((plant) => {
    const own = months.filter(({ deviceId }) => deviceId === plant.deviceId);
    const certificateCount = own.reduce((sum, row) => sum + row.certificateCount, 0);
    const certifiedWh = own.reduce((sum, row) => sum + row.certificateCount * row.unitWh, 0);
    const last = new Map(own.map((row) => [row.tradability, row.remainderWh]));
    const remainderWh = [...last.values()].reduce((sum, wh) => sum + wh, 0);
    const eligibleWh = own.reduce((sum, row) => sum + row.eligibleWh, 0);
    const standingWh = plant.issuedWh - plant.withdrawnWh - plant.owedWh;
    const unitsWh = Object.values(plant.unitsWh).reduce((sum, wh) => sum + wh, 0);
    return {
      ...plant,
      ...{ certificateCount, certifiedWh, remainderWh, openWh: standingWh - eligibleWh },
      differenceWh: Math.abs(eligibleWh - certifiedWh - remainderWh) + Math.abs(plant.issuedWh - unitsWh),
    };
  });
}
