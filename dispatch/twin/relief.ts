import type { Mw } from '#units';
import { type Lever, LOWER_ORDER, RAISE_ORDER, roomDownMw, roomUpMw } from './lever.ts';
import { flowsMw, type Sensitivities } from './network-flow.ts';

const TOLERANCE_MW = 1e-6;
/** Pairs of levers that move a line's flow by less than this share are no help. */
const LEAST_EFFECT = 0.02;
const MOST_MOVES = 60;

/**
 * Moves pairs of levers, one up and one down by the same amount, until no line carries more than its limit; the pair
 * that operators would reach for first wins, then the one with the largest effect. Returns the MW moved.
 */
export function relieveLines(
  levers: readonly Lever[],
  factors: Sensitivities,
  injectionMw: Float64Array,
): Mw {
  let moved = 0;
  for (let round = 0; round < MOST_MOVES; round += 1) {
    const worst = worstLine(factors, injectionMw);
    if (worst === null) return moved;
    const move = bestPair(levers, factors.perMw[worst.line]!, worst.sign, worst.overMw);
    if (move === null) return moved;
    move.up.valueMw += move.amountMw;
    move.down.valueMw -= move.amountMw;
    injectionMw[move.up.area]! += move.amountMw;
    injectionMw[move.down.area]! -= move.amountMw;
    moved += move.amountMw;
  }
  return moved;
}

function worstLine(factors: Sensitivities, injectionMw: Float64Array) {
  const flows = flowsMw(factors, injectionMw);
  let worst: { line: number; sign: 1 | -1; overMw: Mw } | null = null;
  for (const [line, flow] of flows.entries()) {
    const overMw = Math.abs(flow) - factors.lines[line]!.limitMw;
    if (overMw > (worst?.overMw ?? TOLERANCE_MW)) worst = { line, sign: flow > 0 ? 1 : -1, overMw };
  }
  return worst;
}

interface Move {
  readonly up: Lever;
  readonly down: Lever;
  readonly amountMw: Mw;
}

function bestPair(levers: readonly Lever[], perMw: Float64Array, sign: 1 | -1, overMw: Mw): Move | null {
  const ups = levers.filter((lever) => roomUpMw(lever) > TOLERANCE_MW);
  const downs = levers.filter((lever) => roomDownMw(lever) > TOLERANCE_MW && rankDown(lever) >= 0);
  let best: Move | null = null;
  let bestScore = Number.POSITIVE_INFINITY;
  for (const up of ups) {
    for (const down of downs) {
      const effect = sign * (perMw[down.area]! - perMw[up.area]!);
      if (effect < LEAST_EFFECT) continue;
      const score = RAISE_ORDER.findIndex((reach) => reach.kind === up.kind) + rankDown(down) - effect;
      if (score >= bestScore) continue;
      bestScore = score;
      best = { up, down, amountMw: Math.min(roomUpMw(up), roomDownMw(down), overMw / effect) };
    }
  }
  return best;
}

const rankDown = (lever: Lever): number => LOWER_ORDER.findIndex((reach) => reach.kind === lever.kind);
