import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { invariant } from '#units';

/** 32 bytes of SHA-256. */
export type Hash = Uint8Array;
export const HASH_BYTES = 32;

// A leaf can never be passed off as a node (RFC 9162, 2.1.1).
const LEAF_PREFIX = Uint8Array.of(0);
const NODE_PREFIX = Uint8Array.of(1);

export const hashOfLeaf = (bytes: Uint8Array): Hash =>
  sha256.create().update(LEAF_PREFIX).update(bytes).digest();
export const hashOfNode = (left: Hash, right: Hash): Hash =>
  sha256.create().update(NODE_PREFIX).update(left).update(right).digest();

export const sameHash = (a: Hash, b: Hash): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at]);

/** Root of the leaves [from, to) of a tree. */
export type RangeRoot = (from: number, to: number) => Hash;

/** Largest power of two below `count` (at least 2). */
export function splitOf(count: number): number {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
}

/** Roots of ranges of leaves at hand; an empty tree's root is the hash of nothing. */
export function rootsOf(leafHashes: readonly Hash[]): RangeRoot {
  const root: RangeRoot = (from, to) => {
    if (to - from === 1) return leafHashes[from]!;
    if (to === from) return sha256(new Uint8Array());
    const middle = from + splitOf(to - from);
    return hashOfNode(root(from, middle), root(middle, to));
  };
  return root;
}

/** Root of a Merkle tree (RFC 9162, 2.1.1). */
export const rootOf = (leafHashes: readonly Hash[]): Hash => rootsOf(leafHashes)(0, leafHashes.length);

/** The hashes that lead from leaf `index` to the root of `count` leaves, the nearest first (RFC 9162, 2.1.3.1). */
export function inclusionPath(root: RangeRoot, index: number, count: number): Hash[] {
  invariant(index >= 0 && index < count, 'the leaf is in the tree');
  const path: Hash[] = [];
  let [from, to] = [0, count];
  while (to - from > 1) {
    const middle = from + splitOf(to - from);
    path.unshift(index < middle ? root(middle, to) : root(from, middle));
    if (index < middle) to = middle;
    else from = middle;
  }
  return path;
}

/** The root that a path from a leaf leads to; null when the path has the wrong length (RFC 9162, 2.1.3.2). */
export function rootByInclusion(
  leafHash: Hash,
  index: number,
  count: number,
  path: readonly Hash[],
): Hash | null {
  if (index < 0 || index >= count) return null;
  let [node, last] = [index, count - 1];
  let hash = leafHash;
  for (const other of path) {
    if (last === 0) return null;
    if (node % 2 === 1 || node === last) {
      hash = hashOfNode(other, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else hash = hashOfNode(hash, other);
    [node, last] = [half(node), half(last)];
  }
  return last === 0 ? hash : null;
}
const half = (index: number): number => Math.floor(index / 2);

/** What shows that the tree of `count` leaves begins with the tree of `earlier` leaves (RFC 9162, 2.1.4.1). */
export function consistencyPath(root: RangeRoot, earlier: number, count: number): Hash[] {
  invariant(earlier > 0 && earlier <= count, 'the earlier tree is a part of the later one');
  const subproof = (from: number, to: number, isWhole: boolean): Hash[] => {
    if (earlier === to) return isWhole ? [] : [root(from, to)];
    const middle = from + splitOf(to - from);
    return earlier <= middle
      ? [...subproof(from, middle, isWhole), root(middle, to)]
      : [...subproof(middle, to, false), root(from, middle)];
  };
  return subproof(0, count, true);
}

interface TreeHead {
  readonly count: number;
  readonly root: Hash;
}
/** Whether the later tree begins with the earlier one (RFC 9162, 2.1.4.2). */
export function isConsistent(earlier: TreeHead, later: TreeHead, path: readonly Hash[]): boolean {
  if (earlier.count <= 0 || earlier.count > later.count) return false;
  if (earlier.count === later.count) return path.length === 0 && sameHash(earlier.root, later.root);
  const isPerfect = Number.isInteger(Math.log2(earlier.count));
  const [first, ...rest] = isPerfect ? [earlier.root, ...path] : path;
  if (first === undefined) return false;
  let [node, last] = [earlier.count - 1, later.count - 1];
  while (node % 2 === 1) [node, last] = [half(node), half(last)];
  let [before, after] = [first, first];
  for (const other of rest) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      before = hashOfNode(other, before);
      after = hashOfNode(other, after);
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else after = hashOfNode(after, other);
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && sameHash(before, earlier.root) && sameHash(after, later.root);
}

/** Many hashes side by side, and back. */
export const joinHashes = (hashes: readonly Hash[]): Uint8Array => concatBytes(...hashes);
export function splitHashes(bytes: Uint8Array): Hash[] {
  const hashes: Hash[] = [];
  for (let at = 0; at + HASH_BYTES <= bytes.length; at += HASH_BYTES)
    hashes.push(bytes.subarray(at, at + HASH_BYTES));
  return hashes;
}
