import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Explanation, PriceSetter } from '#dispatch/domain';
import { createHighsSolver, type Planner, PlanningStopped, planProblem } from '#dispatch/optimise';
import { runCli, type Terminal } from '#platform/cli-shell';
import { dispatchCliRoom } from '../cli-room.ts';

const folder = mkdtempSync(join(tmpdir(), 'wattbit-explain-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const solver = createHighsSolver();
const planHere: Planner = async (problem, control) => planProblem(problem, await solver, control);

async function run(words: string, plan: Planner = planHere, language: Terminal['language'] = 'en') {
  const [out, err]: [string[], string[]] = [[], []];
  const terminal: Terminal = {
    ...{ print: (text) => out.push(text), note: (text) => err.push(text) },
    ...{ watched: false, width: 100, colourful: false, language, folder },
    environment: { WATTBIT_URL: 'http://127.0.0.1:9', WATTBIT_DATA_DIR: folder },
  };
  const room = dispatchCliRoom({
    projectRoot: process.cwd(),
    startPlanner: async () => ({
      plan,
      dispatchPower: async () => Promise.reject(new Error('no case is solved here')),
      close: async () => {},
    }),
    generatedScenarios: [],
    generateScenario: async () => ({ files: [], bytes: 0 }),
  });
  const frame = { version: '1', description: 'd', examples: '', rooms: [room] };
  const exitCode = await runCli(frame, words.split(' '), terminal);
  process.exitCode = undefined;
  return { exitCode, out: out.join('\n'), err: err.join('\n') };
}

const EXPLAIN = 'explain --scenario one-site --from 2025-03-10 --hours 24';

describe('wattbit explain', () => {
  test('tells what set the prices and the decisions with most at stake', async () => {
    const { exitCode, out } = await run(EXPLAIN);
    expect(exitCode).toBe(0);
    expect(out).toContain('set the price for');
    expect(out).toContain('grid import (Grid meter)');
    expect(out).toMatch(/Campus battery discharges .*Not discharging then would cost [\d,.]+ CNY more/);
  });

  test('a scenario without a start is refused, not answered for the running centre, exit code 2', async () => {
    const { exitCode, err } = await run('explain --scenario one-site --top 2');
    expect(exitCode).toBe(2);
    expect(err).toContain('→ Add --from');
  });

  test('in Chinese likewise', async () => {
    const { out } = await run(EXPLAIN, planHere, 'zh');
    expect(out).toContain('电价由谁决定');
    expect(out).toMatch(/园区储能放电 .*这段时间不放电，则多花/);
  });

  test('--json with an element and an instant gives only what concerns them', async () => {
    const { out } = await run(`${EXPLAIN} --element campus-battery --json`);
    const answer = JSON.parse(out) as { explanations: Explanation[]; priceSetters: PriceSetter[] };
    expect(answer.explanations.length).toBeGreaterThan(0);
    for (const { element, binding } of answer.explanations)
      expect([element, ...binding.map((row) => row.element)]).toContain('campus-battery');
    const noon = Date.parse('2025-03-10T12:00:00+08:00');
    const at = JSON.parse((await run(`${EXPLAIN} --at 2025-03-10T12:00 --json`)).out) as typeof answer;
    expect(at.priceSetters).toHaveLength(1);
    for (const { fromMs, toMs } of [...at.explanations, ...at.priceSetters]) {
      expect(fromMs).toBeLessThanOrEqual(noon);
      expect(toMs).toBeGreaterThan(noon);
    }
  });

  test('tells one job’s story; a job or element that the plan does not know is not found, exit code 4', async () => {
    const { plan } = await planned();
    const { jobId } = plan.placements.find(({ energyMwh }) => energyMwh > 0)!;
    const { exitCode, out } = await run(`${EXPLAIN} --job ${jobId}`);
    expect(exitCode).toBe(0);
    expect(out).toContain(jobId);
    expect(out).toMatch(/Runs (at once|in the)|The better time/);
    expect(out).toMatch(/Next best|Bound by/);
    expect((await run(`${EXPLAIN} --job nobody`)).exitCode).toBe(4);
    expect((await run(`${EXPLAIN} --element nothing`)).exitCode).toBe(4);
  });

  test('without --from it asks the running centre, and says how to start one', async () => {
    const { exitCode, err } = await run('explain');
    expect([exitCode, err]).toEqual([6, expect.stringContaining('npm start')]);
  });
});

/** The plan that the commands above explain. */
async function planned() {
  let made: Awaited<ReturnType<Planner>> | undefined;
  await run(EXPLAIN, async (problem, control) => {
    made = await planHere(problem, control);
    return made;
  });
  return { plan: made! };
}

describe('a day without a plan', () => {
  const stuck: Planner = async (problem) => {
    const span = { fromMs: problem.horizon.startMs, toMs: problem.horizon.startMs + 3 * 3_600_000 };
    const where = { block: 'hvdc_link', element: 'export', name: 'hvdcSentMw[export]' };
    throw new PlanningStopped({
      kind: 'infeasible',
      blocks: ['area_balance', 'hvdc_link'],
      conflicts: [
        {
          ...where,
          side: 'lower',
          spans: [span],
          text: { zh: '外送的最小功率', en: 'the minimum of export' },
        },
      ],
      relaxation: {
        weight: 6,
        steps: [
          {
            ...{ ...where, ...span, change: 'lower', amount: 2, unit: 'MW' },
            text: { zh: '将外送的最小功率下调 2 MW', en: 'lower the minimum of export by 2 MW' },
          },
        ],
      },
    });
  };

  test('names what cannot hold together, when, and what to loosen, exit code 5', async () => {
    const { exitCode, err } = await run('plan --scenario one-site --from 2025-03-10 --hours 24', stuck);
    expect(exitCode).toBe(5);
    expect(err).toContain('these cannot hold together');
    expect(err).toContain('hvdcSentMw[export]');
    expect(err).toContain('the minimum of export (03-10 00:00 – 03-10 03:00)');
    expect(err).toContain('→ The cheapest way out: lower the minimum of export by 2 MW.');
  });

  test('and gives both to programs', async () => {
    const { exitCode, out } = await run(
      'plan --scenario one-site --from 2025-03-10 --hours 24 --json',
      stuck,
    );
    expect(exitCode).toBe(5);
    expect(JSON.parse(out)).toMatchObject({
      status: 'refused',
      error: {
        code: 'plan-infeasible',
        blocks: ['area_balance', 'hvdc_link'],
        conflicts: [{ name: 'hvdcSentMw[export]', side: 'lower' }],
        relaxation: { steps: [{ amount: 2, unit: 'MW', change: 'lower' }] },
      },
    });
  });
});
