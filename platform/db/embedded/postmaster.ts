import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '#platform/errors';
import type { Placement } from './placement.ts';

/** The process that serves a data folder now, or null. Reads postmaster.pid, which PostgreSQL itself keeps. */
export function runningPostmaster(placement: Placement): number | null {
  const file = path.join(placement.data, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  return Number.isInteger(pid) && pid > 1 && isPostgres(pid, placement.data) ? pid : null;
}

/** After a reboot another program may carry the dead server's pid; PostgreSQL would then refuse to start. */
export function forgetDeadPostmaster(placement: Placement): void {
  if (runningPostmaster(placement) === null)
    rmSync(path.join(placement.data, 'postmaster.pid'), { force: true });
}

function isPostgres(pid: number, data: string): boolean {
  if (!isAlive(pid)) return false;
  const commandLine = `/proc/${pid}/cmdline`;
  // Without /proc (macOS) a living pid is believed.
  if (!existsSync('/proc/self/cmdline')) return true;
  if (!existsSync(commandLine)) return false;
  return readFileSync(commandLine, 'utf8').includes(data);
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function isZombie(pid: number): boolean {
  try {
    return / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/\(.*\)/s, ''));
  } catch {
    return false;
  }
}

/** SIGINT is PostgreSQL's fast and clean stop: sessions end, a checkpoint is written. Returns whom it was sent to. */
export function signalPostmaster(placement: Placement): number | null {
  const pid = runningPostmaster(placement);
  if (pid !== null) process.kill(pid, 'SIGINT');
  return pid;
}

/** Stops the server and waits until it has ended. */
export async function stopPostmaster(placement: Placement, withinMs = 30_000): Promise<void> {
  const pid = signalPostmaster(placement);
  if (pid === null) return;
  const lastMs = Date.now() + withinMs;
  while (isAlive(pid) && runningPostmaster(placement) === pid) {
    if (Date.now() > lastMs) throw stuck(pid);
    await sleep(20);
  }
}

const stuck = (pid: number): AppError =>
  new AppError({
    code: 'database-does-not-stop',
    kind: 'unavailable',
    message: `The embedded PostgreSQL (pid ${pid}) did not stop in time.`,
    remedy: `Look at postgres.log in the data folder; "kill -QUIT ${pid}" stops it at once, its log repairs the data.`,
  });
