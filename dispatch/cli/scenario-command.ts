import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { loadScenario, SCENARIOS_FOLDER, type Scenario } from '#dispatch/sources';
import { green, startProgress, type Terminal, textTable } from '#platform/cli-shell';
import { AppError, type InputProblem } from '#platform/errors';
import { parseSeed } from './option-values.ts';
import type { CliTools } from './tools.ts';

/** `wattbit scenario`: list the shipped ones, check any, generate one anew. */
export function addScenarioCommand(program: Command, terminal: Terminal, tools: CliTools): void {
  const scenario = program.command('scenario').description('list, check and generate scenarios');
  scenario
    .command('list')
    .description('the scenarios that ship with wattbit')
    .option('--json', 'print JSON')
    .action(async (options: { json?: boolean }) => listScenarios(options.json === true, terminal));
  scenario
    .command('check')
    .description('read a scenario whole (region, every series, every job) and report every problem at once')
    .argument('<folder|name>')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExamples:\n  $ wattbit scenario check ./my-region')
    .action(async (folder: string, options: { json?: boolean }) =>
      checkScenario(folder, options.json === true, terminal),
    );
  scenario
    .command('generate')
    .description('generate a shipped scenario anew, the same from the same seed')
    .argument('<name>', tools.generatedScenarios.join(', '))
    .option('--seed <n>', 'whole number; default: the shipped one', parseSeed)
    .option('--out <folder>', 'where to write; default: a folder of that name here')
    .addHelpText('after', '\nExamples:\n  $ wattbit scenario generate qinghai --seed 7 --out /tmp/qinghai-7')
    .action(async (name: string, options: { seed?: number; out?: string }) => {
      const folder = resolve(terminal.folder, options.out ?? name);
      const progress = startProgress(terminal, 'generating');
      const made = await tools
        .generateScenario(name, { folder, ...(options.seed === undefined ? {} : { seed: options.seed }) })
        .finally(() => progress.end());
      terminal.print(`${made.files.length} files, ${(made.bytes / 1e6).toFixed(1)} MB, in ${folder}`);
    });
}

async function listScenarios(asJson: boolean, terminal: Terminal): Promise<void> {
  const names: string[] = [];
  for (const entry of await readdir(SCENARIOS_FOLDER, { withFileTypes: true }))
    if (
      entry.isDirectory() &&
      (await stat(join(SCENARIOS_FOLDER, entry.name, 'region.yaml')).catch(() => null))
    )
      names.push(entry.name);
  const scenarios = await Promise.all(names.sort().map((name) => loadScenario(join(SCENARIOS_FOLDER, name))));
  const rows = scenarios.map(({ region }, at) => ({
    name: names[at]!,
    title: region.name[terminal.language],
    areas: region.areas.length,
    sites: region.sites.length,
    generated: region.generated !== undefined,
  }));
  if (asJson) terminal.print(JSON.stringify(rows));
  else
    terminal.print(
      textTable(
        [
          { title: 'name' },
          { title: 'region', most: 70 },
          { title: 'areas', align: 'right' },
          { title: 'sites', align: 'right' },
        ],
        rows.map((row) => [row.name, row.title, String(row.areas), String(row.sites)]),
      ),
    );
}

async function checkScenario(folder: string, asJson: boolean, terminal: Terminal): Promise<void> {
  const scenario = await loadScenario(folder);
  const problems = await deepProblems(scenario);
  if (problems.length > 0)
    throw new AppError({
      code: 'region-invalid',
      kind: 'invalid-input',
      message: `The files of ${scenario.folder} have ${problems.length} problems.`,
      remedy: 'Mend what is listed.',
      problems,
    });
  const jobs = (await scenario.jobs()).length;
  const series = Object.keys(scenario.region.series).length;
  if (asJson)
    terminal.print(
      JSON.stringify({ status: 'ok', folder: scenario.folder, series, jobs, hash: scenario.hash }),
    );
  else terminal.print(green(terminal, `${scenario.folder} is sound: ${series} series, ${jobs} jobs.`));
}

/** Problems inside the files that loading the region does not open. */
async function deepProblems(scenario: Scenario): Promise<InputProblem[]> {
  const problems: InputProblem[] = [];
  const collect = (error: unknown): void => {
    if (!(error instanceof AppError)) throw error;
    const own = { field: '', message: error.message, remedy: error.remedy };
    problems.push(...(error.problems.length > 0 ? error.problems : [own]));
  };
  for (const name of Object.keys(scenario.region.series)) await scenario.series(name).catch(collect);
  await scenario.jobs().catch(collect);
  return [...new Map(problems.map((each) => [JSON.stringify(each), each])).values()];
}
