/** A line walked along (+1, from its first area to its second) or against (-1) its direction. */
export interface CycleStep {
  readonly line: number;
  readonly direction: 1 | -1;
}
interface Edge {
  readonly fromArea: number;
  readonly toArea: number;
}

/** Independent cycles of a network: one for each line outside a spanning forest, closed through the forest. */
export const cycleBasis = (areaCount: number, lines: readonly Edge[]): CycleStep[][] => {
  const forest = spanningForest(areaCount, lines);
  const cycles: CycleStep[][] = [];
  lines.forEach((line, index) => {
    if (forest.treeLines.has(index)) return;
    cycles.push([{ line: index, direction: 1 }, ...pathBetween(forest, lines, line.toArea, line.fromArea)]);
  });
  return cycles;
};

interface Forest {
  readonly treeLines: ReadonlySet<number>;
  /** Line towards the root, -1 at a root. */
  readonly parentLine: Int32Array;
  readonly depth: Int32Array;
}

const spanningForest = (areaCount: number, lines: readonly Edge[]): Forest => {
  const parentLine = new Int32Array(areaCount).fill(-1);
  const depth = new Int32Array(areaCount).fill(-1);
  const treeLines = new Set<number>();
  for (let root = 0; root < areaCount; root++) {
    if (depth[root] !== -1) continue;
    depth[root] = 0;
    const queue = [root];
    for (const area of queue) {
      lines.forEach((line, index) => {
        const neighbour = otherEnd(line, area);
        if (neighbour === null || depth[neighbour] !== -1) return;
        depth[neighbour] = depth[area]! + 1;
        parentLine[neighbour] = index;
        treeLines.add(index);
        queue.push(neighbour);
      });
    }
  }
  return { treeLines, parentLine, depth };
};

const otherEnd = (line: Edge, area: number): number | null => {
  if (line.fromArea === area) return line.toArea;
  return line.toArea === area ? line.fromArea : null;
};

/** The walk from one area to another through the forest. */
const pathBetween = (forest: Forest, lines: readonly Edge[], from: number, to: number): CycleStep[] => {
  const ahead: CycleStep[] = [];
  const behind: CycleStep[] = [];
  let [start, end] = [from, to];
  while (start !== end) {
    if (forest.depth[start]! >= forest.depth[end]!) {
      const line = forest.parentLine[start]!;
      ahead.push({ line, direction: lines[line]!.fromArea === start ? 1 : -1 });
      start = otherEnd(lines[line]!, start)!;
    } else {
      const line = forest.parentLine[end]!;
      behind.push({ line, direction: lines[line]!.toArea === end ? 1 : -1 });
      end = otherEnd(lines[line]!, end)!;
    }
  }
  return [...ahead, ...behind.reverse()];
};
