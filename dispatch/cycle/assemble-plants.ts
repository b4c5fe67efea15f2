import type {
  CommitmentInput,
  CspInput,
  PlantState,
  Problem,
  RenewableInput,
  Reservoir,
  ReservoirInput,
  ThermalInput,
  ThermalUnit,
} from '#dispatch/domain';
import { hydroMwPerM3PerS } from '#dispatch/twin';
import { hoursPerPeriod, periodMs } from '#units';
import {
  type AssembleContext,
  areaOf,
  given,
  indexOf,
  numbersOf,
  periodsFor,
  powerToBuild,
  within,
} from './assemble-context.ts';

export type PlantPart = Pick<Problem, 'renewables' | 'thermalUnits' | 'cspPlants' | 'reservoirs'>;

/** What makes power. */
export const plantPart = (context: AssembleContext): PlantPart => ({
  renewables: [
    ...context.region.pv.map((plant) => renewableInput(context, plant, 'pv')),
    ...context.region.wind.map((plant) => renewableInput(context, plant, 'wind')),
  ],
  thermalUnits: context.region.thermalUnits.map((unit) => thermalInput(context, unit)),
  cspPlants: context.region.cspPlants.map((plant) => cspInput(context, plant)),
  reservoirs: context.region.reservoirs.map((lake) => reservoirInput(context, lake)),
});

function renewableInput(
  context: AssembleContext,
  plant: AssembleContext['region']['wind'][number],
  kind: RenewableInput['kind'],
): RenewableInput {
  const availableRatio = numbersOf(context, plant, 'availableRatio');
  const capacity = powerToBuild(context, plant.expansion, plant.capacityMw);
  return {
    id: plant.id,
    area: areaOf(context, plant.area),
    kind,
    availableMw: availableRatio.map((ratio) => ratio * plant.capacityMw),
    operatingYuanPerMwh: plant.operatingYuanPerMwh,
    ...given('expansion', capacity && { ...capacity, availableRatio }),
  };
}

function thermalInput(context: AssembleContext, unit: ThermalUnit): ThermalInput {
  const expansion = powerToBuild(context, unit.expansion, unit.ratedMw);
  const availableRatio = numbersOf(context, unit, 'availableRatio');
  const commitment = commitmentInput(context, unit);
  return {
    id: unit.id,
    area: areaOf(context, unit.area),
    ratedMw: unit.ratedMw,
    minimumRatio: unit.minimumRatio,
    availableRatio,
    operatingYuanPerMwh: numbersOf(context, unit, 'fuelYuanPerMwh'),
    quadraticYuanPerMw2H: unit.fuelYuanPerMw2H,
    emissionTco2PerMwh: unit.emissionTco2PerMwh,
    ...given('heat', unit.heat && { area: areaOf(context, unit.heat.area), mwPerMw: unit.heat.mwPerMw }),
    ...given('rampUpMwPerH', unit.rampUpMwPerH),
    ...given('rampDownMwPerH', unit.rampDownMwPerH),
    ...given('beforeMw', outputBefore(context, unit, commitment, availableRatio)),
    ...given('commitment', commitment),
    ...given('expansion', expansion),
  };
}

function commitmentInput(context: AssembleContext, unit: ThermalUnit): CommitmentInput | undefined {
  const { commitment: rules } = unit;
  if (rules === undefined) return undefined;
  const { horizon, state } = context;
  const known = state.running?.[unit.id];
  const elapsed = (known === undefined ? 0 : horizon.startMs - known.sinceMs) / periodMs(horizon);
  return {
    noLoadYuanPerH: rules.noLoadYuanPerHour,
    startYuan: rules.startYuan,
    stopYuan: rules.stopYuan,
    minimumUpPeriods: periodsFor(horizon, rules.minimumUpHours),
    minimumDownPeriods: periodsFor(horizon, rules.minimumDownHours),
    before: {
      isOn: known?.isOn ?? (unit.initialMw ?? 0) > 0,
      periods: Math.max(
        0,
        Math.floor(known === undefined ? periodsFor(horizon, unit.initialHours) : elapsed + 1e-9),
      ),
    },
    ...given(
      'coldStart',
      rules.coldStart && {
        afterPeriods: periodsFor(horizon, rules.coldStart.afterHours),
        yuan: rules.coldStart.yuan,
      },
    ),
    ...given('startMw', rules.startMw),
    ...given('stopMw', rules.stopMw),
  };
}

