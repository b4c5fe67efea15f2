import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { type Job, QUALITIES, type Region, type Series, type SeriesSource } from '#dispatch/domain';
import { AppError, type InputProblem } from '#platform/errors';
import { findJobMapping, findSeriesMapping } from './find-mapping.ts';
import { readJobs } from './import-jobs.ts';
import { importSeries } from './import-series.ts';
import { DEFAULT_SERIES_MAPPING, pathIn } from './region-checks/files.ts';
import { crossChecks } from './region-checks/index.ts';
import { located, type RegionChange, type RegionFile, readRegionText } from './region-file.ts';
import { requirePossible } from './series-bounds.ts';

/** A region with its series and jobs, ready to be read. Series and jobs are read when first asked for, then kept. */
export interface Scenario {
  /** Absolute path of the folder that holds `region.yaml`. */
  readonly folder: string;
  readonly region: Region;
  /** SHA-256 of the region as validated (overrides included) and of the size and time of every file it names. */
  readonly hash: string;
  /** A series of `region.series` by name. Throws AppError `series-unknown` or `series-unreadable`. */
  series(name: string): Promise<Series>;
  /** All jobs of `region.jobFiles`. Throws AppError `jobs-invalid` naming every rejected row. */
  jobs(): Promise<readonly Job[]>;
}

export interface ScenarioOptions {
  /** Replacements in the region before it is validated: path such as `sites.0.pools.0.unitCount` or `wind.gonghe-wind.capacityMw`, then the value. */
  readonly set?: readonly { readonly path: string; readonly value: unknown }[];
  /** Series added to the region, or put in place of its own. A relative file is taken from the scenario's folder. */
  readonly series?: Readonly<Record<string, SeriesSource>>;
}

/** Where the shipped scenarios lie. */
export const SCENARIOS_FOLDER = fileURLToPath(new URL('../../scenarios/', import.meta.url));

/**
 * Reads and checks a scenario. A folder (or its region.yaml) is taken as it is; another name is looked up below the
 * shipped `scenarios/`. Throws AppError `region-invalid` with every problem, each with file, line, field and remedy.
 */
export async function loadScenario(folderOrName: string, options: ScenarioOptions = {}): Promise<Scenario> {
  const file = await regionFileOf(folderOrName);
  const folder = dirname(file);
  const read = readRegionText(await readFile(file, 'utf8'), file, changesOf(options));
  const crossed = read.readable ? await crossChecks(read.raw, folder) : [];
  const problems = [...read.problems, ...crossed.map((each) => located(each, read))];
  if (read.region === null || problems.length > 0) throw invalidRegion(file, sorted(problems));
  return scenarioOf(folder, read.region, await hashOf(folder, read.region), read);
}

const sorted = (problems: readonly InputProblem[]): InputProblem[] =>
  [...problems].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));

async function regionFileOf(folderOrName: string): Promise<string> {
  const candidates = [
    resolve(folderOrName),
    join(resolve(folderOrName), 'region.yaml'),
    join(SCENARIOS_FOLDER, folderOrName, 'region.yaml'),
  ];
  for (const candidate of candidates)
    if ((await stat(candidate).catch(() => null))?.isFile()) return candidate;
  throw new AppError({
    code: 'scenario-not-found',
    kind: 'not-found',
    message: `There is no scenario "${folderOrName}": no region.yaml in that folder, and none of that name is shipped.`,
    remedy:
      'Run "wattbit scenario list" to see the shipped ones, or "wattbit init microgrid" to start your own.',
  });
}

function changesOf(options: ScenarioOptions): RegionChange[] {
  const series = Object.entries(options.series ?? {}).map(([name, value]) => ({
    path: ['series', name],
    value,
  }));
  const set = (options.set ?? []).map(({ path, value }) => ({
    path,
    value: typeof value === 'string' ? readAsYaml(value) : value,
  }));
  return [...series, ...set];
}

/** `0.5`, `[1, 2]` or `{ series: sun }`; what is no YAML stays the text it is, and the schema says what it should be. */
function readAsYaml(text: string): unknown {
  try {
    return parse(text) as unknown;
  } catch {
    return text;
  }
}

