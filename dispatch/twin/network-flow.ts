import { invariant } from '#units';
import type { PlantLine, PlantModel } from './plant-model.ts';

/** Areas joined by AC lines, as lists of area indices; an area without a line is an island of its own. */
export function islandsOf(model: PlantModel): number[][] {
  const islandOf = model.areas.map((_, area) => area);
  const rootOf = (area: number): number => {
    let root = area;
    while (islandOf[root] !== root) root = islandOf[root]!;
    return root;
  };
  for (const line of model.acLines) islandOf[rootOf(line.from)] = rootOf(line.to);
  const groups = new Map<number, number[]>();
  for (const area of islandOf.keys()) {
    const root = rootOf(area);
    groups.set(root, [...(groups.get(root) ?? []), area]);
  }
  return [...groups.values()];
}

/** Flow on each line of an island per MW injected in an area and taken out in the island's first area. */
export interface Sensitivities {
  readonly lines: readonly PlantLine[];
  /** sensitivity[line][area index of the plant]. */
  readonly perMw: readonly Float64Array[];
}

/**
 * Power transfer distribution factors of the DC approximation: flow = (theta_from - theta_to) / x with
 * B theta = injection, the first area's angle 0. Solved once a plant by Gauss-Jordan; islands have few areas.
 */
export function transferFactors(model: PlantModel, island: readonly number[]): Sensitivities {
  const lines = model.acLines.filter((line) => island.includes(line.from));
  const others = island.slice(1);
  const at = new Map(others.map((area, i) => [area, i]));
  const n = others.length;
  const matrix = Array.from({ length: n }, (_, i) => {
    const row = new Float64Array(2 * n);
    row[n + i] = 1;
    return row;
  });
  for (const { from, to, reactanceOhm } of lines) {
    const [i, j] = [at.get(from), at.get(to)];
    if (i !== undefined) matrix[i]![i]! += 1 / reactanceOhm;
    if (j !== undefined) matrix[j]![j]! += 1 / reactanceOhm;
    if (i !== undefined && j !== undefined) {
      matrix[i]![j]! -= 1 / reactanceOhm;
      matrix[j]![i]! -= 1 / reactanceOhm;
    }
  }
  invert(matrix, n);
  const angle = (area: number, injection: number): number => {
    const [i, j] = [at.get(area), at.get(injection)];
    return i === undefined || j === undefined ? 0 : matrix[i]![n + j]!;
  };
  const perMw = lines.map((line) =>
    Float64Array.from(model.areas, (_, area) =>
      island.includes(area) ? (angle(line.from, area) - angle(line.to, area)) / line.reactanceOhm : 0,
    ),
  );
  return { lines, perMw };
}

/** Gauss-Jordan with partial pivoting on [A | I]; A is a reduced Laplacian of a connected network, never singular. */
function invert(matrix: Float64Array[], n: number): void {
  for (let column = 0; column < n; column += 1) {
    let pivot = column;
    for (let row = column + 1; row < n; row += 1) {
      if (Math.abs(matrix[row]![column]!) > Math.abs(matrix[pivot]![column]!)) pivot = row;
    }
    [matrix[column], matrix[pivot]] = [matrix[pivot]!, matrix[column]!];
    const head = matrix[column]![column]!;
    invariant(Math.abs(head) > 1e-12, 'an island of connected areas has a solvable network');
    matrix[column] = matrix[column]!.map((x) => x / head);
    for (let row = 0; row < n; row += 1) {
      const factor = matrix[row]![column]!;
      if (row === column || factor === 0) continue;
      matrix[row] = matrix[row]!.map((x, k) => x - factor * matrix[column]![k]!);
    }
  }
}

/** Flow on each line, from `from` to `to` when above 0. `injectionMw` has one entry an area of the plant. */
export const flowsMw = (factors: Sensitivities, injectionMw: Float64Array): Float64Array =>
  Float64Array.from(factors.perMw, (row) =>
    row.reduce((sum, factor, area) => sum + factor * injectionMw[area]!, 0),
  );

export interface IslandNetwork {
  readonly areas: readonly number[];
  readonly factors: Sensitivities;
}
const networks = new WeakMap<PlantModel, readonly IslandNetwork[]>();

/** The islands of a plant with their transfer factors, worked out once a plant. */
export function networkOf(model: PlantModel): readonly IslandNetwork[] {
  const known = networks.get(model);
  if (known !== undefined) return known;
  const made = islandsOf(model).map((areas) => ({ areas, factors: transferFactors(model, areas) }));
  networks.set(model, made);
  return made;
}
