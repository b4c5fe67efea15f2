import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real centre: the server process of `npm start` on a data folder and a port of its own. */
export interface Centre {
  readonly url: string;
  readonly dataDir: string;
  /** The one-time link printed at the start; null when the administrator has signed in before. */
  readonly link: string | null;
  /** Calls the API as the local command line does, with the token file of the data folder. */
  request(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  /** Ends the process at once, as a power cut would: no handler runs. */
  kill9(): Promise<void>;
  stop(): Promise<void>;
  output(): string;
}

const START_LIMIT_MS = 90_000;

/** Starts a centre and waits for its address. Give the `dataDir` and `port` of an earlier one to start it again. */
export async function startCentre(
  settings: { dataDir?: string; port?: number; environment?: Record<string, string> } = {},
): Promise<Centre> {
  const dataDir = settings.dataDir ?? mkdtempSync(join(tmpdir(), 'wattbit-centre-'));
  // The embedded server's own user passes through to its files: nothing is left outside the folder.
  chmodSync(dataDir, 0o711);
  const port = settings.port ?? (await freePort());
  const child = spawn(process.execPath, ['--import', 'tsx', 'apps/server/main.ts'], {
    env: {
      ...process.env,
      DATABASE_URL: '',
      WATTBIT_DATA_DIR: dataDir,
      WATTBIT_PORT: String(port),
      WATTBIT_LOG_LEVEL: 'warn',
      ...settings.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const url = `http://127.0.0.1:${port}`;
  await waitUntilUp(url, child, () => output);
  await until(() => Promise.resolve(output.includes('wattbit is up')), Boolean, 10_000);
  const link = /https?:\/\/\S*(?:link|token)\S*/.exec(output)?.[0] ?? null;
  const token = () =>
    (JSON.parse(readFileSync(join(dataDir, 'local-access.json'), 'utf8')) as { token: string }).token;
  return {
    url,
    dataDir,
    link,
    request: (method, path, body) => request(url, token(), method, path, body),
    kill9: () => end(child, 'SIGKILL'),
    stop: () => end(child, 'SIGTERM'),
    output: () => output,
  };
}

/** Removes the data folder of a centre that has ended for good. */
export const removeCentre = (centre: Centre): void =>
  rmSync(centre.dataDir, { recursive: true, force: true });

/** Asks again until an answer satisfies, every 200 ms; fails with the last answer after the limit. */
export async function until<T>(
  ask: () => Promise<T>,
  satisfied: (answer: T) => boolean,
  limitMs = 60_000,
): Promise<T> {
  const giveUpAt = performance.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (satisfied(answer)) return answer;
    if (performance.now() > giveUpAt)
      throw new Error(`Still not so after ${limitMs} ms: ${JSON.stringify(answer)}`);
    await new Promise((done) => setTimeout(done, 200));
  }
}

async function request(url: string, token: string, method: string, path: string, body: unknown) {
  const response = await fetch(url + path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, body: isJson ? (JSON.parse(text) as unknown) : text };
}

async function waitUntilUp(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const giveUpAt = performance.now() + START_LIMIT_MS;
  while (performance.now() < giveUpAt) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    const up = await fetch(`${url}/healthz`).then(
      (r) => r.ok,
      () => false,
    );
    if (up) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  child.kill('SIGKILL');
  throw new Error(`The centre did not come up:\n${output()}`);
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  child.kill(signal);
  return ended;
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? done(address.port) : fail(new Error('no port')),
      );
    });
  });
}
