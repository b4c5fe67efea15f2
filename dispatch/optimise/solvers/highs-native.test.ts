import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createProcessRunner } from '../../../apps/native/index.ts';
import { createNativeHighsSolver } from './highs-native.ts';
import { describeLpSolver } from './lp-solver.contract.ts';
import type { SolveLimits } from './lp-solver.ts';
import { program } from './lp-solver-edges.contract.ts';
import type { ProcessOrder, RunProcess } from './run-process.ts';

const STAND_IN = resolve('test/stand-ins/highs.mjs');
const nativeOf = (command: string) => async () => createNativeHighsSolver(createProcessRunner(command));
const limits: SolveLimits = { timeLimitS: 10, isCancelled: () => false, start: 'cold' };
const one = program([1], [[2, 5]], [{ of: [1], from: 3 }]);

describeLpSolver('highs-native, stand-in', nativeOf(STAND_IN));

const real = process.env.WATTBIT_HIGHS ?? 'highs';
const isThere = spawnSync(real, ['--help']).status === 0;
describe.skipIf(!isThere)(
  isThere ? `the command ${real}` : `a real command (skipped: no ${real} on the PATH; set WATTBIT_HIGHS)`,
  () => describeLpSolver('highs-native', nativeOf(real)),
);

test('a warm run starts from the basis of the last one, widened by columns that came since; a cold one does not', async () => {
  const orders: ProcessOrder[] = [];
  const run = createProcessRunner(STAND_IN);
  const recorded: RunProcess = (order) => {
    orders.push(order);
    return run(order);
  };
  const lp = createNativeHighsSolver(recorded).load(one);
  lp.run(limits);
  lp.addColumns({
    cost: Float64Array.of(0.5),
    lower: Float64Array.of(0),
    upper: Float64Array.of(9),
    columnStart: Int32Array.of(0, 1),
    rowIndex: Int32Array.of(0),
    value: Float64Array.of(1),
  });
  lp.run({ ...limits, start: 'widened' });
  expect([...lp.primal()]).toEqual([2, 1]);
  lp.run(limits);
  const bases = orders.filter(({ reads }) => reads.length > 0).map(({ files }) => files['basis.txt']);
  // The first optimum has x basic at 3 and the row at its limit; the new column rests at its lower bound.
  expect(bases).toEqual([
    undefined,
    'HiGHS_basis_file v2\nValid\n# Columns 2\nc0 1\nc1 0\n# Rows 1\nr0 0\n',
    undefined,
  ]);
});

describe('a command that does not do what it should', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wattbit-broken-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const script = (name: string, body: string): string => {
    const path = join(folder, name);
    writeFileSync(path, `#!/bin/sh\n${body}\n`);
    chmodSync(path, 0o755);
    return path;
  };
  const outcomeOf = async (command: string, over: Partial<SolveLimits> = {}) => {
    const lp = (await nativeOf(command)()).load(one);
    const outcome = lp.run({ ...limits, ...over });
    expect(lp.objectiveValue()).toBeNaN();
    expect([...lp.primal()]).toEqual([0]);
    return outcome;
  };

  test('is not there: a failure that names it', async () => {
    const outcome = await outcomeOf(join(folder, 'gone'));
    expect(outcome).toMatchObject({
      kind: 'failed',
      detail: expect.stringMatching(/gone could not be started/),
    });
  });

  test('ends without a solution: a failure with its code and what it said', async () => {
    const outcome = await outcomeOf(script('angry', 'echo no licence; exit 3'));
    expect(outcome).toMatchObject({ kind: 'failed', detail: expect.stringMatching(/code 3.*no licence/) });
  });

  test.each([
    ['half a file', 'printf "Model status\\nOptimal\\n\\n# Primal solution values\\nFeasible\\nObj"'],
    [
      'numbers that are none',
      'printf "Model status\\nOptimal\\n\\n# Primal solution values\\nFeasible\\nObjective 3\\n# Columns 1\\nc0 nonsense\\n# Rows 1\\nr0 3\\n\\n# Dual solution values\\nNone\\n"',
    ],
    ['something else', 'echo hello'],
  ])('writes %s: a failure', async (name, body) => {
    const outcome = await outcomeOf(script(name.replaceAll(' ', '-'), `${body} > solution.txt`));
    expect(outcome.kind).toBe('failed');
  });

  test('never ends: it is killed when the plan is cancelled', async () => {
    const pidFile = join(folder, 'endless.pid');
    const pid = () => (existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8')) : 0);
    const command = script('endless', `echo $$ > ${pidFile}; exec sleep 60`);
    expect(await outcomeOf(command, { isCancelled: () => pid() > 0 })).toEqual({
      kind: 'failed',
      detail: 'cancelled',
    });
    expect(() => process.kill(pid(), 0)).toThrow('ESRCH');
  });

  test('does not keep its time limit: it is killed, and the ending is the time limit', () => {
    const run = createProcessRunner(script('late', 'exec sleep 60'));
    const order = { arguments: [], files: {}, reads: [], killAfterS: 0.2, isCancelled: () => false };
    expect(run(order)).toEqual({ kind: 'outOfTime' });
  });
});
