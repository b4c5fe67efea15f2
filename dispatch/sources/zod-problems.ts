import type { core } from 'zod';
import type { InputProblem } from '#platform/errors';

type Issue = core.$ZodIssue;
type Path = readonly PropertyKey[];

/** A problem that still knows its path as an array, so that a file's line can be found. */
export interface PathProblem extends InputProblem {
  readonly path: Path;
  /** Set when the problem is a key of the object at `path`, not the value. */
  readonly key?: string;
  /** Field that a misspelt key was meant to be: its absence is the same mistake, said once. */
  readonly meant?: string;
  readonly missing?: boolean;
}

/** The problem without what only the search for its line needed. */
export const plainProblem = ({ field, message, remedy }: PathProblem): InputProblem => ({
  field,
  message,
  remedy,
});

/** `sites[0].pools[1].unitCount`. */
export const fieldOf = (path: Path): string =>
  path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    '',
  );

/** Issues of zod in the words of the person who wrote the input: what is wrong, and what to write instead. */
export function problemsOf(
  issues: readonly Issue[],
  input: unknown,
  knownKeys: (path: Path) => readonly string[] = () => [],
): PathProblem[] {
  const problems = issues.flatMap((issue) => problemsOfIssue(issue, input, knownKeys));
  const meant = new Set(problems.flatMap((each) => (each.meant === undefined ? [] : [each.meant])));
  return problems.filter((each) => each.key !== undefined || !each.missing || !meant.has(each.field));
}

function problemsOfIssue(
  issue: Issue,
  input: unknown,
  knownKeys: (path: Path) => readonly string[],
): PathProblem[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => unknownKey(issue.path, key, knownKeys(issue.path)));
  if (issue.code === 'invalid_union') {
    const deeper = closestBranch(issue);
    if (deeper !== null)
      return deeper.flatMap((each) =>
        problemsOfIssue({ ...each, path: [...issue.path, ...each.path] } as Issue, input, knownKeys),
      );
  }
  const name = lastName(issue.path);
  const value = valueAt(input, issue.path);
  const missing = value === undefined;
  const { message, remedy } = missing ? missingField(issue, name) : wrongValue(issue, name, value);
  return [{ path: issue.path, field: fieldOf(issue.path), message, remedy, missing }];
}

/** Of a union's branches the one that the input nearly is: an object whose keys it shares. Null: none is near. */
function closestBranch(issue: Extract<Issue, { code: 'invalid_union' }>): readonly Issue[] | null {
  const deep = issue.errors.filter((branch) => branch.every((each) => each.path.length > 0));
  return deep.length > 0 ? deep[0]! : null;
}

function unknownKey(path: Path, key: string, known: readonly string[]): PathProblem {
  const near = nearest(key, known);
  const remedy =
    near !== null
      ? `Did you mean "${near}"?`
      : known.length > 0
        ? `Remove it. Known here: ${known.join(', ')}.`
        : 'Remove it, or check its spelling.';
  return {
    path,
    key,
    field: fieldOf([...path, key]),
    message: `"${key}" is not a field here`,
    remedy,
    ...(near === null ? {} : { meant: fieldOf([...path, near]) }),
  };
}

function missingField(issue: Issue, name: string): { message: string; remedy: string } {
  const unit = unitOf(name);
  const what = unit === null ? 'it' : `a number (${unit})`;
  return {
    message: `${name} is missing`,
    remedy: `Write ${name}: ${what === 'it' ? missingExpectation(issue, name) : what}.`,
  };
}

const INSTANT = 'an instant with its offset, e.g. 2025-03-10T08:00:00+08:00';
/** An instant is a text to zod; people are told which text. */
const missingExpectation = (issue: Issue, name: string): string =>
  /[a-z]At$/.test(name) ? INSTANT : expectation(issue);

function wrongValue(issue: Issue, name: string, value: unknown): { message: string; remedy: string } {
  const unit = unitOf(name);
  const shown = show(value);
  switch (issue.code) {
    case 'too_small':
    case 'too_big': {
      const small = issue.code === 'too_small';
      const limit = small ? issue.minimum : issue.maximum;
      const comparison = small
        ? issue.inclusive
          ? 'at least'
          : 'greater than'
        : issue.inclusive
          ? 'at most'
          : 'less than';
      if (issue.origin !== 'number')
        return {
          message: `${name} has the wrong length`,
          remedy: `Give ${comparison} ${String(limit)} entries.`,
        };
      return {
        message: `${shown} is ${small ? 'too small' : 'too large'} for ${name}`,
        remedy: `Write a number ${comparison} ${String(limit)}${unit === null ? '' : ` (${unit})`}.`,
      };
    }
    case 'invalid_type':
    case 'invalid_union':
      return {
        message: `${shown} is not what ${name} takes`,
        remedy: `Write ${expectation(issue)}${unit === null ? '' : ` (${unit})`}.`,
      };
    case 'invalid_value':
      return {
        message: `${shown} is not possible for ${name}`,
        remedy: `Write one of: ${issue.values.map(String).join(', ')}.`,
      };
    case 'invalid_format':
      return { message: `${shown} is not a valid ${name}`, remedy: formatRemedy(issue) };
    default:
      return { message: `${shown}: ${issue.message}`, remedy: 'Correct the value.' };
  }
}

