import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { Region } from '#dispatch/domain';
import { AppError } from '#platform/errors';
import { qinghaiFiles } from './generator/qinghai.ts';
import { microgridFiles, oneSiteFiles } from './generator/small-regions.ts';
import type { ScenarioFile } from './generator/tables.ts';
import { writeFiles } from './generator/write-files.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));

/** The scenarios that ship with the product: each a folder beside this file and a generator of its series and jobs. */
const GENERATORS: Readonly<Record<string, (seed: number, region: Region) => ScenarioFile[]>> = {
  qinghai: qinghaiFiles,
  microgrid: microgridFiles,
  'one-site': oneSiteFiles,
};
export const SCENARIOS: readonly string[] = Object.keys(GENERATORS);

/** Folder of a shipped scenario; throws AppError `invalid-input` for an unknown name. */
export function scenarioFolder(name: string): string {
  if (!SCENARIOS.includes(name)) throw unknownScenario(name);
  return join(HERE, name);
}

/**
 * Everything that makes up a scenario, not yet written: the shipped `region.yaml` with the seed put in, its READMEs,
 * series and jobs. The same name and seed give the same text.
 */
export async function buildScenario(name: string, seed?: number): Promise<ScenarioFile[]> {
  const folder = scenarioFolder(name);
  const shipped = await readFile(join(folder, 'region.yaml'), 'utf8');
  const shippedSeed = Region.parse(parse(shipped)).generated!.seed;
  const regionText = shipped.replace(/^( {2}seed: )\d+$/m, `$1${seed ?? shippedSeed}`);
  const region = Region.parse(parse(regionText));
  return [{ path: 'region.yaml', text: regionText }, ...GENERATORS[name]!(region.generated!.seed, region)];
}

/** Generates a scenario into a folder; the default seed is the shipped one. Returns the bytes written. */
export async function generateScenario(
  name: string,
  options: { readonly seed?: number; readonly folder: string },
): Promise<{ readonly files: readonly string[]; readonly bytes: number }> {
  const files = await buildScenario(name, options.seed);
  return { files: files.map((file) => file.path), bytes: await writeFiles(options.folder, files) };
}

const unknownScenario = (name: string): AppError =>
  new AppError({
    code: 'scenario-unknown',
    kind: 'invalid-input',
    message: `There is no scenario "${name}".`,
    remedy: `Choose one of ${SCENARIOS.join(', ')}.`,
  });
