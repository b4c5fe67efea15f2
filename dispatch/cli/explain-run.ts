import { explainAnswer, jobReasons, selectExplanations } from '#dispatch/charts';
import type { Objective, Plan, PlanView, Region } from '#dispatch/domain';
import { loadScenario } from '#dispatch/sources';
import { apiClient, type Terminal } from '#platform/cli-shell';
import { AppError } from '#platform/errors';
import type { EpochMs } from '#units';
import { explainText, jobText, namesIn } from './explain-text.ts';
import { plannedWindow } from './planned-window.ts';
import type { CliTools } from './tools.ts';

/** What a person asked `explain` for. */
export interface ExplainOptions {
  readonly plan?: string;
  readonly scenario?: string;
  readonly from?: EpochMs;
  readonly hours: number;
  readonly objective: Objective;
  readonly foresight: 'forecast' | 'perfect';
  readonly timeLimit: number;
  readonly job?: string;
  readonly element?: string;
  readonly at?: EpochMs;
  readonly top: number;
  readonly json?: boolean;
}
interface Explained {
  readonly planId: string | null;
  readonly plan: Plan;
  readonly region: Region;
}

/** Takes or makes the plan, and prints its reasons: all, or those of a job, an element or an instant. */
export async function runExplain(
  options: ExplainOptions,
  terminal: Terminal,
  tools: CliTools,
): Promise<void> {
  const explained =
    options.from === undefined
      ? await ofCentre(options, terminal, tools)
      : await ofWindow(options, options.from, terminal, tools);
  if (options.job !== undefined) tellJob(explained, options.job, options, terminal);
  else tellPlan(explained, options, terminal);
}

async function ofCentre(options: ExplainOptions, terminal: Terminal, tools: CliTools): Promise<Explained> {
  if (options.scenario !== undefined) throw withoutStart(options.scenario);
  const client = await apiClient(terminal, tools.projectRoot);
  const path = `/api/dispatch/plans/${encodeURIComponent(options.plan ?? 'latest')}`;
  const [view, region] = [await client.get<PlanView>(path), await client.get<Region>('/api/dispatch/region')];
  return { planId: view.id, plan: view.plan, region };
}

async function ofWindow(
  options: ExplainOptions,
  from: EpochMs,
  terminal: Terminal,
  tools: CliTools,
): Promise<Explained> {
  const scenario = await loadScenario(options.scenario ?? 'qinghai');
  const { plan } = await plannedWindow({ ...options, from }, scenario, undefined, terminal, tools);
  return { planId: null, plan, region: scenario.region };
}

function tellPlan({ planId, plan, region }: Explained, options: ExplainOptions, terminal: Terminal): void {
  const { element = null, at: atMs = null } = options;
  const chosen = selectExplanations(plan.explanations, { element, atMs });
  const setters = plan.priceSetters.filter(
    (row) =>
      (element === null || row.area === element || row.element === element) &&
      (atMs === null || (row.fromMs <= atMs && atMs < row.toMs)),
  );
  if (element !== null && chosen.length === 0 && !namesIn(region).has(element))
    throw notThere('element', element, 'Name an element of region.yaml by its id.');
  if (options.json === true) {
    const answer = explainAnswer(plan, (id) => namesIn(region).get(id) ?? { zh: id, en: id }, 'en').join('');
    const rows = { explanations: chosen, priceSetters: setters };
    terminal.print(
      JSON.stringify({ planId, region: plan.regionId, objective: plan.objective, answer, ...rows }),
    );
    return;
  }
  for (const line of explainText({ plan, region, chosen, setters, top: options.top }, terminal))
    terminal.print(line);
}

function tellJob(
  { planId, plan, region }: Explained,
  id: string,
  options: ExplainOptions,
  terminal: Terminal,
): void {
  const refused = plan.refused.find((row) => row.id === id);
  const reasons = jobReasons(plan, region, id);
  if (reasons === null && refused === undefined)
    throw notThere('job', id, 'The plan knows the jobs of its window: wattbit jobs list, or the job file.');
  if (options.json === true) {
    terminal.print(JSON.stringify({ planId, jobId: id, refused: refused ?? null, ...reasons }));
    return;
  }
  if (reasons === null) terminal.print(refused!.reason[terminal.language]);
  else for (const line of jobText(reasons, plan, region, terminal)) terminal.print(line);
}

const withoutStart = (scenario: string): AppError =>
  new AppError({
    code: 'explain-without-start',
    kind: 'invalid-input',
    message: `--scenario ${scenario} says what to plan for, not from when.`,
    remedy: 'Add --from, e.g. --from 2025-03-10; or leave out --scenario to ask the running centre.',
  });

const notThere = (what: string, id: string, remedy: string): AppError =>
  new AppError({
    code: `${what}-unknown`,
    kind: 'not-found',
    message: `The plan knows no ${what} "${id}".`,
    remedy,
  });
