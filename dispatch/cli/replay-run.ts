import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type ReplayResult, replay } from '#dispatch/cycle';
import type { DayReport, Region } from '#dispatch/domain';
import type { Planner } from '#dispatch/optimise';
import { dayReportHtml } from '#dispatch/reports';
import { loadScenario, type Scenario } from '#dispatch/sources';
import { startProgress, type Terminal } from '#platform/cli-shell';
import { kpiTable } from './kpi-table.ts';
import type { ReplayOptions } from './replay-options.ts';
import type { CliTools } from './tools.ts';

/** Plays the days, prints each day's figures and writes its page. */
export async function runReplay(options: ReplayOptions, terminal: Terminal, tools: CliTools): Promise<void> {
  const scenario = await loadScenario(options.scenario);
  const result = await played(options, scenario, terminal, tools);
  const pages = await writePages(options, result.reports, scenario.region, terminal);
  const states = new Map<string, number>();
  for (const job of result.jobs) states.set(job.state, (states.get(job.state) ?? 0) + 1);
  const jobs = Object.fromEntries(states);
  if (options.json) {
    terminal.print(
      JSON.stringify({
        region: scenario.region.id,
        plans: result.plans.length,
        jobs,
        reports: result.reports,
        pages,
      }),
    );
    return;
  }
  if (scenario.region.generated) terminal.print(scenario.region.generated.note[terminal.language]);
  for (const report of result.reports) terminal.print(`\n${report.day}\n${kpiTable(report, terminal)}`);
  terminal.print(`\n${result.plans.length} plans; jobs: ${JSON.stringify(jobs)}`);
  for (const page of pages) terminal.print(page);
}

async function played(
  options: ReplayOptions,
  scenario: Scenario,
  terminal: Terminal,
  tools: CliTools,
): Promise<ReplayResult> {
  const planner = await tools.startPlanner();
  const progress = startProgress(terminal, '');
  try {
    return await replay({
      scenario,
      fromMs: options.from,
      hours: options.hours,
      objective: 'cost',
      foresight: 'forecast',
      replanMinutes: options.replanMinutes,
      planner: hurried(planner.plan, options.timeLimit),
      onPeriod: (done, total) => progress.show(done / total, `${done}/${total}`),
    });
  } finally {
    progress.end();
    await planner.close();
  }
}

/** Each plan gets the time limit from its own start. */
const hurried =
  (plan: Planner, timeLimitS: number): Planner =>
  (problem, control) => {
    const startedMs = performance.now();
    return plan(problem, { ...control, timeLimitS, elapsedS: () => (performance.now() - startedMs) / 1000 });
  };

async function writePages(
  options: ReplayOptions,
  reports: readonly DayReport[],
  region: Region,
  terminal: Terminal,
): Promise<string[]> {
  if (options.report === false || (options.json === true && typeof options.report !== 'string')) return [];
  const folder = resolve(terminal.folder, typeof options.report === 'string' ? options.report : 'reports');
  await mkdir(folder, { recursive: true });
  const pages: string[] = [];
  for (const report of reports) {
    const path = join(folder, `replay-${report.regionId}-${report.day}.html`);
    await writeFile(path, dayReportHtml(report, region, { language: terminal.language }));
    pages.push(path);
  }
  return pages;
}
