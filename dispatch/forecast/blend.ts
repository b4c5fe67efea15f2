import { type Climate, climateOf } from './climate.ts';
import type { KnownHistory } from './known-history.ts';
import { solveSymmetric } from './least-squares.ts';
import { lastMean, sameSlotBefore } from './persistence.ts';
import { forPastPairs, LEAD_CLASS_COUNT, leadMix, type PointMethod } from './points.ts';

/** Weight of the belief that an anomaly does not last, as a share of the anomalies' own spread. */
const RIDGE_RATIO = 0.002;
/** Leads learned beyond this say nothing new. */
const LONGEST_LEARNED_DAYS = 7;
const FEATURES = 4;
/** The season moves on within its own window: the last week's mean says where it is now. */
const WEEK_DAYS = 7;

/**
 * Anomalies against the climate of the hour decay with lead time: the last hour's, that of the same hour of the
 * latest known day and the means of the last day and week each get a weight by class of lead time, learned by ridge regression
 * on the past weeks. For PV everything is an index of the clear sky: near leads persist the present index, far
 * leads give the climatological index, and night is exactly zero.
 */
export const blendPoints: PointMethod = {
  id: 'blend',
  kinds: ['pv', 'wind', 'load', 'inflow', 'price'],
  prepare(known) {
    const climate = climateOf(known);
    if (climate.isEmpty) return () => null;
    const featuresAt = anomalies(known, climate);
    const weights = learnWeights(known, climate, featuresAt);
    const stepsPerHour = known.stepsPerDay / 24;
    return (origin, target) => {
      const { lower, upper, upperWeight } = leadMix((target - origin + 1) / stepsPerHour);
      const features = featuresAt(origin, target);
      let point = climate.meanBySlot[known.slotOf(target)]!;
      for (let k = 0; k < FEATURES; k++) {
        const weight = (1 - upperWeight) * weights[lower]![k]! + upperWeight * weights[upper]![k]!;
        point += weight * features[k]!;
      }
      return point;
    };
  },
};

type FeaturesAt = (origin: number, target: number) => readonly [number, number, number, number];

/** Anomalies: last hour, same hour of the latest day, mean of the last day and of the last week; 0 where unknown. */
function anomalies(known: KnownHistory, climate: Climate): FeaturesAt {
  const usual = (index: number): number => climate.meanBySlot[known.slotOf(index)]!;
  const sums = new Float64Array(known.count + 1);
  const weights = new Float64Array(known.count + 1);
  for (let index = 0; index < known.count; index++) {
    const value = known.scaledAt(index);
    const weight = value === null ? 0 : known.scaleAt(index);
    sums[index + 1] = sums[index]! + (value === null ? 0 : weight * (value - usual(index)));
    weights[index + 1] = weights[index]! + weight;
  }
  const width = Math.max(1, Math.round(known.stepsPerDay / 24));
  const latest = latestByOrigin(known, width);
  return (origin, target) => {
    const last = latest(origin);
    const before = sameSlotBefore(known, origin, target);
    const meanOver = (days: number): number => {
      const from = Math.max(0, origin - days * known.stepsPerDay);
      const weight = weights[origin]! - weights[from]!;
      return weight <= 0 ? 0 : (sums[origin]! - sums[from]!) / weight;
    };
    return [
      last === null ? 0 : last.value - usual(last.index),
      before === null ? 0 : before - usual(target),
      meanOver(1),
      meanOver(WEEK_DAYS),
    ];
  };
}

/** Remembers the last origin asked for: learning and forecasting ask for many targets of one origin. */
function latestByOrigin(known: KnownHistory, width: number) {
  let asked = -1;
  let answer: ReturnType<typeof lastMean> = null;
  return (origin: number) => {
    if (origin !== asked) {
      answer = lastMean(known, origin, width);
      asked = origin;
    }
    return answer;
  };
}

function learnWeights(
  known: KnownHistory,
  climate: Climate,
  featuresAt: FeaturesAt,
): readonly Float64Array[] {
  const squares = Array.from({ length: LEAD_CLASS_COUNT }, () => new Float64Array(FEATURES * FEATURES));
  const products = Array.from({ length: LEAD_CLASS_COUNT }, () => new Float64Array(FEATURES));
  const counts = new Uint32Array(LEAD_CLASS_COUNT);
  forPastPairs(known, LONGEST_LEARNED_DAYS * known.stepsPerDay, (origin, target, leadClass) => {
    const value = known.scaledAt(target);
    if (value === null) return;
    const features = featuresAt(origin, target);
    const anomaly = value - climate.meanBySlot[known.slotOf(target)]!;
    for (let a = 0; a < FEATURES; a++) {
      products[leadClass]![a]! += features[a]! * anomaly;
      for (let b = 0; b < FEATURES; b++)
        squares[leadClass]![a * FEATURES + b]! += features[a]! * features[b]!;
    }
    counts[leadClass]!++;
  });
  let previous: Float64Array = new Float64Array(FEATURES);
  return squares.map((square, leadClass) => {
    if (counts[leadClass]! < 10 * FEATURES) return previous;
    let spread = 0;
    for (let a = 0; a < FEATURES; a++) spread = Math.max(spread, square[a * FEATURES + a]!);
    for (let a = 0; a < FEATURES; a++) square[a * FEATURES + a]! += RIDGE_RATIO * spread + 1e-12;
    previous = solveSymmetric(square, products[leadClass]!);
    return previous;
  });
}
