import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type PlannedVariant, planVariants, type ReadVariant, readVariants, readWish } from '#dispatch/cycle';
import { PlanningStopped } from '#dispatch/optimise';
import { whatIfReportHtml } from '#dispatch/reports';
import { loadScenario } from '#dispatch/sources';
import { startProgress, type Terminal } from '#platform/cli-shell';
import { AppError } from '#platform/errors';
import type { CliTools } from './tools.ts';
import { variantsOfFile, type WhatIfOptions } from './what-if-options.ts';
import { whatIfText } from './what-if-text.ts';
import { PLAN_STAGES } from './words.ts';

/** Reads every variant first, plans one after the other, prints them side by side. */
export async function runWhatIf(options: WhatIfOptions, terminal: Terminal, tools: CliTools): Promise<void> {
  const fromFile = options.file === undefined ? [] : await variantsOfFile(options.file);
  const wish = readWish({
    hours: options.hours,
    objective: options.objective,
    variants: [...(options.variant ?? []), ...fromFile],
  });
  const variants = await readVariants(wish, (set) => loadScenario(options.scenario, { set }));
  const planned = await plannedVariants(options, variants, terminal, tools);
  const { region } = variants[0]!.scenario;
  const report = await writeReport(options, planned, region, terminal);
  const outcomes = planned.map(({ outcome }) => outcome);
  if (options.json === true) {
    const generatedData = region.generated?.note.en ?? null;
    const from = new Date(options.from).toISOString();
    terminal.print(
      JSON.stringify({
        region: region.id,
        from,
        hours: wish.hours,
        generatedData,
        variants: outcomes,
        report,
      }),
    );
  } else {
    for (const line of whatIfText(outcomes, region, terminal)) terminal.print(line);
    if (report !== null)
      terminal.print(`\n${terminal.language === 'zh' ? '图文报告' : 'Report with pictures'}: ${report}`);
  }
  if (outcomes.every(({ figures }) => figures === null)) throw withoutPlan();
}

async function plannedVariants(
  options: WhatIfOptions,
  variants: readonly ReadVariant[],
  terminal: Terminal,
  tools: CliTools,
): Promise<readonly PlannedVariant[]> {
  const planner = await tools.startPlanner();
  const progress = startProgress(terminal, PLAN_STAGES.read[terminal.language]);
  let isCancelled = false;
  const cancel = (): void => {
    isCancelled = true;
  };
  process.once('SIGINT', cancel);
  const planned: PlannedVariant[] = [];
  try {
    const situation = { fromMs: options.from, foresight: options.foresight };
    const plans = planVariants(variants, situation, {
      planner: planner.plan,
      timeLimitS: options.timeLimit,
      isCancelled: () => isCancelled,
      progress: (position, stage, ratio) => {
        const name = variants[position]!.name[terminal.language];
        progress.show(ratio, `${name}: ${PLAN_STAGES[stage][terminal.language]}`);
      },
    });
    for await (const one of plans) planned.push(one);
    return planned;
  } catch (error) {
    throw error instanceof PlanningStopped ? cancelled(error) : error;
  } finally {
    process.removeListener('SIGINT', cancel);
    progress.end();
    await planner.close();
  }
}

async function writeReport(
  { report }: WhatIfOptions,
  planned: readonly PlannedVariant[],
  region: ReadVariant['scenario']['region'],
  terminal: Terminal,
): Promise<string | null> {
  if (report === undefined) return null;
  const path = resolve(terminal.folder, report);
  await mkdir(dirname(path), { recursive: true });
  const comparison = {
    variants: planned.map(({ outcome }) => outcome),
    profiles: planned.flatMap(({ profile }) => (profile === null ? [] : [profile])),
  };
  await writeFile(path, whatIfReportHtml(comparison, region, { language: terminal.language }));
  return path;
}

const cancelled = (cause: PlanningStopped): AppError =>
  new AppError({
    code: 'what-if-cancelled',
    kind: 'unavailable',
    message: 'The comparison was cancelled.',
    remedy: 'Run it again.',
    cause,
  });

const withoutPlan = (): AppError =>
  new AppError({
    code: 'what-if-without-plan',
    kind: 'conflict',
    message: 'No variant has a plan.',
    remedy: 'The reasons stand above; look first at the one of the region as it is.',
  });
