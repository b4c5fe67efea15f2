import type { Ratio } from '#units';

/** Pairs of actual and forecast where both exist: gaps are left out, never counted as 0. */
function* pairsOf(
  actual: ArrayLike<number | null>,
  forecast: ArrayLike<number>,
): Generator<[number, number]> {
  for (let t = 0; t < actual.length; t++) {
    const value = actual[t];
    if (value !== null && value !== undefined) yield [value, forecast[t]!];
  }
}

/** Over the pairs where both exist; null without any. */
function rootMeanSquare(
  actual: ArrayLike<number | null>,
  forecast: ArrayLike<number>,
  errorOf: (value: number, expected: number) => number,
): number | null {
  let squares = 0;
  let counted = 0;
  for (const [value, expected] of pairsOf(actual, forecast)) {
    squares += errorOf(value, expected) ** 2;
    counted++;
  }
  return counted === 0 ? null : Math.sqrt(squares / counted);
}

/** (a) 1 - RMSE / C, of GB/T 40607-2021 and the northwest's assessment rules. Null without any actual. */
export function accuracyByCapacity(
  actual: ArrayLike<number | null>,
  forecast: ArrayLike<number>,
  capacity: number,
): Ratio | null {
  const error = rootMeanSquare(actual, forecast, (value, expected) => value - expected);
  return error === null ? null : 1 - error / capacity;
}

/** (b) 1 - sqrt(mean(((P - Pf) / max(P, 0.2 C))²)). Null without any actual. */
export function accuracyByOutput(
  actual: ArrayLike<number | null>,
  forecast: ArrayLike<number>,
  capacity: number,
): Ratio | null {
  const error = rootMeanSquare(
    actual,
    forecast,
    (value, expected) => (value - expected) / Math.max(value, 0.2 * capacity),
  );
  return error === null ? null : 1 - error;
}

/**
 * (c) Harmonic: 1 - 2 sum(|P / (P + Pf) - 1/2| |P - Pf|) / sum |P - Pf|. Exact forecasts give 1. Null without any
 * actual. Periods where both are 0 have no error and no weight.
 */
export function accuracyHarmonic(
  actual: ArrayLike<number | null>,
  forecast: ArrayLike<number>,
): Ratio | null {
  let weighted = 0;
  let errors = 0;
  let counted = 0;
  for (const [value, expected] of pairsOf(actual, forecast)) {
    counted++;
    const error = Math.abs(value - expected);
    if (error === 0) continue;
    weighted += Math.abs(value / (value + expected) - 0.5) * error;
    errors += error;
  }
  if (counted === 0) return null;
  return errors === 0 ? 1 : 1 - (2 * weighted) / errors;
}

/** Mean pinball loss over levels and periods, in the target's unit; smaller is better. Null without any actual. */
export function pinballLoss(
  actual: ArrayLike<number | null>,
  levels: readonly Ratio[],
  quantiles: readonly ArrayLike<number>[],
): number | null {
  let loss = 0;
  let counted = 0;
  levels.forEach((level, k) => {
    for (const [value, quantile] of pairsOf(actual, quantiles[k]!)) {
      loss += value >= quantile ? level * (value - quantile) : (1 - level) * (quantile - value);
      counted++;
    }
  });
  return counted === 0 ? null : loss / counted;
}

/** Share of actuals at or below each quantile: a calibrated forecast gives back its levels. */
export function coverageRatios(
  actual: ArrayLike<number | null>,
  quantiles: readonly ArrayLike<number>[],
): (Ratio | null)[] {
  return quantiles.map((quantile) => {
    let below = 0;
    let counted = 0;
    for (const [value, expected] of pairsOf(actual, quantile)) {
      if (value <= expected) below++;
      counted++;
    }
    return counted === 0 ? null : below / counted;
  });
}
