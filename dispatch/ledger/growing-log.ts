import { type Hash, hashOfNode, type RangeRoot, splitOf } from './tree.ts';

/** A node over 2^level leaves of the log, all of them there: it never changes again. */
export interface NodePlace {
  readonly level: number;
  /** The node covers the leaves [position * 2^level, (position + 1) * 2^level). */
  readonly position: number;
}

/** The leaf with which a node becomes complete. */
export const completingLeaf = ({ level, position }: NodePlace): number => (position + 1) * 2 ** level - 1;

/** The complete nodes that a tree of `count` leaves is put together from, the largest first. */
export function frontierOf(count: number): NodePlace[] {
  const places: NodePlace[] = [];
  for (let from = 0; from < count; ) {
    const level = Math.floor(Math.log2(count - from));
    places.push({ level, position: from / 2 ** level });
    from += 2 ** level;
  }
  return places;
}

/** The nodes completed by leaf `index`, from itself upwards, given the complete nodes before it. */
export function nodesCompletedBy(index: number, leafHash: Hash, frontier: readonly Hash[]): Hash[] {
  const nodes = [leafHash];
  const left = [...frontier];
  for (let count = index + 1; count % 2 === 0; count /= 2) nodes.push(hashOfNode(left.pop()!, nodes.at(-1)!));
  return nodes;
}

/** Root of the log over its complete nodes, the largest first. */
export const rootOfFrontier = (frontier: readonly Hash[]): Hash =>
  frontier.reduceRight((right, left) => hashOfNode(left, right));

/** Roots of ranges of the log from its complete nodes. */
export function rootsOfNodes(nodeAt: (place: NodePlace) => Hash): RangeRoot {
  const root: RangeRoot = (from, to) => {
    const level = Math.log2(to - from);
    if (Number.isInteger(level)) return nodeAt({ level, position: from / 2 ** level });
    const middle = from + splitOf(to - from);
    return hashOfNode(root(from, middle), root(middle, to));
  };
  return root;
}
