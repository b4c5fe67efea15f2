import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHighsSolver, type LpSolver, PowerSolver } from '#dispatch/optimise';
import type { Terminal } from '#platform/cli-shell';
import type { SolveOptions } from './solve-options.ts';
import { runSolve } from './solve-run.ts';
import type { CliTools } from './tools.ts';

let folder = '';
let solver: LpSolver;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wattbit-solve-'));
  solver = await createHighsSolver();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const tools: Pick<CliTools, 'startPlanner'> = {
  startPlanner: async () => ({
    plan: () => Promise.reject(new Error('nothing is planned here')),
    dispatchPower: async (problem, control) => {
      const power = new PowerSolver(solver);
      const solution = power.solve(problem, control);
      power.dispose();
      return solution;
    },
    close: async () => {},
  }),
};
const run = async (
  name: string,
  text: string,
  options: Partial<SolveOptions> = {},
  language: Terminal['language'] = 'en',
): Promise<{ out: string; exitCode: unknown }> => {
  const path = join(folder, name);
  await writeFile(path, text);
  const out: string[] = [];
  const terminal: Terminal = {
    print: (line) => out.push(line),
    note: () => undefined,
    watched: false,
    width: 100,
    colourful: false,
    language,
    environment: {},
    folder,
  };
  await runSolve(path, { timeLimit: 60, ...options }, terminal, tools as CliTools);
  const { exitCode } = process;
  process.exitCode = undefined;
  return { out: out.join('\n'), exitCode };
};

const CASE = `function mpc = two
mpc.version = '2'; mpc.baseMVA = 100;
mpc.bus = [1 3 0 0 0 0 1 1 0 230 1 1.1 0.9; 2 1 60 0 0 0 1 1 0 230 1 1.1 0.9];
mpc.gen = [1 0 0 0 0 1 100 1 100 0; 2 0 0 0 0 1 100 1 50 0];
mpc.branch = [1 2 0 0.1 0 30 0 0 0 0 1 0 0];
mpc.gencost = [2 0 0 2 10 0; 2 0 0 2 40 0];
`;

test('prints what a case costs and what energy is worth at its buses, in the language of the terminal', async () => {
  const { out, exitCode } = await run('two.m', CASE);
  expect(exitCode).toBe(0);
  expect(out).toContain('two  MATPOWER (matpower)');
  expect(out).toContain('cost  1,500 $');
  expect(out).toMatch(/^2 +40\.000 +40\.000 +40\.000$/m);
  expect((await run('two.m', CASE, {}, 'zh')).out).toContain('费用  1,500 $');
});

test('--json prints one object with the objective', async () => {
  const { out } = await run('two.m', CASE, { json: true, convention: 'pglib' });
  expect(JSON.parse(out)).toMatchObject({
    case: 'two',
    convention: 'pglib',
    status: 'optimal',
    objective: 1500,
  });
});

test('a case that cannot be met ends with 5, naming what does not fit and what to loosen', async () => {
  const { out, exitCode } = await run('two.m', CASE.replace('2 1 60', '2 1 90'));
  expect(exitCode).toBe(5);
  expect(out).toContain('infeasible');
  expect(out).toContain('These cannot hold together:');
  expect(out).toContain('The cheapest way out:');
});

/** Two hours, 3 kW of load, 0.3 a kWh; what is above 2 kW costs 5 a kW. */
const request = (battery: object, grid: object = {}) =>
  JSON.stringify({
    batteries: [
      {
        s_min: 0,
        s_max: 4000,
        s_initial: 0,
        c_min: 0,
        c_max: 1000,
        d_max: 1000,
        p_a: 0,
        charge_from_grid: true,
        ...battery,
      },
    ],
    grid,
    time_series: {
      dt: [3600, 3600],
      gt: [1000, 3000],
      ft: [0, 0],
      p_N: [0.0003, 0.0003],
      p_E: [0.0001, 0.0001],
    },
    eta_c: 1,
    eta_d: 1,
  });

test('batteries: the benefit is what is sold less what is bought, with the charge on the highest power', async () => {
  const { out } = await run('home.json', request({}, { p_max_imp: 2000, prc_p_exc_imp: 0.005 }), {
    json: true,
  });
  // 1 kWh is charged in the first hour and given in the second: 4 kWh at 0.3, and never above 2 kW.
  expect((JSON.parse(out) as { objective: number }).objective).toBeCloseTo(-1.2, 6);
  const still = await run(
    'home.json',
    request({ c_max: 0, d_max: 0 }, { p_max_imp: 2000, prc_p_exc_imp: 0.005 }),
    { json: true },
  );
  expect((JSON.parse(still.out) as { objective: number }).objective).toBeCloseTo(-1.2 - 5, 6);
});

test('batteries: power beyond the limit of the connection is dear, and is had where there is no other way', async () => {
  const { out } = await run('home.json', request({ c_max: 500, d_max: 500 }, { p_max_imp: 2000 }), {
    json: true,
  });
  // Half a kW of the third hour's excess is shifted; the other half comes beyond the limit, paid like the rest.
  expect((JSON.parse(out) as { objective: number }).objective).toBeCloseTo(-1.2, 6);
});

test('batteries: a goal out of reach is told in words', async () => {
  const { out } = await run('home.json', request({ s_goal: [0, 3500] }));
  expect(out).toContain(
    'battery1 misses its goal of 3.50 kWh at the end of step 2 by 1.50 kWh: even at full power all the time 2.00 kWh is all that 2.00 h allow.',
  );
});
