import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { PlannedWindow } from '#dispatch/cycle';
import type { Job } from '#dispatch/domain';
import { planReportHtml } from '#dispatch/reports';
import { findJobMapping, loadScenario, type RejectedRow, readJobs, type Scenario } from '#dispatch/sources';
import type { Terminal } from '#platform/cli-shell';
import { AppError } from '#platform/errors';
import { shanghaiIso } from '#units';
import { planAnswer } from './plan-answer.ts';
import type { PlanOptions } from './plan-options.ts';
import { planText } from './plan-text.ts';
import { plannedWindow } from './planned-window.ts';
import type { CliTools } from './tools.ts';

/** Loads, plans, prints and writes the report. */
export async function runPlan(options: PlanOptions, terminal: Terminal, tools: CliTools): Promise<void> {
  const startedMs = performance.now();
  const scenario = await loadScenario(options.scenario, {
    ...(options.set === undefined ? {} : { set: options.set }),
    ...(options.series === undefined ? {} : { series: options.series }),
  });
  const taken = await jobsOf(options, scenario);
  const planned = await plannedWindow(options, scenario, taken?.jobs, terminal, tools);
  const seconds = (performance.now() - startedMs) / 1000;
  const report = await writeReport(options, planned, scenario, terminal);
  if (options.json === true) {
    const note = scenario.region.generated?.note.en ?? null;
    const rows = taken === null ? {} : { jobFile: { accepted: taken.jobs.length, rejected: taken.rejected } };
    terminal.print(JSON.stringify({ ...planAnswer(planned.plan, seconds, note), ...rows, report }));
    return;
  }
  for (const line of planText(planned, scenario.region, terminal, seconds)) terminal.print(line);
  if (taken !== null && taken.rejected.length > 0) noteRejected(taken.rejected, terminal);
  if (report !== null)
    terminal.print(`\n${terminal.language === 'zh' ? '图文报告' : 'Report with pictures'}: ${report}`);
}

async function jobsOf(
  options: PlanOptions,
  scenario: Scenario,
): Promise<{ readonly jobs: readonly Job[]; readonly rejected: readonly RejectedRow[] } | null> {
  if (options.jobs === undefined) return null;
  const mapping =
    options.map === undefined
      ? undefined
      : await findJobMapping(options.map, { own: scenario.region.mappings, files: true });
  const { accepted, rejected } = await readJobs(options.jobs, mapping);
  if (accepted.length === 0)
    throw new AppError({
      code: 'jobs-invalid',
      kind: 'invalid-input',
      message: `No row of ${options.jobs} could be read as a job.`,
      remedy: 'Check the mapping (--map); "wattbit schema mapping" prints its language.',
      problems: rejected.flatMap((row) => row.problems),
    });
  return { jobs: accepted, rejected };
}

/** Path of the report, or null when none was asked for. `--json` writes one only on request. */
async function writeReport(
  options: PlanOptions,
  planned: PlannedWindow,
  scenario: Scenario,
  terminal: Terminal,
): Promise<string | null> {
  if (options.report === false || (options.json === true && typeof options.report !== 'string')) return null;
  const stamp = shanghaiIso(planned.plan.horizon.startMs).slice(0, 16).replaceAll(':', '');
  const name = `plan-${scenario.region.id}-${stamp}.html`;
  const path = resolve(
    terminal.folder,
    typeof options.report === 'string' ? options.report : join('reports', name),
  );
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, planReportHtml(planned.plan, scenario.region, { language: terminal.language }));
  return path;
}

function noteRejected(rejected: readonly RejectedRow[], terminal: Terminal): void {
  const reasons = new Map<string, number>();
  for (const row of rejected)
    for (const problem of row.problems) reasons.set(problem.message, (reasons.get(problem.message) ?? 0) + 1);
  terminal.note(`\n${rejected.length} rows of the job file were not taken:`);
  for (const [reason, count] of [...reasons].slice(0, 10)) terminal.note(`  ${count} × ${reason}`);
}
