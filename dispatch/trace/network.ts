import { invariant, type Wh } from '#units';
import { apportion } from './apportion.ts';

/** Areas and the AC lines between them, by index; worked out once a region. */
export interface TraceNetwork {
  readonly areas: readonly string[];
  readonly indexOf: ReadonlyMap<string, number>;
  readonly lines: readonly NetworkLine[];
  /** Zone of each area: areas joined by AC lines share one, named by its first area. */
  readonly zoneOf: readonly number[];
}
export interface NetworkLine {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly reactanceOhm: number;
}
export interface LineEnds {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly reactanceOhm: number;
}

export function traceNetwork(areas: readonly string[], ends: readonly LineEnds[]): TraceNetwork {
  const indexOf = new Map(areas.map((area, index) => [area, index]));
  const lines = ends.map(({ id, from, to, reactanceOhm }) => ({
    id,
    from: indexOf.get(from)!,
    to: indexOf.get(to)!,
    reactanceOhm,
  }));
  return { areas, indexOf, lines, zoneOf: componentsOf(areas.length, lines) };
}

/** First area of the part of the network in which each area lies. */
function componentsOf(areaCount: number, lines: readonly NetworkLine[]): number[] {
  const first = Array.from({ length: areaCount }, (_, area) => area);
  for (const { from, to } of lines) {
    const [a, b] = [first[from]!, first[to]!];
    if (a === b) continue;
    for (let area = 0; area < areaCount; area += 1)
      if (first[area] === Math.max(a, b)) first[area] = Math.min(a, b);
  }
  return first;
}

/**
 * Flows in whole Wh over some lines that carry what areas put in (above 0) and take out, as the DC approximation has them:
 * reactances share parallel ways (B theta = injection). Every area balances to the Wh: lines outside a spanning tree are
 * rounded, those of the tree take what is left. What a connected part has too much or too little is first taken out
 * of its areas in proportion to `weightWh`. One number a line, above 0 from `from` to `to`.
 */
export function balancedFlows(
  areaCount: number,
  lines: readonly NetworkLine[],
  injectionWh: readonly Wh[],
  weightWh: readonly Wh[],
): number[] {
  const part = componentsOf(areaCount, lines);
  const injected = balanceParts(part, injectionWh, weightWh);
  const angles = anglesOf(areaCount, lines, part, injected);
  const tree = spanningTree(areaCount, lines);
  const flows = lines.map(({ from, to, reactanceOhm }, line) =>
    tree.lines.has(line) ? 0 : Math.round((angles[from]! - angles[to]!) / reactanceOhm),
  );
  const left = [...injected];
  lines.forEach(({ from, to }, line) => {
    left[from]! -= flows[line]!;
    left[to]! += flows[line]!;
  });
  // From the leaves to the root: the one line of the tree above an area carries what is left in it.
  for (const { area, above, line } of [...tree.order].reverse()) {
    const up = left[area]!;
    flows[line] = lines[line]!.from === area ? up : 0 - up;
    left[above]! += up;
    left[area] = 0;
  }
  return flows;
}

function balanceParts(part: readonly number[], injectionWh: readonly Wh[], weightWh: readonly Wh[]): Wh[] {
  const injected = [...injectionWh];
  for (const first of new Set(part)) {
    const areas = [...part.keys()].filter((area) => part[area] === first);
    const excessWh = areas.reduce((sum, area) => sum + injected[area]!, 0);
    if (excessWh === 0) continue;
    const weights = areas.map((area) => weightWh[area]!);
    const shares = apportion(Math.abs(excessWh), weights.some((wh) => wh > 0) ? weights : areas.map(() => 1));
    areas.forEach((area, index) => {
      injected[area]! -= Math.sign(excessWh) * shares[index]!;
    });
  }
  return injected;
}

/** Angles of the areas, the first of each part 0: Gauss-Jordan on the reduced Laplacian; regions have few areas. */
function anglesOf(
  areaCount: number,
  lines: readonly NetworkLine[],
  part: readonly number[],
  injected: readonly Wh[],
): Float64Array {
  const rows = Array.from({ length: areaCount }, (_, area) => {
    const row = new Float64Array(areaCount + 1);
    row[areaCount] = injected[area]!;
    return row;
  });
  for (const { from, to, reactanceOhm } of lines) {
    rows[from]![from]! += 1 / reactanceOhm;
    rows[to]![to]! += 1 / reactanceOhm;
    rows[from]![to]! -= 1 / reactanceOhm;
    rows[to]![from]! -= 1 / reactanceOhm;
  }
  // A connected part with its first area left out is diagonally dominant: it needs no pivoting.
  const free = [...part.keys()].filter((area) => part[area] !== area);
  for (const pivot of free) {
    const row = rows[pivot]!;
    invariant(row[pivot]! > 0, 'an area of a network has a line');
    for (const other of free) {
      const factor = rows[other]![pivot]! / row[pivot]!;
      if (other === pivot || factor === 0) continue;
      for (let column = 0; column <= areaCount; column += 1) rows[other]![column]! -= factor * row[column]!;
    }
  }
  const angles = new Float64Array(areaCount);
  for (const area of free) angles[area] = rows[area]![areaCount]! / rows[area]![area]!;
  return angles;
}

interface Tree {
  readonly lines: ReadonlySet<number>;
  /** Areas below a root with the line to the one above; the one above comes first. */
  readonly order: readonly { readonly area: number; readonly above: number; readonly line: number }[];
}

function spanningTree(areaCount: number, lines: readonly NetworkLine[]): Tree {
  const reached = new Uint8Array(areaCount);
  const order: { area: number; above: number; line: number }[] = [];
  for (let root = 0; root < areaCount; root += 1) {
    if (reached[root]) continue;
    reached[root] = 1;
    const queue = [root];
    for (let above = queue.shift(); above !== undefined; above = queue.shift()) {
      for (const [line, { from, to }] of lines.entries()) {
        const area = from === above ? to : to === above ? from : -1;
        if (area < 0 || reached[area]) continue;
        reached[area] = 1;
        order.push({ area, above, line });
        queue.push(area);
      }
    }
  }
  return { lines: new Set(order.map(({ line }) => line)), order };
}
