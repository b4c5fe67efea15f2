import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type Centre, removeCentre, startCentre, until } from '../centre.ts';

const ENVIRONMENT = { WATTBIT_SCENARIO: 'one-site', WATTBIT_SPEED: '60' };
const TIMES = 3;

let centre: Centre | null = null;
afterAll(async () => {
  await centre?.stop();
  if (centre !== null) removeCentre(centre);
});

const ask = async (path: string) => {
  try {
    return await centre!.request('GET', path);
  } catch (error) {
    return { status: 0, body: `${error}\n${centre!.output().slice(-2000)}` };
  }
};
const cycle = async () => (await ask('/api/dispatch/cycle')).body as Record<string, unknown> | string;
const field = (answer: Record<string, unknown> | string, name: string): unknown =>
  typeof answer === 'string' ? null : (answer[name] ?? null);

/** Ends one connection's server process without a word: PostgreSQL then cuts all of them and recovers. */
function killOneBackend(dataDir: string): void {
  const home = readFileSync(join(dataDir, 'database-place'), 'utf8').trim();
  const postmaster = Number(readFileSync(join(home, 'data/postmaster.pid'), 'utf8').split('\n')[0]);
  const backends = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => isBackendOf(postmaster, pid));
  expect(backends.length).toBeGreaterThan(0);
  process.kill(Number(backends[0]), 'SIGKILL');
}

function isBackendOf(postmaster: number, pid: string): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    const title = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return parent === postmaster && / wattbit /.test(title);
  } catch {
    return false;
  }
}

test('a centre whose database connections are cut while it plans goes on by itself and loses nothing', async () => {
  centre = await startCentre({ environment: ENVIRONMENT });
  const accepted: string[] = [];
  for (let time = 0; time < TIMES; time++) {
    const job = {
      id: `cut-${time}`,
      kind: 'rigid',
      poolKind: 'cpu',
      units: 2,
      durationHours: 0.05,
      dueAt: '2025-03-10T08:15:00+08:00',
      latenessYuanPerHour: 10_000,
      latestEndAt: '2025-03-12T08:00:00+08:00',
      command: ['true'],
    };
    const answer = await centre.request('POST', '/api/dispatch/jobs', job);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    accepted.push(job.id);
    await until(cycle, (view) => field(view, 'state') === 'planning', 90_000);
    const before = field(await cycle(), 'lastPlanId');
    killOneBackend(centre.dataDir);
    await until(
      cycle,
      (view) => field(view, 'lastPlanId') !== null && field(view, 'lastPlanId') !== before,
      120_000,
    );
  }
  for (const id of accepted) {
    const story = () => ask(`/api/dispatch/jobs/${id}`);
    await until(story, ({ body }) => field(body as Record<string, unknown>, 'state') === 'finished', 120_000);
  }
  expect((await ask('/api/audit/verify')).body).toMatchObject({ whole: true });
}, 600_000);
