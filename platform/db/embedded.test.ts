import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { stopEmbeddedServer } from './embedded/server.ts';

const CENTRE = path.join(import.meta.dirname, 'fixtures/centre.ts');

interface Said {
  readonly kind?: string;
  readonly rows?: number;
  readonly code?: string;
  readonly message?: string;
}

let root: string;
let dataDir: string;
let children: ChildProcess[];

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'wattbit-embedded-'));
  chmodSync(root, 0o711);
  dataDir = path.join(root, 'data');
  children = [];
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await stopEmbeddedServer(dataDir);
  const place = path.join(dataDir, 'database-place');
  if (existsSync(place)) rmSync(readFileSync(place, 'utf8').trim(), { recursive: true, force: true });
  rmSync(root, { recursive: true, force: true });
});

async function startCentre(): Promise<{ child: ChildProcess; said: Said }> {
  const child = spawn(process.execPath, ['--import', 'tsx', CENTRE, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  return { child, said: JSON.parse(line.toString()) as Said };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

describe('the embedded server', { timeout: 180_000 }, () => {
  test('stops with its centre and comes back with the data', async () => {
    const first = await startCentre();
    expect(first.said).toEqual({ kind: 'embedded', rows: 1 });
    await end(first.child, 'SIGTERM');
    expect(existsSync(path.join(dataDir, 'postgres/data/postmaster.pid'))).toBe(false);
    const second = await startCentre();
    expect(second.said).toEqual({ kind: 'embedded', rows: 2 });
  });

  test('left running by a centre killed with -9 is adopted within seconds, with the data', async () => {
    const first = await startCentre();
    await end(first.child, 'SIGKILL');
    const startedMs = Date.now();
    const second = await startCentre();
    expect(second.said).toEqual({ kind: 'embedded, adopted', rows: 2 });
    expect(Date.now() - startedMs).toBeLessThan(20_000);
    await end(second.child, 'SIGTERM');
    expect(existsSync(path.join(dataDir, 'postgres/data/postmaster.pid'))).toBe(false);
  });

  test('killed together with its centre repairs itself at the next start', async () => {
    const first = await startCentre();
    const pidFile = path.join(dataDir, 'postgres/data/postmaster.pid');
    const serverPid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
    await end(first.child, 'SIGKILL');
    process.kill(serverPid, 'SIGKILL');
    expect((await startCentre()).said).toEqual({ kind: 'embedded', rows: 2 });
  });

  test('refuses a second centre and says the pid of the first, which goes on', async () => {
    const first = await startCentre();
    const second = await startCentre();
    expect(second.said.code).toBe('centre-already-running');
    expect(second.said.message).toContain(`pid ${first.child.pid} `);
    expect(first.child.exitCode).toBeNull();
    await end(first.child, 'SIGKILL');
    expect((await startCentre()).said.rows).toBe(2);
  });

  test('works below a folder that only its owner may enter', async () => {
    const closed = path.join(root, 'home');
    mkdirSync(closed, { mode: 0o700 });
    dataDir = path.join(closed, 'clone/.wattbit');
    const first = await startCentre();
    expect(first.said).toEqual({ kind: 'embedded', rows: 1 });
    const home = readFileSync(path.join(dataDir, 'database-place'), 'utf8').trim();
    const root0 = process.getuid?.() === 0;
    expect(home.startsWith('/var/lib/wattbit/')).toBe(root0);
    await end(first.child, 'SIGKILL');
    expect((await startCentre()).said).toEqual({ kind: 'embedded, adopted', rows: 2 });
  });
});
