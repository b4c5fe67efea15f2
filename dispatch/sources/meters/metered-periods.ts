import type { MeteredPeriod, MeterFlag, MeterReceipt } from '#dispatch/domain';
import { type EpochMs, type Minutes, MS_PER_MINUTE, type Wh } from '#units';
import { type Channel, ratedWhOver } from './channel.ts';
import { intervalPieces } from './interval-pieces.ts';
import { energyUntil, flagOf, type Piece } from './piece.ts';
import { registerPieces } from './register-pieces.ts';
import { standingReceipts } from './standing.ts';

export interface PeriodRange {
  readonly fromMs: EpochMs;
  readonly untilMs: EpochMs;
  readonly periodMinutes: Minutes;
}

/**
 * What the receipts of a channel's meters come to, period by period, between the first and the last of them. A pure function
 * of the set of receipts: neither their order nor a receipt given twice matters. Energies are whole Wh, and those of a
 * register's periods add up to its last value less its first.
 */
export function meteredPeriods(
  channel: Channel,
  receipts: readonly MeterReceipt[],
  range: PeriodRange,
): MeteredPeriod[] {
  const pieces = channel.meters.flatMap((meter) => {
    const standing = standingReceipts(receipts.filter((receipt) => receipt.meter === meter.id));
    return meter.register === null ? intervalPieces(meter, standing) : registerPieces(meter, standing);
  });
  if (pieces.length === 0) return [];
  const firstMs = receipts.reduce((least, { fromMs }) => Math.min(least, fromMs), Number.POSITIVE_INFINITY);
  const lastMs = receipts.reduce((most, { untilMs }) => Math.max(most, untilMs), Number.NEGATIVE_INFINITY);
  const periodMs = range.periodMinutes * MS_PER_MINUTE;
  const byPeriod = piecesByPeriod(pieces, periodMs);
  const periods: MeteredPeriod[] = [];
  const startMs = Math.max(range.fromMs, Math.floor(firstMs / periodMs) * periodMs);
  for (let atMs = startMs; atMs < Math.min(range.untilMs, lastMs); atMs += periodMs) {
    const isWhole = firstMs <= atMs && atMs + periodMs <= lastMs;
    const isChange = changesWithin(channel, atMs, atMs + periodMs);
    if (isWhole || isChange)
      periods.push(periodOf(channel, byPeriod.get(atMs) ?? [], atMs, periodMs, isChange));
  }
  return periods;
}

function piecesByPeriod(pieces: readonly Piece[], periodMs: number): Map<EpochMs, Piece[]> {
  const byPeriod = new Map<EpochMs, Piece[]>();
  for (const piece of pieces) {
    for (let atMs = Math.floor(piece.fromMs / periodMs) * periodMs; atMs < piece.untilMs; atMs += periodMs) {
      const own = byPeriod.get(atMs);
      if (own === undefined) byPeriod.set(atMs, [piece]);
      else own.push(piece);
    }
  }
  return byPeriod;
}

/** A meter came or went within the period. */
const changesWithin = (channel: Channel, fromMs: EpochMs, untilMs: EpochMs): boolean =>
  channel.meters.some(({ installedFromMs, removedAtMs }) =>
    [installedFromMs, removedAtMs].some((atMs) => atMs !== null && fromMs < atMs && atMs < untilMs),
  );

function periodOf(
  channel: Channel,
  pieces: readonly Piece[],
  startMs: EpochMs,
  periodMs: number,
  isChange: boolean,
): MeteredPeriod {
  const untilMs = startMs + periodMs;
  const { element, quantity } = channel;
  const meter = pieces[0]?.meter ?? channel.meters.at(-1)!.id;
  const own = (kind: 'gap' | 'meter-change') => flagOf(kind, meter, startMs, untilMs);
  const shares = pieces.map((piece) => shareOf(piece, startMs, untilMs));
  const coveredMs = shares.reduce((sum, share) => sum + share.ms, 0);
  const isUnknown = pieces.some((piece) => piece.energyWh === null);
  const isPartial = coveredMs < periodMs;
  const isGap = isUnknown || coveredMs === 0 || (isPartial && !isChange);
  const sumWh = shares.reduce((sum, share) => sum + share.energyWh, 0);
  const believed = isGap ? null : withinRating(channel, pieces, shares, sumWh);
  const flags = [
    ...uniqueFlags(shares.flatMap((share) => share.flags)),
    ...(isChange ? [own('meter-change')] : []),
    ...(isGap || isPartial ? [own('gap')] : []),
    ...(believed?.excess === undefined ? [] : [believed.excess]),
  ];
  const isCut = believed !== null && believed.energyWh < sumWh;
  const isEstimated = isPartial || isCut || shares.some((share) => share.isEstimated);
  const quality = isGap ? 'missing' : isEstimated ? 'filled' : 'measured';
  return { periodStartMs: startMs, element, quantity, energyWh: believed?.energyWh ?? null, quality, flags };
}

interface Share {
  readonly ms: number;
  readonly energyWh: Wh;
  readonly isEstimated: boolean;
  readonly flags: readonly MeterFlag[];
}

/** What of a piece belongs to a period: by time, when the piece reaches beyond it. */
function shareOf(piece: Piece, startMs: EpochMs, untilMs: EpochMs): Share {
  const fromMs = Math.max(startMs, piece.fromMs);
  const toMs = Math.min(untilMs, piece.untilMs);
  const reachesOut = piece.fromMs < startMs || piece.untilMs > untilMs;
  const kind = piece.untilMs - piece.fromMs > untilMs - startMs ? 'spread' : 'apportioned';
  const energyWh =
    piece.energyWh === null
      ? 0
      : energyUntil(piece, piece.energyWh, toMs) - energyUntil(piece, piece.energyWh, fromMs);
  const spread =
    reachesOut && piece.energyWh !== null ? [flagOf(kind, piece.meter, piece.fromMs, piece.untilMs)] : [];
  return {
    ms: toMs - fromMs,
    energyWh,
    isEstimated: reachesOut || piece.isRest || piece.flags.some(({ kind: one }) => one === 'contradiction'),
    flags: [...piece.flags, ...spread],
  };
}

/** Generation above its rating is cut to it and the excess flagged: it is never minted, and what used it is unexplained. */
function withinRating(
  { quantity }: Channel,
  pieces: readonly Piece[],
  shares: readonly Share[],
  sumWh: Wh,
): { readonly energyWh: Wh; readonly excess?: MeterFlag } {
  if (pieces.some(({ ratedMw }) => ratedMw === null)) return { energyWh: sumWh };
  const ratedWh = pieces.reduce((sum, { ratedMw }, at) => sum + ratedWhOver(ratedMw!, 0, shares[at]!.ms), 0);
  const toleranceWh = Math.max(...pieces.map((piece) => piece.toleranceWh));
  if (sumWh <= Math.ceil(ratedWh) + toleranceWh) return { energyWh: sumWh };
  const excessWh = sumWh - Math.floor(ratedWh);
  const [first, last] = [pieces[0]!, pieces.at(-1)!];
  const excess = { ...flagOf('above-rating', first.meter, first.fromMs, last.untilMs), excessWh };
  return { energyWh: quantity === 'generationMw' ? sumWh - excessWh : sumWh, excess };
}

const uniqueFlags = (flags: readonly MeterFlag[]): MeterFlag[] => [
  ...new Map(
    flags.map((flag) => [`${flag.kind} ${flag.meter} ${flag.fromMs} ${flag.untilMs}`, flag]),
  ).values(),
];
