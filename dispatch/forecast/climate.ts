import type { KnownHistory } from './known-history.ts';

/** Days on either side of the day of the year that count as the same season. */
const SEASON_DAYS = 30;
/** Fewer samples than this a slot, and all of the history is taken instead. */
const FEWEST_SAMPLES = 8;
/** Neighbouring periods pooled with a slot, in hours on either side. */
const POOL_HOURS = 0.5;

/** What is usual by time of day in the season of the issue, as scaled values (clear-sky index for PV). */
export interface Climate {
  /** Mean scaled value by slot of the day; the nearest slot's where one has no sample. */
  readonly meanBySlot: Float64Array;
  /** Rising samples by slot. Empty arrays only when there is no history at all. */
  readonly samplesBySlot: readonly Float64Array[];
  readonly isEmpty: boolean;
}

/** Learns the climate of a season from history, by slot of the day. */
export function climateOf(known: KnownHistory): Climate {
  const seasonal = samplesIn(known, true);
  const counted = seasonal.reduce((sum, slot) => sum + slot.length, 0);
  const filled = seasonal.filter((slot) => slot.length > 0).length;
  const samples = filled > 0 && counted / filled >= FEWEST_SAMPLES ? seasonal : samplesIn(known, false);
  const reach = Math.max(1, Math.round((POOL_HOURS * known.stepsPerDay) / 24));
  const pooled = samples.map((_, slot) => pool(samples, slot, reach));
  const samplesBySlot = pooled.map((slot, index) => (slot.length > 0 ? slot : nearestFilled(pooled, index)));
  const meanBySlot = Float64Array.from(samplesBySlot, mean);
  return { meanBySlot, samplesBySlot, isEmpty: samplesBySlot.every((slot) => slot.length === 0) };
}

function samplesIn(known: KnownHistory, seasonOnly: boolean): number[][] {
  const bySlot: number[][] = Array.from({ length: known.stepsPerDay }, () => []);
  const reach = SEASON_DAYS * known.stepsPerDay;
  const year = Math.round(365.2425 * known.stepsPerDay);
  for (let index = 0; index < known.count; index++) {
    const age = known.count - index;
    if (seasonOnly && age > reach && Math.abs(age - year) > reach) continue;
    const value = known.scaledAt(index);
    if (value !== null) bySlot[known.slotOf(index)]!.push(value);
  }
  return bySlot;
}

function pool(samples: readonly number[][], slot: number, reach: number): Float64Array {
  const pooled: number[] = [];
  for (let shift = -reach; shift <= reach; shift++) {
    pooled.push(...samples[(slot + shift + samples.length) % samples.length]!);
  }
  return Float64Array.from(pooled).sort();
}

function nearestFilled(pooled: readonly Float64Array[], slot: number): Float64Array {
  for (let shift = 1; shift <= pooled.length / 2; shift++) {
    for (const signed of [-shift, shift]) {
      const found = pooled[(slot + signed + pooled.length) % pooled.length]!;
      if (found.length > 0) return found;
    }
  }
  return pooled[slot]!;
}

const mean = (samples: Float64Array): number =>
  samples.length === 0 ? 0 : samples.reduce((sum, value) => sum + value, 0) / samples.length;
