import type { EpochMs, Minutes } from '#units';

/** How much a value can be trusted. A `missing` value is a gap: it has no number. */
export type Quality = 'measured' | 'forecast' | 'generated' | 'filled' | 'missing';
export const QUALITIES: readonly Quality[] = ['measured', 'forecast', 'generated', 'filled', 'missing'];

/** A regular series, period starts in UTC. `values[i]` has no meaning where `quality[i]` is `missing`. */
export interface Series {
  readonly name: string;
  readonly startMs: EpochMs;
  readonly periodMinutes: Minutes;
  readonly values: Float64Array;
  /** Index into QUALITIES, one a value. */
  readonly quality: Uint8Array;
  /** File or feed it came from, for the drawer behind each number. */
  readonly source: string;
}
