import { isMap, isSeq, type Node, type YAMLSeq } from 'yaml';
import type { InputProblem } from '#platform/errors';

/** Keys and numbers from the root down. */
export type Place = readonly (string | number)[];

/** `sites[0].pools.1` and `sites.0.pools.1` alike, as parts. */
const partsOf = (path: string): string[] => path.split(/[.[\]]+/).filter((part) => part !== '');
const isWhole = (part: string): boolean => /^\d+$/.test(part);

/** Positions of a path in a region's file. A list's entry is named by its number or its id; ids may contain dots. */
export function placeOf(root: Node | null, path: string): Place | InputProblem {
  const parts = partsOf(path);
  if (parts.length === 0)
    return problem(path, 'the path is empty', 'Write a path such as wind.0.capacityMw.');
  const place: (string | number)[] = [];
  let node: unknown = root;
  for (let at = 0; at < parts.length; ) {
    const step = stepOf(node, parts, at, path);
    if ('field' in step) return step;
    place.push(step.key);
    node = step.node;
    at += step.taken;
  }
  return place;
}

interface Step {
  readonly key: string | number;
  readonly node: unknown;
  readonly taken: number;
}

function stepOf(node: unknown, parts: readonly string[], at: number, path: string): Step | InputProblem {
  if (isSeq(node)) return entryOf(node, parts, at, path);
  if (isMap(node)) {
    // A name with dots, such as a series', is one key.
    for (let taken = parts.length - at; taken > 1; taken -= 1) {
      const key = parts.slice(at, at + taken).join('.');
      if (node.has(key)) return { key, node: node.get(key, true), taken };
    }
  }
  if (node !== undefined && node !== null && !isMap(node)) {
    const above = parts.slice(0, at).join('.');
    return problem(path, `${above} has nothing inside that could be set`, `Set ${above} as a whole.`);
  }
  const key = parts[at]!;
  return { key, node: isMap(node) ? node.get(key, true) : undefined, taken: 1 };
}

function entryOf(list: YAMLSeq, parts: readonly string[], at: number, path: string): Step | InputProblem {
  const name = parts[at]!;
  // One past the end adds an entry.
  if (isWhole(name) && Number(name) <= list.items.length)
    return { key: Number(name), node: list.items[Number(name)], taken: 1 };
  const ids = list.items.map((item) => (isMap(item) ? item.get('id') : undefined));
  for (let taken = parts.length - at; taken > 0; taken -= 1) {
    const key = ids.indexOf(parts.slice(at, at + taken).join('.'));
    if (key >= 0) return { key, node: list.items[key], taken };
  }
  const above = parts.slice(0, at).join('.');
  const known = ids.filter((id) => id !== undefined).join(', ');
  return problem(
    path,
    `${above} has no entry "${name}"`,
    `Name one by its number, 0 to ${list.items.length - 1}${known === '' ? '' : `, or by its id: ${known}`}.`,
  );
}

const problem = (field: string, message: string, remedy: string): InputProblem => ({
  field,
  message,
  remedy,
});

/** True when `path` lies at or below `place`. */
export const isWithin = (path: readonly PropertyKey[], place: readonly PropertyKey[]): boolean =>
  path.length >= place.length && place.every((part, at) => String(part) === String(path[at]));
