import { stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { SeriesSource } from '#dispatch/domain';
import { AppError } from '#platform/errors';
import { findJobMapping, findSeriesMapping } from '../find-mapping.ts';
import { tableFormat } from '../import-series.ts';
import type { SeriesMapping } from '../mapping-schema.ts';
import { openTable } from '../tables/open-table.ts';
import type { PathProblem } from '../zod-problems.ts';
import { problemAt, type RegionEntries, unknownReference } from './entries.ts';

/** Mapping of a series that names none. */
export const DEFAULT_SERIES_MAPPING = 'wide-utc';
export const pathIn = (folder: string, file: string): string =>
  isAbsolute(file) ? file : join(folder, file);

/** Files exist, their columns too, and their mappings fit: only headers are read. */
export async function files(region: RegionEntries, folder: string): Promise<PathProblem[]> {
  const headers = new Map<string, Promise<readonly string[] | AppError>>();
  const header = (file: string, mapping: SeriesMapping): Promise<readonly string[] | AppError> => {
    const known = headers.get(file) ?? headerOf(pathIn(folder, file), mapping);
    headers.set(file, known);
    return known;
  };
  const problems: PathProblem[] = [];
  for (const [name, source] of Object.entries(group(region.raw.series))) {
    const parsed = SeriesSource.safeParse(source);
    if (parsed.success) problems.push(...(await seriesFile(region, ['series', name], parsed.data, header)));
  }
  return [...problems, ...(await jobFiles(region, folder))];
}

const group = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

async function seriesFile(
  region: RegionEntries,
  path: readonly PropertyKey[],
  source: SeriesSource,
  header: (file: string, mapping: SeriesMapping) => Promise<readonly string[] | AppError>,
): Promise<PathProblem[]> {
  const mapping = await findSeriesMapping(source.mapping ?? DEFAULT_SERIES_MAPPING, {
    own: group(region.raw.mappings),
  }).catch(asRefusal);
  if (mapping instanceof AppError) return [refused([...path, 'mapping'], mapping)];
  const columns = await header(source.file, mapping);
  if (columns instanceof AppError) return [refused([...path, 'file'], columns)];
  const named = mapping.columns?.map((each) => each.name ?? each.column) ?? columns;
  return named.includes(source.column)
    ? []
    : [unknownReference([...path, 'column'], `column in ${source.file}`, source.column, named)];
}

async function headerOf(path: string, mapping: SeriesMapping): Promise<readonly string[] | AppError> {
  try {
    const table = await openTable(path, tableFormat(mapping));
    table.close();
    return table.columns;
  } catch (error) {
    return asRefusal(error);
  }
}

async function jobFiles(region: RegionEntries, folder: string): Promise<PathProblem[]> {
  const list = region.raw.jobFiles;
  if (!Array.isArray(list)) return [];
  const problems: PathProblem[] = [];
  for (const [index, item] of (list as unknown[]).entries()) {
    const { file, mapping } = group(item);
    if (typeof file !== 'string') continue;
    const found = await stat(pathIn(folder, file)).catch(() => null);
    if (!found?.isFile())
      problems.push(
        problemAt(
          ['jobFiles', index, 'file'],
          `there is no file ${file}`,
          'Check the path; it starts at the folder of region.yaml.',
        ),
      );
    if (typeof mapping !== 'string') continue;
    const read = await findJobMapping(mapping, { own: group(region.raw.mappings) }).catch(asRefusal);
    if (read instanceof AppError) problems.push(refused(['jobFiles', index, 'mapping'], read));
  }
  return problems;
}

const asRefusal = (error: unknown): AppError => {
  if (error instanceof AppError) return error;
  throw error;
};
const refused = (path: readonly PropertyKey[], error: AppError): PathProblem =>
  problemAt(path, error.message.replace(/\.$/, ''), error.problems[0]?.remedy ?? error.remedy);
