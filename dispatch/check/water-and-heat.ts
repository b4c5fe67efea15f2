import type { CspInput, ReservoirInput } from '#dispatch/domain';
import type { PlanReader } from './plan-reader.ts';
import type { Findings } from './violation.ts';

/** Seconds of an hour in millions: m³/s through an hour, in Mm³. */
const MM3_PER_FLOW_HOUR = 3600 / 1e6;

/** Water in every reservoir and heat in every tower is what was there, what came and what went. */
export const checkWaterAndHeat = (read: PlanReader, findings: Findings): void => {
  read.problem.reservoirs.forEach((plant, index) => {
    checkReservoir(read, findings, plant, index);
  });
  for (const plant of read.problem.cspPlants) checkTower(read, findings, plant);
};

/** Flow that leaves a reservoir, through its turbines and over its spillway, m³/s by period. */
export const releasedFlow = (read: PlanReader, plant: ReservoirInput): number[] => {
  const output = read.of('hydro', plant.id, 'generationMw');
  const spill = read.of('hydro', plant.id, 'spillM3PerS');
  return output.map((mw, t) => mw / plant.mwPerM3PerS + spill[t]!);
};

const checkReservoir = (read: PlanReader, findings: Findings, plant: ReservoirInput, index: number): void => {
  const stored = read.of('hydro', plant.id, 'storedMm3');
  const output = read.of('hydro', plant.id, 'generationMw');
  const spill = read.of('hydro', plant.id, 'spillM3PerS');
  const released = releasedFlow(read, plant);
  const arriving = fromAbove(read, index);
  let keptMm3 = plant.initialMm3;
  let leastMw = plant.beforeMw ?? 0;
  for (const t of read.periods) {
    const before = t === 0 ? plant.initialMm3 : stored[t - 1]!;
    const flow = plant.inflowM3PerS[t]! + arriving[t]! - released[t]!;
    const after = before + flow * read.hours(t) * MM3_PER_FLOW_HOUR;
    findings.equal('reservoir', plant.id, t, stored[t]!, after, 'Mm³', before);
    // Below its minimum a reservoir keeps what comes in but for what its ramp lets go; above its maximum it may stay as
    // full as it began.
    leastMw = plant.rampMwPerH === undefined ? 0 : Math.max(0, leastMw - plant.rampMwPerH * read.hours(t));
    const keptFlow = plant.inflowM3PerS[t]! - leastMw / plant.mwPerM3PerS;
    keptMm3 += keptFlow * read.hours(t) * MM3_PER_FLOW_HOUR;
    const leastMm3 = Math.max(0, Math.min(plant.minimumMm3, keptMm3));
    findings.atLeast('reservoir', plant.id, t, stored[t]!, leastMm3, 'Mm³');
    findings.atMost(
      'reservoir',
      plant.id,
      t,
      stored[t]!,
      Math.max(plant.maximumMm3, plant.initialMm3),
      'Mm³',
    );
    findings.atLeast('reservoir', plant.id, t, output[t]!, 0, 'MW');
    findings.atMost('reservoir', plant.id, t, output[t]!, plant.ratedMw, 'MW');
    findings.atLeast('reservoir', `${plant.id}.spill`, t, spill[t]!, 0, 'm³/s');
    const outputBefore = t === 0 ? plant.beforeMw : output[t - 1];
    if (plant.rampMwPerH !== undefined && outputBefore !== undefined) {
      const change = Math.abs(output[t]! - outputBefore);
      const most = plant.rampMwPerH * read.hours(t);
      findings.atMost('reservoir', `${plant.id}.ramp`, t, change, most, 'MW', outputBefore);
    }
  }
};

/** Flow that arrives from the reservoirs above, m³/s by period. */
const fromAbove = (read: PlanReader, index: number): number[] => {
  const arriving = read.periods.map(() => 0);
  for (const above of read.problem.reservoirs) {
    if (above.downstream?.reservoir !== index) continue;
    const { delayPeriods, underwayM3PerS } = above.downstream;
    const released = releasedFlow(read, above);
    for (const t of read.periods) {
      const left = t - delayPeriods;
      const underway = underwayM3PerS[underwayM3PerS.length + left] ?? 0;
      arriving[t]! += left >= 0 ? released[left]! : underway;
    }
  }
  return arriving;
};

const checkTower = (read: PlanReader, findings: Findings, plant: CspInput): void => {
  const law = 'csp_plant';
  const output = read.of('csp', plant.id, 'generationMw');
  const defocused = read.of('csp', plant.id, 'defocusedMw');
  const heat = read.of('csp', plant.id, 'heatMwh');
  let cooled = plant.initialMwh;
  for (const t of read.periods) {
    const before = t === 0 ? plant.initialMwh : heat[t - 1]!;
    const hours = read.hours(t);
    const kept = Math.max(0, 1 - plant.lossRatioPerH * hours);
    const taken = output[t]! / plant.efficiencyRatio;
    const after = kept * before + hours * (plant.fieldMw[t]! - defocused[t]! - taken);
    findings.equal(law, plant.id, t, heat[t]!, after, 'MWh', before + hours * plant.fieldMw[t]!);
    cooled *= kept;
    findings.atLeast(law, plant.id, t, heat[t]!, Math.min(plant.minimumMwh, cooled), 'MWh');
    findings.atMost(law, plant.id, t, heat[t]!, Math.max(plant.maximumMwh, plant.initialMwh), 'MWh');
    findings.atLeast(law, `${plant.id}.field`, t, defocused[t]!, 0, 'MW');
    findings.atMost(law, `${plant.id}.field`, t, defocused[t]!, plant.fieldMw[t]!, 'MW');
    findings.atMost(law, plant.id, t, output[t]!, plant.ratedMw, 'MW');
    const isRunning = output[t]! > 1e-4;
    findings.atLeast(law, plant.id, t, output[t]!, isRunning ? plant.minimumRatio * plant.ratedMw : 0, 'MW');
  }
};
