import { invariant } from '#units';

/** A quantity in millionths of its unit at a price in millionths of a yuan, in ten-thousand-millionths of a fen. */
const PARTS_PER_FEN = 10_000_000_000n;

/** Yuan a unit as whole millionths: the precision in which prices settle. */
export const microYuan = (yuan: number): number => Math.round(yuan * 1e6);

export interface Priced {
  readonly quantityMillionths: number;
  readonly microYuanPerUnit: number;
}

/** Exact, before any rounding: fen times 10^10. */
function exactParts({ quantityMillionths, microYuanPerUnit }: Priced): bigint {
  invariant(
    Number.isSafeInteger(quantityMillionths) && Number.isSafeInteger(microYuanPerUnit),
    `whole millionths of a quantity and a price, not ${quantityMillionths} and ${microYuanPerUnit}`,
  );
  return BigInt(quantityMillionths) * BigInt(microYuanPerUnit);
}

/**
 * What a line comes to: the exact sum of quantity times price over its periods, rounded once to the fen, half away from
 * zero. Each period's fen is the whole part of its own product; the fen that are left over go one by one to the largest
 * remainders (the earlier one when equal), so that the periods sum to the line.
 */
export function fenOf(items: readonly Priced[]): { readonly totalFen: number; readonly fen: number[] } {
  const parts = items.map(exactParts);
  const total = roundedFen(parts.reduce((sum, part) => sum + part, 0n));
  const floors = parts.map(floorFen);
  let left = Number(total - floors.reduce((sum, floor) => sum + floor, 0n));
  const fen = floors.map(Number);
  const remainders = parts.map((part, at) => part - floors[at]! * PARTS_PER_FEN);
  const order = remainders.map((_, at) => at);
  order.sort((a, b) =>
    remainders[a]! === remainders[b]! ? a - b : remainders[a]! > remainders[b]! ? -1 : 1,
  );
  for (const at of order) {
    if (left === 0) break;
    fen[at]! += 1;
    left -= 1;
  }
  const totalFen = Number(total);
  invariant(left === 0 && Number.isSafeInteger(totalFen), 'the periods of a line sum to the line');
  return { totalFen, fen };
}

function floorFen(parts: bigint): bigint {
  const quotient = parts / PARTS_PER_FEN;
  return parts < 0n && quotient * PARTS_PER_FEN !== parts ? quotient - 1n : quotient;
}

function roundedFen(parts: bigint): bigint {
  const size = parts < 0n ? -parts : parts;
  const rounded = (size + PARTS_PER_FEN / 2n) / PARTS_PER_FEN;
  return parts < 0n ? -rounded : rounded;
}
