import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LOCAL_ACCESS_FILE as WRITTEN_BY_THE_CENTRE } from '#platform/auth';
import { apiClient, LOCAL_ACCESS_FILE } from './api-client.ts';
import type { Terminal } from './terminal.ts';

let server: Server;
let url = '';
let folder = '';
const seen: IncomingMessage[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wattbit-client-'));
  server = createServer((request, response) => {
    seen.push(request);
    const refused = request.url === '/refused';
    response.writeHead(refused ? 409 : 200, { 'content-type': 'application/json' });
    const problem = {
      code: 'job-known',
      detail: 'That job is there.',
      remedy: 'Use another id.',
      problems: [],
    };
    response.end(JSON.stringify(refused ? problem : { fine: true }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await writeFile(join(folder, LOCAL_ACCESS_FILE), JSON.stringify({ url, token: 'local-secret', pid: 1 }));
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

const terminal = (environment: Terminal['environment']): Terminal => ({
  print: () => {},
  note: () => {},
  watched: false,
  width: 80,
  colourful: false,
  language: 'en',
  environment,
  folder: '/',
});

test('the local centre is found, with its token, by the file it writes', async () => {
  expect(LOCAL_ACCESS_FILE).toBe(WRITTEN_BY_THE_CENTRE);
  const client = await apiClient(terminal({ WATTBIT_DATA_DIR: folder }), '/');
  expect(await client.get('/x')).toEqual({ fine: true });
  expect(seen.at(-1)?.headers.authorization).toBe('Bearer local-secret');
});

test('the local token never goes to another address', async () => {
  const elsewhere = url.replace('127.0.0.1', 'localhost');
  const client = await apiClient(terminal({ WATTBIT_DATA_DIR: folder, WATTBIT_URL: elsewhere }), '/');
  await client.get('/x').catch(() => undefined);
  const request = seen.find((each) => each.headers.host?.startsWith('localhost'));
  expect(request?.headers.authorization).toBeUndefined();
});

test('a refusal of the centre is the same refusal here, with its remedy', async () => {
  const client = await apiClient(terminal({ WATTBIT_URL: url, WATTBIT_TOKEN: 't' }), '/');
  await expect(client.post('/refused', {})).rejects.toMatchObject({
    code: 'job-known',
    kind: 'conflict',
    message: 'That job is there.',
    remedy: 'Use another id.',
  });
});
