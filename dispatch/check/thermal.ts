import type { CommitmentInput, ThermalInput } from '#dispatch/domain';
import type { PlanReader } from './plan-reader.ts';
import type { Findings } from './violation.ts';

const LAW = 'thermal_unit';

/** Sun and wind give no more than there is; what burns keeps its range, its ramps and its minimum times. */
export const checkPlants = (read: PlanReader, findings: Findings): void => {
  for (const plant of read.problem.renewables) {
    const made = read.of(plant.kind, plant.id, 'generationMw');
    const curtailed = read.of(plant.kind, plant.id, 'curtailedMw');
    const capacity = read.chosen(plant.id, 'capacityMw');
    for (const t of read.periods) {
      const there =
        plant.expansion === undefined
          ? plant.availableMw[t]!
          : plant.expansion.availableRatio[t]! * (capacity ?? Number.NaN);
      findings.atLeast('renewable', plant.id, t, made[t]!, 0, 'MW');
      findings.atLeast('renewable', plant.id, t, curtailed[t]!, 0, 'MW');
      findings.equal('renewable', plant.id, t, made[t]! + curtailed[t]!, there, 'MW');
    }
  }
  for (const unit of read.problem.thermalUnits) checkUnit(read, findings, unit);
};

/** The rating that counts: chosen or given. */
const ratedOf = (read: PlanReader, unit: ThermalInput): number =>
  read.chosen(unit.id, 'capacityMw') ?? unit.ratedMw;

const checkUnit = (read: PlanReader, findings: Findings, unit: ThermalInput): void => {
  const output = read.of('thermal', unit.id, 'generationMw');
  const switches = unit.commitment === undefined ? null : read.of('thermal', unit.id, 'isOn');
  const on = switches?.map((value) => Math.round(value)) ?? null;
  switches?.forEach((value, t) => {
    findings.equal(LAW, `${unit.id}.on`, t, value, on![t]!, 'switch');
  });
  const rated = ratedOf(read, unit);
  for (const t of read.periods) {
    const most = unit.availableRatio[t] === 0 ? 0 : unit.availableRatio[t]! * rated;
    const least = Math.min((unit.minimumRatios?.[t] ?? unit.minimumRatio) * rated, most);
    const isOn = on === null || on[t] === 1;
    findings.atMost(LAW, unit.id, t, output[t]!, isOn ? most : 0, 'MW', rated);
    findings.atLeast(LAW, unit.id, t, output[t]!, isOn ? least : 0, 'MW', rated);
  }
  checkRamps(read, findings, unit, output, on);
  if (on !== null) checkTimes(findings, unit, unit.commitment!, on);
};

/** Changes of output while it runs within the ramps; a start or a stop within its own limit. */
const checkRamps = (
  read: PlanReader,
  findings: Findings,
  unit: ThermalInput,
  output: readonly number[],
  on: readonly number[] | null,
): void => {
  const largest = unit.expansion?.maximum ?? unit.ratedMw;
  const wasOn = (t: number): boolean =>
    on === null || (t === 0 ? unit.commitment!.before.isOn : on[t - 1] === 1);
  const isOn = (t: number): boolean => on === null || on[t] === 1;
  for (const t of read.periods) {
    if (!wasOn(t) && isOn(t))
      findings.atMost(LAW, `${unit.id}.start`, t, output[t]!, unit.commitment?.startMw ?? largest, 'MW');
    const before = t === 0 ? unit.beforeMw : output[t - 1]!;
    if (before === undefined) continue;
    if (wasOn(t) && !isOn(t))
      findings.atMost(LAW, `${unit.id}.stop`, t, before, unit.commitment?.stopMw ?? largest, 'MW');
    if (!wasOn(t) || !isOn(t)) continue;
    const [up, down] = [unit.rampUpMwPerH, unit.rampDownMwPerH];
    if (up !== undefined)
      findings.atMost(LAW, `${unit.id}.rise`, t, output[t]! - before, up * read.hours(t), 'MW', before);
    if (down !== undefined)
      findings.atMost(LAW, `${unit.id}.fall`, t, before - output[t]!, down * read.hours(t), 'MW', before);
  }
};

/** Every run and every rest that ends in the window is as long as it has to be. */
const checkTimes = (
  findings: Findings,
  unit: ThermalInput,
  { before, minimumUpPeriods, minimumDownPeriods }: CommitmentInput,
  on: readonly number[],
): void => {
  let state = before.isOn ? 1 : 0;
  let length = before.periods;
  on.forEach((now, t) => {
    if (now === state) {
      length += 1;
      return;
    }
    const least = state === 1 ? minimumUpPeriods : minimumDownPeriods;
    findings.atLeast(LAW, `${unit.id}.${state === 1 ? 'up' : 'down'}`, t, length, least, 'periods');
    state = now;
    length = 1;
  });
};
