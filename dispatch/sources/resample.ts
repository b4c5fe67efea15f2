import { QUALITIES, type Series } from '#dispatch/domain';
import { type Horizon, MS_PER_MINUTE, periodMs } from '#units';
import type { ResolvedValue } from './resolved-value.ts';

const MISSING = QUALITIES.indexOf('missing');
const FILLED = QUALITIES.indexOf('filled');

/**
 * A series on the periods of a horizon: each period takes the mean over the time it covers, so a finer series is
 * averaged and a coarser one held. A period with a part missing is the mean of the rest and `filled`; with all
 * missing it is `missing`. The horizon must lie within the series.
 */
export function resample(series: Series, horizon: Horizon, scale: number): ResolvedValue {
  const values = new Float64Array(horizon.periodCount);
  const quality = new Uint8Array(horizon.periodCount);
  const slotMs = series.periodMinutes * MS_PER_MINUTE;
  const lengthMs = periodMs(horizon);
  for (let period = 0; period < horizon.periodCount; period += 1) {
    const fromMs = horizon.startMs + period * lengthMs - series.startMs;
    const toMs = fromMs + lengthMs;
    let [weighted, coveredMs, worst] = [0, 0, 0];
    for (let slot = Math.floor(fromMs / slotMs); slot * slotMs < toMs; slot += 1) {
      const sharedMs = Math.min(toMs, (slot + 1) * slotMs) - Math.max(fromMs, slot * slotMs);
      const slotQuality = series.quality[slot]!;
      if (slotQuality === MISSING) continue;
      weighted += series.values[slot]! * sharedMs;
      coveredMs += sharedMs;
      worst = Math.max(worst, slotQuality);
    }
    values[period] = coveredMs === 0 ? 0 : (weighted / coveredMs) * scale;
    quality[period] = coveredMs === 0 ? MISSING : coveredMs < lengthMs ? FILLED : worst;
  }
  return { values, quality };
}