const invalidRegion = (file: string, problems: readonly InputProblem[]): AppError =>
  new AppError({
    code: 'region-invalid',
    kind: 'invalid-input',
    message: `${file} has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}.`,
    remedy: 'Mend what is listed; nothing was stored. An editor helps with scenarios/region.schema.json.',
    problems,
  });

/** Changes when the region or any file it names changes; names without content are enough, content is not read. */
async function hashOf(folder: string, region: Region): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(region));
  const files = new Set([...Object.values(region.series), ...region.jobFiles].map((each) => each.file));
  for (const file of [...files].sort()) {
    const found = await stat(pathIn(folder, file));
    hash.update(`${file}:${found.size}:${Math.round(found.mtimeMs)}`);
  }
  return hash.digest('hex');
}

function scenarioOf(folder: string, region: Region, hash: string, read: RegionFile): Scenario {
  const tables = new Map<string, Promise<ReadonlyMap<string, Series>>>();
  let jobs: Promise<readonly Job[]> | null = null;
  return {
    folder,
    region,
    hash,
    async series(name) {
      const source = region.series[name];
      if (source === undefined) throw unknownSeries(name, Object.keys(region.series));
      const key = `${source.file}\n${source.mapping ?? DEFAULT_SERIES_MAPPING}`;
      const table = tables.get(key) ?? readTable(folder, region, source);
      tables.set(key, table);
      const series = (await table).get(source.column);
      if (series === undefined)
        throw unknownSeries(`${source.file}#${source.column}`, [...(await table).keys()]);
      requirePossible(region, name, series, read.lineOf);
      return { ...series, name };
    },
    jobs: () => {
      jobs ??= readJobFiles(folder, region);
      return jobs;
    },
  };
}

async function readTable(
  folder: string,
  region: Region,
  source: SeriesSource,
): Promise<ReadonlyMap<string, Series>> {
  const mapping = await findSeriesMapping(source.mapping ?? DEFAULT_SERIES_MAPPING, {
    own: region.mappings,
  });
  const path = pathIn(folder, source.file);
  const { accepted, rejected } = await importSeries(path, mapping);
  if (rejected.length > 0)
    throw new AppError({
      code: 'series-unreadable',
      kind: 'invalid-input',
      message: `${source.file} has ${rejected.length} rows that cannot be used.`,
      remedy: 'Mend the rows listed, or the mapping that reads them.',
      problems: rejected.flatMap((row) => row.problems),
    });
  if (region.generated) for (const each of accepted) markGenerated(each);
  return new Map(accepted.map((series) => [series.name, series]));
}

function markGenerated(series: Series): void {
  const missing = QUALITIES.indexOf('missing');
  const generated = QUALITIES.indexOf('generated');
  for (let at = 0; at < series.quality.length; at += 1)
    if (series.quality[at] !== missing) series.quality[at] = generated;
}

const unknownSeries = (name: string, known: readonly string[]): AppError =>
  new AppError({
    code: 'series-unknown',
    kind: 'not-found',
    message: `There is no series "${name}".`,
    remedy: `Known: ${known.join(', ')}.`,
  });

async function readJobFiles(folder: string, region: Region): Promise<readonly Job[]> {
  const jobs: Job[] = [];
  const problems: InputProblem[] = [];
  for (const { file, mapping } of region.jobFiles) {
    const path = pathIn(folder, file);
    const read = await readJobs(
      path,
      mapping === undefined ? undefined : await findJobMapping(mapping, { own: region.mappings }),
    );
    for (const job of read.accepted) jobs.push(job);
    if (mapping === undefined) problems.push(...read.rejected.flatMap((row) => row.problems));
  }
  if (problems.length > 0)
    throw new AppError({
      code: 'jobs-invalid',
      kind: 'invalid-input',
      message: `The region's job files have ${problems.length} problems.`,
      remedy: 'Mend the rows listed.',
      problems,
    });
  return jobs;
}
