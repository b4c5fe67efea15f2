import { AppError } from '#platform/errors';
import { type EpochMs, MS_PER_MINUTE } from '#units';
import type { RejectedRow } from './intake.ts';
import type { SeriesMapping } from './mapping-schema.ts';
import { timeProblem } from './series-time.ts';

/** The regular grid that rows fill: for each row its slot, -1 where it fills none. */
export interface Grid {
  readonly startMs: EpochMs;
  readonly periodMinutes: number;
  readonly count: number;
  readonly slotOfRow: Int32Array;
}
export interface TimedRows {
  readonly file: string;
  readonly instants: Float64Array;
  /** Line in the file of each row. */
  readonly lines: Float64Array;
}

const MOST_SLOTS = 50_000_000;

/** Puts rows on a grid of the mapping's period, or of the most frequent distance; what does not fit is rejected. */
export function gridOf(rows: TimedRows, mapping: SeriesMapping, reject: (row: RejectedRow) => void): Grid {
  const { instants } = rows;
  const stepMs = (mapping.periodMinutes ?? commonStepMinutes(instants)) * MS_PER_MINUTE;
  let [firstMs, lastMs] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const at of instants) {
    if (at < firstMs) firstMs = at;
    if (at > lastMs) lastMs = at;
  }
  const count = Math.floor((lastMs - firstMs) / stepMs) + 1;
  if (!(count >= 1 && count <= MOST_SLOTS)) throw tooSparse(rows.file);
  const slotOfRow = new Int32Array(instants.length).fill(-1);
  const taken = new Uint8Array(count);
  for (let row = 0; row < instants.length; row += 1) {
    const slot = (instants[row]! - firstMs) / stepMs;
    const why = whyNot(slot, taken, stepMs);
    if (why === null) {
      taken[slot] = 1;
      slotOfRow[row] = slot;
    } else {
      const line = rows.lines[row]!;
      reject({ line, problems: [{ ...timeProblem(why), file: rows.file, line }] });
    }
  }
  const shiftMs = mapping.labelledBy === 'end' ? stepMs : 0;
  return { startMs: firstMs - shiftMs, periodMinutes: stepMs / MS_PER_MINUTE, count, slotOfRow };
}

function whyNot(slot: number, taken: Uint8Array, stepMs: number): string | null {
  if (Number.isNaN(slot)) return 'its wall time does not exist: clocks were put forward';
  if (!Number.isInteger(slot)) return `it lies between two periods of ${stepMs / MS_PER_MINUTE} min`;
  return taken[slot] ? 'its time was on an earlier row already' : null;
}

const tooSparse = (file: string): AppError =>
  new AppError({
    code: 'series-unreadable',
    kind: 'invalid-input',
    message: `${file} does not fill a regular series: its times lie too far apart.`,
    remedy: 'Check the time column, or give periodMinutes in the mapping.',
  });

function commonStepMinutes(instants: Float64Array): number {
  const counts = new Map<number, number>();
  for (let row = 1; row < instants.length; row += 1) {
    const step = instants[row]! - instants[row - 1]!;
    if (step > 0) counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  let [best, bestCount] = [60 * MS_PER_MINUTE, 0];
  for (const [step, count] of counts) if (count > bestCount) [best, bestCount] = [step, count];
  return best / MS_PER_MINUTE;
}
