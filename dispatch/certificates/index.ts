export { CORRECTION_REASON, DEBT_REASON, type DeviceHistory, type Stamp } from './certify-device.ts';
export {
  type CertifiedBefore,
  type CertifiedPeriod,
  certifyPeriod,
  deviceKey,
  releasedBy,
} from './certify-period.ts';
export * from './months.ts';
export { type CertifiedDevice, type ContractShare, energyOfPeriod } from './period-energy.ts';
export { reconcileRegisters } from './reconcile.ts';
export { applyEvent, bundlesOf, type Piece, sizeWh, sumWh, takeUnits } from './units.ts';
