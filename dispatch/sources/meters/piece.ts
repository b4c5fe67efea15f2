import type { MeterFlag, MeterFlagKind } from '#dispatch/domain';
import type { EpochMs, Mw, Wh } from '#units';

/** Energy that one meter says ran through it between two instants; null where it cannot be known. */
export interface Piece {
  readonly meter: string;
  readonly fromMs: EpochMs;
  readonly untilMs: EpochMs;
  /** Whole Wh. */
  readonly energyWh: Wh | null;
  readonly ratedMw: Mw | null;
  /** What the last digit of the display may hide. */
  readonly toleranceWh: Wh;
  /** The rest of a longer interval of which a part is known better: it was not measured over just this time. */
  readonly isRest: boolean;
  readonly flags: readonly MeterFlag[];
}

export const flagOf = (kind: MeterFlagKind, meter: string, fromMs: EpochMs, untilMs: EpochMs): MeterFlag => ({
  kind,
  meter,
  fromMs,
  untilMs,
});

/** Energy of a piece up to an instant, whole Wh: parts of a piece add up to it. */
export const energyUntil = (
  piece: { readonly fromMs: EpochMs; readonly untilMs: EpochMs },
  energyWh: Wh,
  atMs: EpochMs,
): Wh => {
  if (atMs <= piece.fromMs) return 0;
  if (atMs >= piece.untilMs) return energyWh;
  return Math.round((energyWh * (atMs - piece.fromMs)) / (piece.untilMs - piece.fromMs));
};
