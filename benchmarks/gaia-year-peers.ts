import type { Plan } from '#dispatch/domain';
import { MS_PER_HOUR } from '#units';
import { SHORT_H, waitH, type YearTrace } from './gaia-year-region.ts';

/** Schedules worked out here, without the optimiser: the start of every job, in hours, each then runs to its end. */
export const runAtOnce = ({ arrivalH }: YearTrace): Float64Array => arrivalH;

/**
 * The peers' Lowest-Window: a job's length is not known, only the mean of short ones and of long ones; whole hours after
 * its arrival, it starts where the mean length would emit least, however many others do so too.
 */
export const lowestWindow = (trace: YearTrace, intensity: Float64Array): Float64Array => {
  const sums = new RunningSums(intensity);
  const meanOf = (isShort: boolean): number => {
    const lengths = trace.lengthH.filter((lengthH) => lengthH < SHORT_H === isShort);
    return lengths.reduce((sum, lengthH) => sum + lengthH, 0) / lengths.length;
  };
  const [short, long] = [meanOf(true), meanOf(false)];
  return trace.arrivalH.map((arrivalH, job) => {
    const lengthH = trace.lengthH[job]!;
    const mean = lengthH < SHORT_H ? short : long;
    let [chosen, least] = [arrivalH, Number.POSITIVE_INFINITY];
    for (let wait = 0; wait <= waitH(lengthH); wait++) {
      const emitted = sums.between(arrivalH + wait, arrivalH + wait + mean);
      if (emitted < least) [chosen, least] = [arrivalH + wait, emitted];
    }
    return chosen;
  });
};

/** Tonnes that a schedule of whole runs emits. */
export const tonnesOf = (trace: YearTrace, startH: Float64Array, intensity: Float64Array): number => {
  const sums = new RunningSums(intensity);
  return startH.reduce((tonnes, start, job) => {
    const perMw = sums.between(start, start + trace.lengthH[job]!);
    return tonnes + (trace.cpus[job]! / 1000) * perMw;
  }, 0);
};

/** The most cpus that a schedule of whole runs holds at one instant. */
export const peakCpus = (trace: YearTrace, startH: Float64Array): number =>
  peakOf(
    startH,
    startH.map((start, job) => start + trace.lengthH[job]!),
    trace.cpus,
  );

/** The most cpus that a plan holds, as a mean over an hour: pieces of interrupted jobs may take turns within one. */
export const peakOfPlan = ({ cpus }: YearTrace, { placedColumns, horizon }: Plan): number => {
  const { firstSegment, segmentStartMs, segmentEndMs } = placedColumns!;
  const held = new Float64Array(horizon.periodCount);
  cpus.forEach((width, job) => {
    for (let segment = firstSegment[job]!; segment < firstSegment[job + 1]!; segment++) {
      const from = (segmentStartMs[segment]! - horizon.startMs) / MS_PER_HOUR;
      const to = (segmentEndMs[segment]! - horizon.startMs) / MS_PER_HOUR;
      for (let hour = Math.floor(from); hour < to; hour++)
        held[hour]! += width * (Math.min(to, hour + 1) - Math.max(from, hour));
    }
  });
  return held.reduce((most, value) => Math.max(most, value), 0);
};

const peakOf = (from: Float64Array, to: Float64Array, width: Float64Array): number => {
  const starts = Array.from(from.keys()).sort((a, b) => from[a]! - from[b]!);
  const ends = Array.from(to.keys()).sort((a, b) => to[a]! - to[b]!);
  let [peak, held, ended] = [0, 0, 0];
  for (const job of starts) {
    while (to[ends[ended]!]! <= from[job]!) held -= width[ends[ended++]!]!;
    held += width[job]!;
    peak = Math.max(peak, held);
  }
  return peak;
};

/** Integral of an hourly series between two instants in hours. */
class RunningSums {
  private readonly values: Float64Array;
  private readonly sums: Float64Array;

  constructor(values: Float64Array) {
    this.values = values;
    this.sums = new Float64Array(values.length + 1);
    values.forEach((value, hour) => {
      this.sums[hour + 1] = this.sums[hour]! + value;
    });
  }

  between(from: number, to: number): number {
    return this.until(to) - this.until(from);
  }
  private until(hours: number): number {
    const whole = Math.min(Math.floor(hours), this.values.length);
    return this.sums[whole]! + (hours - whole) * (this.values[whole] ?? 0);
  }
}
