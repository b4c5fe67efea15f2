export type { DeviceHistory, Stamp } from './certify-device.ts';
export { type CertifiedBefore, type CertifiedPeriod, certifyPeriod, deviceKey } from './certify-period.ts';
export * from './months.ts';
export { type CertifiedDevice, type ContractShare, energyOfPeriod } from './period-energy.ts';
export { applyEvent, type Piece, sizeWh, sumWh, takeUnits, wholeOf } from './units.ts';
