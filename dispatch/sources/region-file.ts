import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
} from 'yaml';
import type { z } from 'zod';
import { Region } from '#dispatch/domain';
import type { InputProblem } from '#platform/errors';
import { keysAt } from './known-keys.ts';
import { isWithin, type Place, placeOf } from './region-path.ts';
import { type PathProblem, plainProblem, problemsOf } from './zod-problems.ts';

/** A region file read with the line of everything in it. */
export interface RegionFile {
  readonly file: string;
  /** What the file says, not yet checked. */
  readonly raw: unknown;
  /** Problems of YAML itself and of the region's schema. */
  readonly problems: readonly InputProblem[];
  /** False when the YAML is so broken that nothing below it can be judged. */
  readonly readable: boolean;
  /** Set when the schema found nothing wrong. */
  readonly region: Region | null;
  /** Where the replacements went. */
  readonly changed: readonly Changed[];
  lineOf(path: readonly PropertyKey[], key?: string): number;
}

/** A replacement in the region before it is checked. */
export interface RegionChange {
  /** As a person writes it (`wind.0.capacityMw`, `wind.gonghe-wind.capacityMw`), or part by part. */
  readonly path: string | Place;
  readonly value: unknown;
}
interface Changed {
  readonly written: string;
  readonly place: Place;
}

/** Parses and checks a region's text against its schema, keeping positions. Cross-checks come after. */
export function readRegionText(
  text: string,
  file: string,
  changes: readonly RegionChange[] = [],
): RegionFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  const yamlProblems = document.errors.map((error) => ({
    field: '',
    message: `the YAML is not well-formed: ${error.message}`,
    remedy: yamlRemedy(error.code),
    file,
    line: lines.linePos(error.pos[0]).line,
  }));
  const readable = document.errors.every((error) => error.code === 'DUPLICATE_KEY');
  const lineOf = (path: readonly PropertyKey[], key?: string): number =>
    lines.linePos(offsetOf(document.contents, path, key)).line;
  if (!readable)
    return { file, raw: null, problems: yamlProblems, readable, region: null, changed: [], lineOf };
  const { changed, problems: unplaced } = applyChanges(document, changes);
  const raw = document.toJS() as unknown;
  const parsed = Region.safeParse(raw);
  const schemaProblems = parsed.success
    ? []
    : problemsOf(parsed.error.issues as z.core.$ZodIssue[], raw, keysAt).map((each) =>
        located(each, { file, changed, lineOf }),
      );
  return {
    file,
    raw,
    problems: [...yamlProblems, ...unplaced, ...schemaProblems],
    readable,
    region: parsed.success ? parsed.data : null,
    changed,
    lineOf,
  };
}

function applyChanges(
  document: Document.Parsed,
  changes: readonly RegionChange[],
): { changed: Changed[]; problems: InputProblem[] } {
  const changed: Changed[] = [];
  const problems: InputProblem[] = [];
  for (const { path, value } of changes) {
    const place = typeof path === 'string' ? placeOf(document.contents, path) : path;
    if ('field' in place) problems.push(place);
    else {
      document.setIn(place, document.createNode(value));
      changed.push({ written: typeof path === 'string' ? path : path.join('.'), place });
    }
  }
  return { changed, problems };
}

/**
 * A problem with its path turned into file and line; one that a setting caused is told by the setting's own words, since
 * no line of the file is to blame.
 */
export const located = (
  problem: PathProblem,
  { file, changed, lineOf }: Pick<RegionFile, 'file' | 'changed' | 'lineOf'>,
): InputProblem => {
  const path = problem.key === undefined ? problem.path : [...problem.path, problem.key];
  const cause = changed.findLast(
    ({ place }) => isWithin(path, place) || (problem.key !== undefined && isWithin(place, path)),
  );
  const plain = plainProblem(problem);
  if (cause !== undefined) return { ...plain, field: cause.written };
  return { ...plain, file, line: lineOf(problem.path, problem.key) };
};

const yamlRemedy = (code: string): string => {
  if (code === 'DUPLICATE_KEY') return 'Keep one of the two.';
  if (code === 'TAB_AS_INDENT') return 'Indent with spaces.';
  return 'Check indentation, colons, brackets and quotation marks there; everything else is checked once this reads.';
};

/** Offset of the value at a path, or of what is nearest above it; of the key when `key` is given. */
function offsetOf(root: Node | null, path: readonly PropertyKey[], key?: string): number {
  let node: Node | null = root;
  let offset = startOf(root);
  for (const part of key === undefined ? path : [...path, key]) {
    if (isMap(node)) {
      const pair: Pair<unknown, unknown> | undefined = node.items.find(
        (each) => isScalar(each.key) && String(each.key.value) === String(part),
      );
      if (pair === undefined) return offset;
      offset = startOf(pair.key as Node) || offset;
      node = (pair.value as Node | null) ?? null;
    } else if (isSeq(node) && typeof part === 'number') {
      const item = node.items[part] as Node | undefined;
      if (item === undefined) return offset;
      offset = startOf(item) || offset;
      node = item;
    } else return offset;
    if (isAlias(node)) return offset;
  }
  return offset;
}
const startOf = (node: Node | null | undefined): number => node?.range?.[0] ?? 0;
