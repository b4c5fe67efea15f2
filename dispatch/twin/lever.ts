import type { Mw } from '#units';

/** What can be moved to balance an island, in the order in which operators reach for it. */
export type LeverKind =
  | 'renewable'
  | 'battery'
  | 'gridExport'
  | 'gridImport'
  | 'hydro'
  | 'csp'
  | 'thermal'
  | 'converter'
  | 'hvdc'
  | 'compute3'
  | 'compute2'
  | 'compute1'
  | 'compute0'
  | 'siteFixed'
  | 'load'
  | 'dump';

/** Something adjustable, as power injected into its area: generation and import above 0, draw below. */
export interface Lever {
  readonly kind: LeverKind;
  readonly element: string;
  readonly area: number;
  /** What the plan wanted, cut to what is possible. */
  readonly setPointMw: Mw;
  readonly lowMw: Mw;
  readonly highMw: Mw;
  /** Not crossed downwards while anything else can move: a river's minimum release. */
  readonly softLowMw: Mw;
  valueMw: Mw;
}

interface Reach {
  readonly kind: LeverKind;
  readonly soft?: boolean;
}

/**
 * Missing power: planned curtailment first, then storage, the grid, water, heat of the sun, fuel, other areas, the export
 * line; work and people last.
 */
export const RAISE_ORDER: readonly Reach[] = [
  { kind: 'renewable' },
  { kind: 'battery' },
  { kind: 'gridExport' },
  { kind: 'gridImport' },
  { kind: 'hydro' },
  { kind: 'csp' },
  { kind: 'thermal' },
  { kind: 'converter' },
  { kind: 'hvdc' },
  { kind: 'compute3' },
  { kind: 'compute2' },
  { kind: 'compute1' },
  { kind: 'compute0' },
  { kind: 'load' },
  { kind: 'siteFixed' },
];
/**
 * Spare power: it replaces imports and fuel, is kept as water and heat, then in batteries, is exported, and only then
 * thrown away: sun and wind first, at last what cannot be turned down (`dump`).
 */
export const LOWER_ORDER: readonly Reach[] = [
  { kind: 'gridImport' },
  { kind: 'thermal' },
  { kind: 'converter' },
  { kind: 'hydro', soft: true },
  { kind: 'csp' },
  { kind: 'battery' },
  { kind: 'gridExport' },
  { kind: 'renewable' },
  { kind: 'hydro' },
  { kind: 'dump' },
];

/** A lever at what is wanted, cut to its range. */
export function leverAt(
  kind: LeverKind,
  element: string,
  area: number,
  wanted: Mw,
  low: Mw,
  high: Mw,
): Lever {
  const value = Math.min(high, Math.max(low, wanted));
  return { kind, element, area, setPointMw: value, lowMw: low, highMw: high, softLowMw: low, valueMw: value };
}

/** Where a lever stands; 0 when there is none of that kind. */
export const leverMw = (levers: readonly Lever[], kind: LeverKind, element: string): Mw =>
  levers.find((lever) => lever.kind === kind && lever.element === element)?.valueMw ?? 0;

/** How far a lever can still go up. */
export const roomUpMw = (lever: Lever): Mw => Math.max(0, lever.highMw - lever.valueMw);
/** How far a lever can still go down, to its soft or its hard end. */
export const roomDownMw = (lever: Lever, soft = false): Mw =>
  Math.max(0, lever.valueMw - (soft ? Math.max(lever.softLowMw, lever.lowMw) : lever.lowMw));

/** Moves `amountMw` over levers of one kind in proportion to their rooms; returns what could not be moved. */
function share(levers: readonly Lever[], rooms: readonly Mw[], amountMw: Mw, sign: 1 | -1): Mw {
  const total = rooms.reduce((sum, room) => sum + room, 0);
  if (total <= 0) return amountMw;
  const part = Math.min(1, amountMw / total);
  for (const [i, lever] of levers.entries()) {
    // At full part the end itself, so that no rounding leaves a limit broken.
    lever.valueMw += sign * rooms[i]! * part;
    lever.valueMw = Math.min(lever.highMw, Math.max(lever.lowMw, lever.valueMw));
  }
  return Math.max(0, amountMw - total);
}

/**
 * Moves levers until their sum has changed by `gapMw` (above 0: more injection is needed). Returns what is left:
 * 0 unless every lever stands at its end.
 */
export function closeGap(levers: readonly Lever[], gapMw: Mw): Mw {
  const rises = gapMw > 0;
  let left = Math.abs(gapMw);
  for (const { kind, soft } of rises ? RAISE_ORDER : LOWER_ORDER) {
    if (left <= 0) break;
    const reached = levers.filter((lever) => lever.kind === kind);
    const rooms = reached.map((lever) => (rises ? roomUpMw(lever) : roomDownMw(lever, soft)));
    left = share(reached, rooms, left, rises ? 1 : -1);
  }
  return rises ? left : -left;
}
