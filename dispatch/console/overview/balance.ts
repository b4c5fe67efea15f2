import type { FlowNode } from '#dispatch/domain';
import type { ColourName } from '#platform/look';

/** Sums of the region's power in this moment: where it comes from and where it goes. */
export interface BalancePart {
  readonly id:
    | 'pv'
    | 'wind'
    | 'csp'
    | 'hydro'
    | 'thermal'
    | 'discharge'
    | 'import'
    | 'site'
    | 'load'
    | 'charge'
    | 'hvdc'
    | 'export';
  readonly colour: ColourName;
  readonly mw: number;
}
/** Metered, planned while nothing has been metered yet, or not known before the first plan. */
export type Standing = 'metered' | 'planned' | 'unknown';

export interface Balance {
  readonly inMw: number;
  readonly outMw: number;
  readonly into: readonly BalancePart[];
  readonly outOf: readonly BalancePart[];
  /** Available from sun, wind and water but not taken. */
  readonly curtailedMw: number;
  /** Sun, its heat, wind, water and storage over everything that came in. */
  readonly cleanRatio: number | null;
}

const sum = (nodes: readonly FlowNode[], kind: FlowNode['kind'], field: 'supplyMw' | 'drawMw'): number =>
  nodes.reduce((total, node) => total + (node.kind === kind ? node[field] : 0), 0);

export const balanceOf = (nodes: readonly FlowNode[]): Balance => {
  const into: BalancePart[] = [
    { id: 'pv', colour: 'sun', mw: sum(nodes, 'pv', 'supplyMw') },
    { id: 'wind', colour: 'wind', mw: sum(nodes, 'wind', 'supplyMw') },
    { id: 'csp', colour: 'sunHeat', mw: sum(nodes, 'csp', 'supplyMw') },
    { id: 'hydro', colour: 'water', mw: sum(nodes, 'hydro', 'supplyMw') },
    { id: 'thermal', colour: 'thermal', mw: sum(nodes, 'thermal', 'supplyMw') },
    { id: 'discharge', colour: 'storageDischarge', mw: sum(nodes, 'battery', 'supplyMw') },
    { id: 'import', colour: 'gridImport', mw: sum(nodes, 'grid', 'supplyMw') },
  ];
  const outOf: BalancePart[] = [
    { id: 'site', colour: 'compute', mw: sum(nodes, 'site', 'drawMw') },
    // An area's own draw is the demand of everything in it that is not a site.
    { id: 'load', colour: 'load', mw: sum(nodes, 'load', 'drawMw') + sum(nodes, 'area', 'drawMw') },
    { id: 'charge', colour: 'storageCharge', mw: sum(nodes, 'battery', 'drawMw') },
    { id: 'hvdc', colour: 'export', mw: sum(nodes, 'hvdc', 'drawMw') },
    { id: 'export', colour: 'export', mw: sum(nodes, 'grid', 'drawMw') },
  ];
  const total = (parts: readonly BalancePart[]) => parts.reduce((all, part) => all + part.mw, 0);
  const inMw = total(into);
  const unclean = total(into.filter(({ id }) => id === 'import' || id === 'thermal'));
  const curtailedMw = nodes.reduce(
    (all, node) => all + (node.availableMw === undefined ? 0 : Math.max(0, node.availableMw - node.supplyMw)),
    0,
  );
  return {
    inMw,
    outMw: total(outOf),
    into,
    outOf,
    curtailedMw,
    cleanRatio: inMw > 0 ? 1 - unclean / inMw : null,
  };
};

/** How far the numbers of the picture can be believed. */
export const standingOf = (periodStartMs: number | null, { inMw, outMw }: Balance): Standing => {
  if (periodStartMs !== null) return 'metered';
  return inMw + outMw > 0 ? 'planned' : 'unknown';
};
