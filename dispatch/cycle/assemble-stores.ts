import type { Battery, BatteryInput } from '#dispatch/domain';
import {
  type AssembleContext,
  areaOf,
  given,
  indexOf,
  powerToBuild,
  toBuild,
  within,
} from './assemble-context.ts';

/**
 * Every store with its content as it was metered, inside its band or not. It ends the window at least as full as it
 * began it: energy is not made by emptying the store.
 */
export const storeInputs = (context: AssembleContext): readonly BatteryInput[] =>
  context.region.batteries.map((battery) => storeInput(context, battery));

function storeInput(context: AssembleContext, battery: Battery): BatteryInput {
  const { region, state } = context;
  const expansion = expansionOf(context, battery);
  const lowestMwh = battery.minimumSocRatio * battery.capacityMwh;
  // Where the content is chosen it counts from the lowest state of charge.
  const zeroMwh = expansion === undefined ? 0 : lowestMwh;
  const minimumMwh = lowestMwh - zeroMwh;
  const maximumMwh = battery.maximumSocRatio * battery.capacityMwh - zeroMwh;
  const storedMwh = state.batteryMwh[battery.id] ?? battery.initialSocRatio * battery.capacityMwh;
  const initialMwh = Math.max(0, storedMwh - zeroMwh);
  return {
    id: battery.id,
    area: areaOf(context, battery.area),
    ...given('site', battery.behindMeter ? indexOf(region.sites, battery.site!) : undefined),
    chargeMw: battery.chargeMw,
    dischargeMw: battery.dischargeMw,
    minimumMwh,
    maximumMwh,
    initialMwh,
    finalMwh: within(initialMwh, minimumMwh, maximumMwh),
    chargeEfficiencyRatio: battery.chargeEfficiencyRatio,
    dischargeEfficiencyRatio: battery.dischargeEfficiencyRatio,
    wearYuanPerMwh: battery.wearYuanPerMwh,
    leaseYuanPerMwh: battery.leaseYuanPerMwh,
    lossRatioPerH: battery.lossRatioPerH,
    isOneWay: battery.oneWay,
    minimumChargeMw: battery.minimumChargeMw,
    ...given('expansion', expansion),
  };
}

function expansionOf(context: AssembleContext, battery: Battery): BatteryInput['expansion'] {
  const { expansion: asked } = battery;
  if (asked === undefined || !context.expands) return undefined;
  const usableMwh = (battery.maximumSocRatio - battery.minimumSocRatio) * battery.capacityMwh;
  const { minimumMwh, maximumMwh, yuanPerMwhYear } = asked.energy ?? {};
  return {
    ...given('power', powerToBuild(context, asked.power, Math.min(battery.chargeMw, battery.dischargeMw))),
    ...given(
      'energy',
      maximumMwh === undefined
        ? undefined
        : toBuild(context, minimumMwh, maximumMwh, yuanPerMwhYear!, usableMwh),
    ),
    ...given('hoursAtFullPower', asked.hoursAtFullPower),
  };
}
