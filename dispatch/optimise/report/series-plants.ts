import type { PlanSeries } from '#dispatch/domain';
import type { PowerModel } from '../power-model.ts';
import { type SeriesReader, unlessZero } from './series-reader.ts';

/** What makes power: sun, wind, fuel, heat of the sun, water. */
export const plantSeries = (power: PowerModel, read: SeriesReader): PlanSeries[] => [
  ...renewables(power, read),
  ...thermalUnits(power, read),
  ...cspPlants(power, read),
  ...reservoirs(power, read),
];

const renewables = ({ problem, decisions }: PowerModel, read: SeriesReader): PlanSeries[] =>
  problem.renewables.flatMap((plant, i) => [
    read.series(plant.id, plant.kind, 'availableMw', (t) => read.availableMw(i, t)),
    read.series(
      plant.id,
      plant.kind,
      'generationMw',
      (t) => read.availableMw(i, t) - read.value(decisions.curtailedMw[i]!, t),
    ),
    read.of(plant.id, plant.kind, 'curtailedMw', decisions.curtailedMw[i]!),
  ]);

const thermalUnits = ({ problem, decisions }: PowerModel, read: SeriesReader): PlanSeries[] =>
  problem.thermalUnits.flatMap((unit, i) => {
    const output = decisions.thermalMw[i]!;
    const { heat } = unit;
    const commitment = decisions.commitment[i];
    return [
      read.of(unit.id, 'thermal', 'generationMw', output),
      ...(heat === undefined
        ? []
        : [read.series(unit.id, 'thermal', 'heatMw', (t) => heat.mwPerMw * read.value(output, t))]),
      ...(commitment ? [read.of(unit.id, 'thermal', 'isOn', commitment.on)] : []),
    ];
  });

const cspPlants = ({ problem, decisions }: PowerModel, read: SeriesReader): PlanSeries[] =>
  problem.cspPlants.flatMap((plant, i) => [
    read.of(plant.id, 'csp', 'generationMw', decisions.cspMw[i]!),
    read.series(plant.id, 'csp', 'fieldMw', (t) => plant.fieldMw[t]!),
    read.of(plant.id, 'csp', 'defocusedMw', decisions.defocusedMw[i]!),
    read.of(plant.id, 'csp', 'heatMwh', decisions.heatMwh[i]!),
  ]);

const reservoirs = ({ problem, decisions }: PowerModel, read: SeriesReader): PlanSeries[] =>
  problem.reservoirs.flatMap((plant, i) => {
    const [output, spill] = [decisions.hydroMw[i]!, decisions.spillM3PerS[i]!];
    const released = (t: number): number => read.value(output, t) / plant.mwPerM3PerS + read.value(spill, t);
    return [
      read.of(plant.id, 'hydro', 'generationMw', output),
      read.of(plant.id, 'hydro', 'spillM3PerS', spill),
      read.of(plant.id, 'hydro', 'storedMm3', decisions.storedMm3[i]!),
      read.series(plant.id, 'hydro', 'releasedM3PerS', released),
      ...unlessZero(
        read.of(plant.id, 'hydro', 'releaseShortfallM3PerS', decisions.releaseShortfallM3PerS[i]!),
      ),
    ];
  });