/**
 * Output before the window, brought to where its ramps can reach the limits of the first period: what was metered is a
 * fact, and no plan fails on it.
 */
function outputBefore(
  context: AssembleContext,
  unit: ThermalUnit,
  commitment: CommitmentInput | undefined,
  availableRatio: Float64Array,
): number | undefined {
  const meteredMw = context.state.outputMw?.[unit.id] ?? unit.initialMw;
  if (commitment !== undefined && !commitment.before.isOn) return 0;
  if (meteredMw === undefined) return undefined;
  const hours = hoursPerPeriod(context.horizon);
  const most = availableRatio[0]! * unit.ratedMw;
  const least = Math.min(unit.minimumRatio * unit.ratedMw, most);
  const up = (unit.rampUpMwPerH ?? Number.POSITIVE_INFINITY) * hours;
  const down = (unit.rampDownMwPerH ?? Number.POSITIVE_INFINITY) * hours;
  return within(meteredMw, Math.max(0, least - up), most + down);
}

const cspInput = (
  context: AssembleContext,
  plant: AssembleContext['region']['cspPlants'][number],
): CspInput => ({
  id: plant.id,
  area: areaOf(context, plant.area),
  ratedMw: plant.ratedMw,
  minimumRatio: plant.minimumRatio,
  efficiencyRatio: plant.efficiencyRatio,
  fieldMw: numbersOf(context, plant, 'availableRatio').map((ratio) => ratio * plant.fieldMw),
  minimumMwh: plant.minimumMwh,
  maximumMwh: plant.maximumMwh,
  initialMwh: context.state.heatMwh?.[plant.id] ?? plant.initialMwh,
  finalMwh: plant.finalMwh,
  lossRatioPerH: plant.lossRatioPerH,
  operatingYuanPerMwh: plant.operatingYuanPerMwh,
  startYuan: plant.startYuan,
  isOnBefore: context.state.running?.[plant.id]?.isOn ?? false,
});

function reservoirInput(context: AssembleContext, lake: Reservoir): ReservoirInput {
  const { region, state } = context;
  const mwPerM3PerS = hydroMwPerM3PerS(lake.headM, lake.efficiencyRatio);
  return {
    id: lake.id,
    area: areaOf(context, lake.area),
    ratedMw: lake.ratedMw,
    mwPerM3PerS,
    minimumMm3: lake.minimumMm3,
    maximumMm3: lake.maximumMm3,
    initialMm3: state.reservoirMm3[lake.id] ?? lake.initialMm3,
    inflowM3PerS: numbersOf(context, lake, 'inflowM3PerS'),
    minimumReleaseM3PerS: lake.minimumReleaseM3PerS,
    waterValueYuanPerMwh: lake.waterValueYuanPerMwh,
    ...given(
      'downstream',
      lake.downstream && {
        reservoir: indexOf(region.reservoirs, lake.downstream.reservoir),
        delayPeriods: delayPeriods(context, lake),
        underwayM3PerS: underway(context, lake, state),
      },
    ),
    ...given('rampMwPerH', lake.rampMwPerH),
    ...given('beforeMw', state.outputMw?.[lake.id]),
  };
}

const delayPeriods = ({ horizon }: AssembleContext, lake: Reservoir): number =>
  Math.round((lake.downstream!.delayHours * 3_600_000) / periodMs(horizon));

/** What left in the periods before the window; before anything was metered, a steady flow. */
function underway(context: AssembleContext, lake: Reservoir, state: PlantState): Float64Array {
  const steady = lake.downstream!.initialM3PerS ?? lake.minimumReleaseM3PerS;
  const flows = new Float64Array(delayPeriods(context, lake)).fill(steady);
  if (flows.length === 0) return flows;
  const metered = (state.releasedM3PerS?.[lake.id] ?? []).slice(-flows.length);
  flows.set(metered, flows.length - metered.length);
  return flows;
}
