import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { frontierOf, nodesCompletedBy, rootOfFrontier, rootsOfNodes } from './growing-log.ts';
import {
  consistencyPath,
  type Hash,
  hashOfLeaf,
  inclusionPath,
  isConsistent,
  rootByInclusion,
  rootOf,
  rootsOf,
} from './tree.ts';

/** The leaves, roots and proofs that the implementations of Certificate Transparency are tested with. */
const LEAVES = [
  ...['', '00', '10', '2021', '3031', '40414243', '5051525354555657'],
  '606162636465666768696a6b6c6d6e6f',
].map((hex) => hashOfLeaf(hexToBytes(hex)));
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const hex = (hashes: readonly Hash[]) => hashes.map((hash) => bytesToHex(hash));
const leaves = (count: number) =>
  Array.from({ length: count }, (_, i) => hashOfLeaf(Uint8Array.of(i, i >> 8)));

describe('the tree of RFC 9162', () => {
  test.each(ROOTS.map((root, count) => ({ root, count })))(
    'has the known root over $count leaves',
    (known) => {
      expect(bytesToHex(rootOf(LEAVES.slice(0, known.count)))).toBe(known.root);
    },
  );

  test('gives the known paths of inclusion and consistency', () => {
    const root = rootsOf(LEAVES);
    expect(hex(inclusionPath(root, 0, 8))).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ]);
    expect(hex(consistencyPath(root, 6, 8))).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
    expect(hex(consistencyPath(root, 2, 5))).toEqual([
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ]);
  });

  test('every leaf is shown to be where it is, and nowhere else', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), fc.nat(), (count, a, b) => {
        const all = leaves(count);
        const [index, other] = [a % count, b % count];
        const path = inclusionPath(rootsOf(all), index, count);
        const reached = (leaf: Hash, at: number, steps: readonly Hash[]) => {
          const root = rootByInclusion(leaf, at, count, steps);
          return root !== null && bytesToHex(root) === bytesToHex(rootOf(all));
        };
        expect(reached(all[index]!, index, path)).toBe(true);
        expect(reached(all[other]!, other, path)).toBe(other === index);
        expect(reached(all[index]!, index, [...path, all[0]!])).toBe(false);
        if (path.length > 0) expect(reached(all[index]!, index, path.slice(1))).toBe(false);
      }),
    );
  });

  test('a log that has grown is shown to begin with the earlier one, and one rewritten is not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), fc.nat(), (count, a, b) => {
        const all = leaves(count);
        const earlierCount = 1 + (a % count);
        const path = consistencyPath(rootsOf(all), earlierCount, count);
        const earlier = { count: earlierCount, root: rootOf(all.slice(0, earlierCount)) };
        const later = { count, root: rootOf(all) };
        expect(isConsistent(earlier, later, path)).toBe(true);
        const rewritten = all.slice(0, earlierCount);
        rewritten[b % earlierCount] = hashOfLeaf(Uint8Array.of(1, 2, 3));
        expect(isConsistent({ count: earlierCount, root: rootOf(rewritten) }, later, path)).toBe(false);
      }),
    );
  });

  test('a growing log has the root of the whole tree at every size', () => {
    const all = leaves(70);
    const nodes = new Map<string, Hash>();
    const nodeAt = (place: { level: number; position: number }) =>
      nodes.get(`${place.level} ${place.position}`)!;
    all.forEach((leaf, index) => {
      const completed = nodesCompletedBy(index, leaf, frontierOf(index).map(nodeAt));
      completed.forEach((hash, level) => {
        nodes.set(`${level} ${(index + 1) / 2 ** level - 1}`, hash);
      });
      const count = index + 1;
      const expected = bytesToHex(rootOf(all.slice(0, count)));
      expect(bytesToHex(rootOfFrontier(frontierOf(count).map(nodeAt)))).toBe(expected);
      expect(hex(inclusionPath(rootsOfNodes(nodeAt), index >> 1, count))).toEqual(
        hex(inclusionPath(rootsOf(all), index >> 1, count)),
      );
    });
  });
});