function formatRemedy(issue: Extract<Issue, { code: 'invalid_format' }>): string {
  if (issue.format === 'datetime') return `Write ${INSTANT}.`;
  if (issue.format === 'date') return 'Write a date as 2025-03-10.';
  return `${issue.message.charAt(0).toUpperCase()}${issue.message.slice(1)}.`;
}

const EXPECTED: Readonly<Record<string, string>> = {
  number: 'a number',
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of fields',
  record: 'a group of fields',
  tuple: 'a list of two numbers',
  int: 'a whole number',
};
function expectation(issue: Issue): string {
  if (issue.code === 'invalid_type') return EXPECTED[issue.expected] ?? issue.expected;
  if (issue.code === 'invalid_union') return unionExpectation(issue);
  if (issue.code === 'invalid_value') return `one of ${issue.values.map(String).join(', ')}`;
  return 'it';
}
function unionExpectation(issue: Extract<Issue, { code: 'invalid_union' }>): string {
  if ('discriminator' in issue && typeof issue.discriminator === 'string')
    return `a known ${issue.discriminator}`;
  const choices = issue.errors.map((branch) => branch[0]);
  if (choices.every((each) => each?.code === 'invalid_value'))
    return `one of ${choices.flatMap((each) => each.values.map(String)).join(', ')}`;
  const first = issue.errors.flat()[0];
  const isValue = issue.errors.length === 4 && first?.code === 'invalid_type';
  return isValue
    ? 'a number, { series: name }, { tariff: id } or { factor: id }'
    : issue.errors.map((branch) => (branch[0] ? expectation(branch[0]) : '')).join(' or ');
}

const UNITS: readonly [RegExp, string][] = [
  [/YuanPerMwh$/i, 'yuan/MWh'],
  [/YuanPerMwYear$/i, 'yuan per MW and year'],
  [/YuanPerMwhYear$/i, 'yuan per MWh and year'],
  [/YuanPerUnitYear$/i, 'yuan per unit and year'],
  [/YuanPerMwMonth$/i, 'yuan per MW and month'],
  [/YuanPerTonne$/i, 'yuan/t'],
  [/YuanPerMw2H$/i, 'yuan/(h·MW²)'],
  [/YuanPerUnitHour$/i, 'yuan per unit and hour'],
  [/YuanPerHour$/i, 'yuan/h'],
  [/YuanPerTco2$/i, 'yuan/tCO2'],
  [/Tco2PerMwh$/i, 'tCO2/MWh'],
  [/KwPerUnit$/i, 'kW'],
  [/M3PerS$/i, 'm³/s'],
  [/Mm3$/, 'million m³'],
  [/Mwh$/, 'MWh'],
  [/MwPerH$/, 'MW/h'],
  [/RatioPerH$/, 'share an hour'],
  [/Mw$/, 'MW'],
  [/Gbps$/i, 'Gb/s'],
  [/Gb$/, 'GB'],
  [/Ratio$/, 'share, 1 is the whole'],
  [/Hours$/, 'h'],
  [/Minutes$/, 'min'],
  [/Tonnes$/, 't'],
  [/[yY]uan$/, 'yuan'],
  [/Ohm$/, 'Ω'],
  [/Ms$/, 'ms'],
  [/C$/, '°C'],
  [/M$/, 'm'],
];
/** Unit that a field's name ends in; null when it names none. */
export const unitOf = (name: string): string | null =>
  UNITS.find(([ending]) => ending.test(name))?.[1] ?? null;

const lastName = (path: Path): string => {
  const name = path.findLast((part) => typeof part === 'string');
  return name === undefined ? 'the file' : String(name);
};
const valueAt = (input: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key],
    input,
  );
function show(value: unknown): string {
  if (typeof value === 'string') return `"${value.length > 40 ? `${value.slice(0, 40)}…` : value}"`;
  if (Array.isArray(value)) return 'a list';
  if (value === null) return 'nothing';
  return typeof value === 'object' ? 'a group of fields' : String(value);
}

/** The known word with the fewest edits, when few enough to be a slip; a word that begins alike counts too. */
export function nearest(word: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let bestDistance = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    const distance = edits(word.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best ?? known.find((each) => each.toLowerCase().startsWith(word.toLowerCase())) ?? null;
}
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
