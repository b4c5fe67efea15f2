import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { AppError, type InputProblem } from '#platform/errors';
import {
  type FieldSource,
  type JobMapping,
  Mapping,
  type ReadingMapping,
  type SeriesMapping,
} from './mapping-schema.ts';
import { nearest, plainProblem, problemsOf } from './zod-problems.ts';

const BUILT_IN = fileURLToPath(new URL('mappings/', import.meta.url));

/** Names of the mappings that ship with the project. */
export const builtInMappings = (): string[] =>
  readdirSync(BUILT_IN)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.slice(0, -5))
    .sort();

/** Where a mapping may come from, besides the built-in ones. */
export interface MappingPlaces {
  /** A region's own mappings by name. */
  readonly own?: Readonly<Record<string, unknown>>;
  /** Whether a name may be a file of this machine. Never for a name that comes over the network. */
  readonly files?: boolean;
}

/**
 * A mapping by what a person wrote: a file (`map.yaml`), a built-in name (`gaia-hours`), a built-in name or file with
 * changes (`gaia-seconds,origin:=2022-10-19T16:00:00Z,kind:=rigid`), or fields alone
 * (`submittedAt=arrival:hours,units=cpus,...`; they read `reads`), or a whole mapping as JSON. Throws `mapping-invalid`.
 */
export async function findMapping(
  text: string,
  where: MappingPlaces = {},
  reads: 'jobs' | 'readings' = 'jobs',
): Promise<Mapping> {
  if (text.trimStart().startsWith('{')) return checkMapping(jsonMapping(text), 'given mapping');
  const [head = '', ...rest] = text.split(',').map((part) => part.trim());
  const changesOnly = head.includes('=');
  const base = changesOnly ? { reads, fields: {} } : await namedMapping(head, where);
  const changes = changesOnly ? [head, ...rest] : rest;
  return checkMapping(changes.length > 0 ? changed(base, changes) : base, head);
}

/** `findMapping` for jobs; refuses a mapping of series. */
export async function findJobMapping(text: string, where?: MappingPlaces): Promise<JobMapping> {
  const mapping = await findMapping(text, where);
  if (mapping.reads !== 'jobs') throw wrongKind(text, 'jobs');
  return mapping;
}
/** `findMapping` for series; refuses a mapping of jobs. */
export async function findSeriesMapping(text: string, where?: MappingPlaces): Promise<SeriesMapping> {
  const mapping = await findMapping(text, where);
  if (mapping.reads !== 'series') throw wrongKind(text, 'series');
  return mapping;
}

/** `findMapping` for readings of meters. Fields alone (`meter=id,readAt=time,register=kwh`) read readings here. */
export async function findReadingMapping(text: string, where?: MappingPlaces): Promise<ReadingMapping> {
  const mapping = await findMapping(text, where, 'readings');
  if (mapping.reads !== 'readings') throw wrongKind(text, 'readings');
  return mapping;
}

async function namedMapping(name: string, { own = {}, files = false }: MappingPlaces): Promise<unknown> {
  if (Object.hasOwn(own, name)) return own[name];
  if (builtInMappings().includes(name)) return parse(readFileSync(`${BUILT_IN}${name}.yaml`, 'utf8'));
  if (!files || !/\.(ya?ml|json)$/i.test(name))
    throw unknownMapping(name, [...Object.keys(own), ...builtInMappings()]);
  const text = await readFile(name, 'utf8').catch(() => {
    throw unknownMapping(name, builtInMappings());
  });
  try {
    return parse(text);
  } catch (error) {
    throw invalid(name, [
      { field: '', message: (error as Error).message, remedy: 'Mend the YAML.', file: name },
    ]);
  }
}

function jsonMapping(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalid('given mapping', [
      { field: '', message: (error as Error).message, remedy: 'Mend the JSON.' },
    ]);
  }
}

/** Checks a mapping given as data. */
export function checkMapping(value: unknown, name: string): Mapping {
  const parsed = Mapping.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalid(
    name,
    problemsOf(parsed.error.issues, value).map((each) => ({ ...plainProblem(each), file: name })),
  );
}

/** Top-level settings of a job mapping that an inline change may replace; every other name is a field. */
const SETTINGS = new Set(['origin', 'zone', 'delimiter', 'encoding']);

function changed(base: unknown, changes: readonly string[]): unknown {
  const mapping = structuredClone(base) as Record<string, unknown>;
  for (const change of changes) {
    const match = /^([A-Za-z.]+)(:?=)(.+)$/.exec(change);
    if (!match) throw invalid(change, [inlineProblem(change)]);
    const [, name = '', operator, value = ''] = match;
    if (SETTINGS.has(name)) mapping[name] = value;
    else {
      const key = Object.hasOwn((mapping.let ?? {}) as object, name) ? 'let' : 'fields';
      const fields = (mapping[key] ?? {}) as Record<string, FieldSource>;
      mapping[key] = {
        ...fields,
        [name]: operator === ':=' ? { constant: parse(value) as unknown } : column(value),
      };
    }
  }
  return mapping;
}

function column(value: string): FieldSource {
  const [name = '', unit] = value.split(':');
  return unit === undefined ? { column: name } : { column: name, unit: unit as 'hours' };
}

const inlineProblem = (change: string): InputProblem => ({
  field: change,
  message: `"${change}" is no change of a mapping`,
  remedy: 'Write field=column, field=column:unit, or field:=value, parted by commas.',
});

const invalid = (name: string, problems: readonly InputProblem[]): AppError =>
  new AppError({
    code: 'mapping-invalid',
    kind: 'invalid-input',
    message: `The mapping "${name}" cannot be used: ${problems.map((each) => each.message).join('; ')}.`,
    remedy: 'Mend it as said for each field; "wattbit schema mapping" prints its language.',
    problems,
  });

const unknownMapping = (name: string, known: readonly string[]): AppError => {
  const near = nearest(name, known);
  return invalid(name, [
    {
      field: 'map',
      message: `there is no mapping "${name}"`,
      remedy:
        near === null ? `Write a YAML file, or one of: ${known.join(', ')}.` : `Did you mean "${near}"?`,
    },
  ]);
};
const wrongKind = (name: string, wanted: string): AppError =>
  invalid(name, [
    {
      field: 'reads',
      message: `it does not read ${wanted}`,
      remedy: `Choose a mapping with "reads: ${wanted}".`,
    },
  ]);
