import type { MeterFlag, MeterFlagKind } from '#dispatch/domain';
import type { EpochMs, Wh } from '#units';
import { type ChannelMeter, ratedWhOver } from './channel.ts';
import { flagOf, type Piece } from './piece.ts';
import type { Standing } from './standing.ts';

/** What a register showed at an instant, in whole Wh since it was at zero. */
interface Point {
  readonly atMs: EpochMs;
  readonly countWh: Wh;
  readonly isWhole: boolean;
  readonly flags: readonly MeterFlag[];
}
/** From one register to the next. */
interface Step {
  readonly energyWh: Wh | null;
  readonly kind: MeterFlagKind | null;
  readonly isAboveRating: boolean;
}

/**
 * Energy between a register and the next. A counter that fell has turned over when what then ran through it is possible (at
 * most its rating, or half the register without one); else nothing is known of that step. One false register is set aside
 * when those around it agree. Where a register may have turned over unseen, nothing is known either.
 */
export function registerPieces(meter: ChannelMeter, standing: readonly Standing[]): Piece[] {
  const { countWh } = meter.register!;
  const points = standing.map(({ receipt, flags }): Point => {
    const isWhole = Number.isInteger(receipt.value);
    return { atMs: receipt.untilMs, countWh: Math.round(receipt.value * countWh), isWhole, flags };
  });
  const { kept, setAside } = withoutFalse(meter, points);
  return kept.slice(1).map((until, index) => {
    const from = kept[index]!;
    const { energyWh, kind } = stepOf(meter, from, until);
    const dropped = setAside.filter(({ atMs }) => from.atMs < atMs && atMs < until.atMs);
    const flag = (one: MeterFlagKind) => flagOf(one, meter.id, from.atMs, until.atMs);
    return {
      ...{ meter: meter.id, fromMs: from.atMs, untilMs: until.atMs, energyWh, ratedMw: meter.ratedMw },
      toleranceWh: toleranceWh(meter, from, until),
      isRest: false,
      flags: [
        ...until.flags,
        ...(kind === null ? [] : [flag(kind)]),
        ...dropped.map(({ atMs }) => flagOf('set-aside', meter.id, atMs, atMs)),
      ],
    };
  });
}

/** Whole counts hide up to one count; a display with decimals is taken as exact. */
const toleranceWh = (meter: ChannelMeter, from: Point, until: Point): Wh =>
  from.isWhole && until.isWhole ? meter.register!.countWh : 0;

function stepOf(meter: ChannelMeter, from: Point, until: Point): Step {
  const { modulusWh } = meter.register!;
  const tolerated = toleranceWh(meter, from, until);
  const ratedWh = meter.ratedMw === null ? null : ratedWhOver(meter.ratedMw, from.atMs, until.atMs);
  if (ratedWh !== null && ratedWh >= modulusWh)
    return { energyWh: null, kind: 'turns-unknown', isAboveRating: false };
  const rise = until.countWh - from.countWh;
  if (rise >= 0)
    return { energyWh: rise, kind: null, isAboveRating: ratedWh !== null && rise > ratedWh + tolerated };
  const turned = rise + modulusWh;
  const isPossible = turned <= (ratedWh === null ? modulusWh / 2 : ratedWh + tolerated);
  return isPossible
    ? { energyWh: Math.round(turned), kind: 'roll-over', isAboveRating: false }
    : { energyWh: null, kind: 'decreasing', isAboveRating: false };
}

/**
 * Leaves out single registers that a fall and the agreement of their neighbours show to be false. Where two in a row could
 * each be the false one, none is. What becomes of a register depends on the two before and the two after it alone, so that
 * a part of the history comes to the same as the whole.
 */
function withoutFalse(meter: ChannelMeter, points: readonly Point[]): { kept: Point[]; setAside: Point[] } {
  const doubtful = points.map((point, at) => isDoubtful(meter, points[at - 1], point, points[at + 1]));
  const isFalse = (at: number): boolean => doubtful[at]! && !doubtful[at - 1] && !doubtful[at + 1];
  return {
    kept: points.filter((_, at) => !isFalse(at)),
    setAside: points.filter((_, at) => isFalse(at)),
  };
}

function isDoubtful(
  meter: ChannelMeter,
  before: Point | undefined,
  point: Point,
  after: Point | undefined,
): boolean {
  if (before === undefined || after === undefined) return false;
  const fell = (from: Point, until: Point) => stepOf(meter, from, until).kind === 'decreasing';
  if (!fell(before, point) && !fell(point, after)) return false;
  const beside = stepOf(meter, before, after);
  return beside.energyWh !== null && !beside.isAboveRating;
}
