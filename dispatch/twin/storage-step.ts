import type { PlantState } from '#dispatch/domain';
import { type Hours, invariant, type Mm3, type Mw, type Mwh } from '#units';
import { flowOf, volumeOver } from './physics/index.ts';
import type { PlantBattery, PlantReservoir } from './plant-model.ts';

/** Content at the start of a period, less what it loses by itself in it. */
export const contentBefore = (battery: PlantBattery, state: PlantState, hours: Hours): Mwh =>
  (state.batteryMwh[battery.id] ?? battery.initialMwh) *
  Math.max(0, 1 - (battery.lossRatioPerH ?? 0)) ** hours;

/** Largest charge over some hours that ends within the battery's limits. */
export const chargeRoomMw = (battery: PlantBattery, storedMwh: Mwh, hours: Hours): Mw =>
  Math.max(
    0,
    Math.min(battery.chargeMw, (battery.maximumMwh - storedMwh) / (battery.chargeEfficiencyRatio * hours)),
  );
/** Largest discharge over some hours that ends within the battery's limits. */
export const dischargeRoomMw = (battery: PlantBattery, storedMwh: Mwh, hours: Hours): Mw =>
  Math.max(
    0,
    Math.min(
      battery.dischargeMw,
      ((storedMwh - battery.minimumMwh) * battery.dischargeEfficiencyRatio) / hours,
    ),
  );

/** Content after some hours at a net power: discharge above 0, charge below. */
export function batteryAfter(battery: PlantBattery, storedMwh: Mwh, netMw: Mw, hours: Hours): Mwh {
  const after =
    netMw >= 0
      ? storedMwh - (netMw * hours) / battery.dischargeEfficiencyRatio
      : storedMwh - netMw * hours * battery.chargeEfficiencyRatio;
  // Rooms are exact up to rounding; what rounding leaves outside is below a watt-hour.
  return Math.min(
    Math.max(after, Math.min(battery.minimumMwh, storedMwh)),
    Math.max(battery.maximumMwh, storedMwh),
  );
}

export interface WaterStep {
  readonly turbineM3PerS: number;
  readonly spillM3PerS: number;
  readonly storedMm3: Mm3;
}

/** Largest generation over some hours that the water allows. */
export const hydroRoomMw = (
  reservoir: PlantReservoir,
  storedMm3: Mm3,
  inflowM3PerS: number,
  hours: Hours,
): Mw => {
  const water = Math.max(0, storedMm3 - reservoir.minimumMm3) + volumeOver(hours, inflowM3PerS);
  return Math.min(reservoir.ratedMw, flowOf(hours, water) * reservoir.mwPerM3PerS);
};

/**
 * S' = S + (inflow - turbine - spill) dt. Spill makes up the minimum release and keeps the content below its maximum;
 * below the minimum content no more is released than flows in.
 */
export function reservoirAfter(
  reservoir: PlantReservoir,
  storedMm3: Mm3,
  generationMw: Mw,
  inflowM3PerS: number,
  hours: Hours,
): WaterStep {
  const turbineM3PerS = generationMw / reservoir.mwPerM3PerS;
  const before = storedMm3 + volumeOver(hours, inflowM3PerS - turbineM3PerS);
  const wanted = Math.max(0, reservoir.minimumReleaseM3PerS - turbineM3PerS);
  const releasable = flowOf(hours, Math.max(0, before - reservoir.minimumMm3));
  const overflow = flowOf(hours, Math.max(0, before - reservoir.maximumMm3));
  const spillM3PerS = Math.max(Math.min(wanted, releasable), overflow);
  const after = before - volumeOver(hours, spillM3PerS);
  invariant(after > -1e-6, `${reservoir.id} ran dry below zero`);
  return {
    turbineM3PerS,
    spillM3PerS,
    storedMm3: Math.min(after, Math.max(reservoir.maximumMm3, storedMm3)),
  };
}
