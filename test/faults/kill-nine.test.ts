import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { type Centre, removeCentre, startCentre, until } from '../centre.ts';

/** Scenario seconds a wall second: a period lasts 15 s, so that kills fall into planning, starts and closes alike. */
const SPEED = 60;
const KILLS = Number(process.env.WATTBIT_TEST_KILLS ?? 20);
const JOBS_A_ROUND = 3;
const ENVIRONMENT = { WATTBIT_SCENARIO: 'one-site', WATTBIT_SPEED: String(SPEED) };

interface JobRow {
  readonly id: string;
  readonly state: string;
  readonly endedAtMs: number | null;
}
interface Cycle {
  readonly state: string;
  readonly lastPlanId: string | null;
}

let centre: Centre | null = null;
afterAll(async () => {
  await centre?.stop();
  if (centre !== null) removeCentre(centre);
});

const get = async <T>(path: string): Promise<T> => {
  const { status, body } = await centre!.request('GET', path);
  expect(status, `${path}: ${JSON.stringify(body)}`).toBe(200);
  return body as T;
};

/** A job, wanted soon, whose command leaves a line when it starts and one when it has ended. */
const jobNumbered = (id: string, proof: string, number: number, nowMs: number) => ({
  id,
  kind: number % 2 === 0 ? 'rigid' : 'preemptible',
  poolKind: 'cpu',
  units: 4,
  durationHours: 0.05,
  dueAt: new Date(nowMs + 300_000).toISOString(),
  latenessYuanPerHour: 10_000,
  latestEndAt: new Date(nowMs + 86_400_000).toISOString(),
  command: [
    'sh',
    '-c',
    `echo "start $WATTBIT_JOB_ID" >> "${proof}"; sleep 2; echo "end $WATTBIT_JOB_ID" >> "${proof}"`,
  ],
});

const linesOf = (proof: string): string[] => {
  try {
    return readFileSync(proof, 'utf8').split('\n').filter(Boolean);
  } catch {
    return [];
  }
};

type Moment = 'at once after the answer' | 'while planning' | 'while a job runs' | 'after a while' | 'missed';
const reached = async (waiting: Promise<unknown>, moment: Moment): Promise<Moment> =>
  waiting.then(
    () => moment,
    () => 'missed',
  );

/** Waits for the moment this round's kill is meant for; it is missed when it does not come soon. */
async function momentOf(round: number, proof: string): Promise<Moment> {
  const patience = 6_000;
  switch (round % 4) {
    case 0:
      return 'at once after the answer';
    case 1: {
      const planning = () => get<Cycle>('/api/dispatch/cycle');
      return reached(
        until(planning, (cycle) => cycle.state === 'planning', patience),
        'while planning',
      );
    }
    case 2: {
      const open = async () =>
        linesOf(proof).filter((line) => line.startsWith('start')).length * 2 - linesOf(proof).length;
      return reached(
        until(open, (running) => running > 0, patience),
        'while a job runs',
      );
    }
    default:
      await wait(400 + round * 130);
      return 'after a while';
  }
}

test(`a centre killed ${KILLS} times, also while it plans and while a job runs, loses nothing it accepted, runs no job twice and keeps its audit log whole`, async () => {
  centre = await startCentre({ environment: ENVIRONMENT });
  const { dataDir } = centre;
  const port = Number(new URL(centre.url).port);
  const proof = join(dataDir, 'proof.txt');
  const accepted: string[] = [];
  const moments: Moment[] = [];
  for (let round = 0; round < KILLS; round++) {
    const { clock } = await get<{ clock: { nowMs: number } }>('/api/dispatch/overview');
    const jobs = Array.from({ length: JOBS_A_ROUND }, (_, n) =>
      jobNumbered(`kill-${round}-${n}`, proof, n, clock.nowMs),
    );
    const answer = await centre.request('POST', '/api/dispatch/jobs', jobs);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    accepted.push(...(answer.body as { accepted: string[] }).accepted);
    moments.push(await momentOf(round, proof));
    await centre.kill9();
    centre = await startCentre({ dataDir, port, environment: ENVIRONMENT });
  }
  expect(moments).toEqual(expect.arrayContaining(['while planning', 'while a job runs']));
  expect(accepted).toHaveLength(KILLS * JOBS_A_ROUND);

  const mine = async () => (await get<{ rows: JobRow[] }>('/api/dispatch/jobs?text=kill-&limit=1000')).rows;
  const ended = await until(mine, (all) => all.every((job) => job.endedAtMs !== null), 240_000);
  expect(ended.map((job) => job.id).sort()).toEqual([...accepted].sort());
  expect(ended.filter((job) => job.state !== 'finished')).toEqual([]);

  const lines = linesOf(proof);
  expect(lines.filter((line) => line.startsWith('start')).sort()).toEqual(
    accepted.map((id) => `start ${id}`).sort(),
  );
  expect(lines.filter((line) => line.startsWith('end')).sort()).toEqual(
    accepted.map((id) => `end ${id}`).sort(),
  );

  expect(await get('/api/audit/verify')).toMatchObject({ whole: true, firstBad: null });
}, 900_000);
