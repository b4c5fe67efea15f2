import type { MeterReceipt } from '#dispatch/domain';
import { MS_PER_HOUR, type Wh } from '#units';
import { type ChannelMeter, WH_PER_UNIT } from './channel.ts';
import { energyUntil, flagOf, type Piece } from './piece.ts';
import type { Standing } from './standing.ts';

/**
 * Energy of intervals as they were sent. Where two share time the shorter one holds; what is left of the longer one's
 * energy belongs to the rest of its time.
 */
export function intervalPieces(meter: ChannelMeter, standing: readonly Standing[]): Piece[] {
  const shortestFirst = [...standing].sort(
    (a, b) => lengthMs(a.receipt) - lengthMs(b.receipt) || a.receipt.fromMs - b.receipt.fromMs,
  );
  // In order of time; no two share any, so that those inside an interval stand side by side.
  const pieces: Piece[] = [];
  for (const one of shortestFirst) {
    const { fromMs, untilMs } = one.receipt;
    const first = firstWhere(pieces, (piece) => piece.untilMs > fromMs);
    const end = firstWhere(pieces, (piece) => piece.fromMs >= untilMs);
    for (const rest of uncovered(meter, one, pieces.slice(first, end)))
      pieces.splice(
        firstWhere(pieces, (piece) => piece.fromMs > rest.fromMs),
        0,
        rest,
      );
  }
  return pieces;
}

/** Place of the first piece of which something holds that holds of all after it, too. */
function firstWhere(pieces: readonly Piece[], holds: (piece: Piece) => boolean): number {
  let [low, high] = [0, pieces.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(pieces[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}

const lengthMs = (receipt: MeterReceipt): number => receipt.untilMs - receipt.fromMs;

const energyOf = (receipt: MeterReceipt): Wh => {
  const perUnit = WH_PER_UNIT[receipt.unit as keyof typeof WH_PER_UNIT];
  const isPower = receipt.unit === 'kW' || receipt.unit === 'MW';
  return Math.round(receipt.value * perUnit * (isPower ? lengthMs(receipt) / MS_PER_HOUR : 1));
};

/** What of an interval the pieces inside it, in order of time, leave over. */
function uncovered(meter: ChannelMeter, { receipt, flags }: Standing, inside: readonly Piece[]): Piece[] {
  const { fromMs, untilMs } = receipt;
  const base = { meter: meter.id, ratedMw: meter.ratedMw, toleranceWh: 0 };
  if (inside.length === 0)
    return [{ ...base, fromMs, untilMs, energyWh: energyOf(receipt), isRest: false, flags }];
  const knownWh = inside.reduce((sum, piece) => sum + sharedWh(piece, fromMs, untilMs), 0);
  const rest = { fromMs: 0, untilMs: 0, energyWh: Math.max(0, energyOf(receipt) - knownWh) };
  const gaps = gapsBetween(inside, fromMs, untilMs);
  rest.untilMs = gaps.reduce((sum, gap) => sum + gap.untilMs - gap.fromMs, 0);
  let doneMs = 0;
  return gaps.map((gap) => {
    const before = energyUntil(rest, rest.energyWh, doneMs);
    doneMs += gap.untilMs - gap.fromMs;
    const energyWh = energyUntil(rest, rest.energyWh, doneMs) - before;
    const overlap = flagOf('overlapping', meter.id, fromMs, untilMs);
    return { ...base, ...gap, energyWh, isRest: true, flags: [...flags, overlap] };
  });
}

/** Energy of a piece within an interval. */
const sharedWh = (piece: Piece, fromMs: number, untilMs: number): Wh =>
  piece.energyWh === null
    ? 0
    : energyUntil(piece, piece.energyWh, untilMs) - energyUntil(piece, piece.energyWh, fromMs);

function gapsBetween(
  pieces: readonly Piece[],
  fromMs: number,
  untilMs: number,
): { fromMs: number; untilMs: number }[] {
  const gaps: { fromMs: number; untilMs: number }[] = [];
  let atMs = fromMs;
  for (const piece of pieces) {
    if (piece.fromMs > atMs) gaps.push({ fromMs: atMs, untilMs: piece.fromMs });
    atMs = Math.max(atMs, piece.untilMs);
  }
  if (atMs < untilMs) gaps.push({ fromMs: atMs, untilMs });
  return gaps;
}
