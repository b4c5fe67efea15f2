import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { AppError } from '#platform/errors';
import { openTestHall, type TestHall } from '../auth/testing.ts';
import { requireRole } from './access.ts';
import type { ServerRoom } from './room.ts';
import { sendReport } from './security.ts';

const reading = z.object({ sensor: z.string().min(1), valuesMw: z.array(z.number().nonnegative()).min(1) });

const ROOM: ServerRoom = {
  id: 'mill',
  schema: 'mill',
  migrations: [{ id: '0001-reading', sql: 'create table reading (sensor text primary key);' }],
  register: (app, { db, audit, events }) => {
    app.get('/open', { config: { access: 'public' } }, async () => ({ open: true }));
    app.post(
      '/readings',
      { preHandler: requireRole('operator'), schema: { body: reading } },
      async (request) => {
        await db.transaction().execute(async (trx) => {
          await trx.insertInto('mill.reading').values({ sensor: request.body.sensor }).execute();
          const actor = request.actor!.name;
          await audit.append(trx, { actor, action: 'reading.add', subject: request.body.sensor });
        });
        events.publish('mill.reading', { sensor: request.body.sensor });
        return { peakMw: Math.max(...request.body.valuesMw) };
      },
    );
    app.get('/broken', { preHandler: requireRole('viewer') }, async () => {
      throw new Error('the secret inside');
    });
    app.get('/away', { config: { access: 'public' } }, async () => {
      throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', syscall: 'connect' });
    });
    app.get('/refused', { config: { access: 'public' } }, async () => {
      throw new AppError({
        code: 'mill-stands',
        kind: 'conflict',
        message: 'It stands.',
        remedy: 'Wait for wind.',
      });
    });
    app.get('/report.html', { config: { access: 'public' } }, async (_request, reply) =>
      sendReport(reply, '<p>wind</p>'),
    );
  },
};

let hall: TestHall;
let consoleDir: string;
beforeAll(async () => {
  consoleDir = mkdtempSync(path.join(os.tmpdir(), 'wattbit-console-'));
  mkdirSync(path.join(consoleDir, 'assets'));
  writeFileSync(path.join(consoleDir, 'index.html'), '<title>console</title>');
  writeFileSync(path.join(consoleDir, 'assets/main-1a2b.js'), 'export {};');
  hall = await openTestHall({ rooms: [ROOM], consoleDir });
});
afterAll(async () => {
  await hall.close();
  rmSync(consoleDir, { recursive: true });
});

const host = { host: '127.0.0.1:4120' };
const get = (url: string, headers: Record<string, string> = {}) =>
  hall.app.inject({ url, headers: { ...host, ...headers } });
const post = (url: string, payload: object | string, headers: Record<string, string> = {}) =>
  hall.app.inject({ method: 'POST', url, payload, headers: { ...host, ...headers } });

describe('a room', () => {
  test('is mounted below its own name, with its schema, and its deeds are audited with their doer', async () => {
    const body = { sensor: 'north', valuesMw: [1.5, 2.5] };
    const response = await post('/api/mill/readings', body, hall.as('operator'));
    expect(response.json()).toEqual({ peakMw: 2.5 });
    const { rows } = await hall.audit.list({ limit: 1, action: 'reading.' });
    expect(rows[0]).toMatchObject({ actor: 'token:operator', subject: 'north' });
  });

  test('with a route that does not say who may call it does not start', async () => {
    const careless = { ...ROOM, id: 'careless', schema: 'careless', register: withoutAccess };
    await expect(openTestHall({ rooms: [careless] })).rejects.toThrow(
      'GET /api/careless/all does not say who may call it',
    );
  });
});
const withoutAccess: ServerRoom['register'] = (app) => {
  app.get('/all', async () => ({}));
};

describe('a refusal is problem+json', () => {
  test('with every mistake of the request and where it is', async () => {
    const response = await post(
      '/api/mill/readings',
      { sensor: '', valuesMw: [1, -2, 'x'] },
      hall.as('operator'),
    );
    expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(response.json()).toMatchObject({
      type: 'urn:wattbit:problem:request-invalid',
      status: 400,
      instance: '/api/mill/readings',
      retryable: false,
      problems: [{ field: 'body.sensor' }, { field: 'body.valuesMw[1]' }, { field: 'body.valuesMw[2]' }],
    });
  });

  test('for who is not signed in and for who may not, before the body is read', async () => {
    expect((await post('/api/mill/readings', 'not json')).json()).toMatchObject({
      status: 401,
      code: 'sign-in-needed',
    });
    const refused = await post('/api/mill/readings', {}, hall.as('viewer'));
    expect(refused.json()).toMatchObject({ status: 403, code: 'role-too-low' });
    const forged = await post('/api/mill/readings', {}, { authorization: 'Bearer wbt_forged' });
    expect(forged.json()).toMatchObject({ status: 401, code: 'token-refused' });
  });

  test('for a body that is no JSON, is too large or of an unknown type', async () => {
    const json = { 'content-type': 'application/json', ...hall.as('operator') };
    expect((await post('/api/mill/readings', '{"a":', json)).json()).toMatchObject({ status: 400 });
    const large = JSON.stringify({ sensor: 'x'.repeat(17 * 1024 * 1024) });
    expect((await post('/api/mill/readings', large, json)).json()).toMatchObject({
      status: 413,
      title: 'Too large',
    });
    const xml = { 'content-type': 'text/xml', ...hall.as('operator') };
    expect((await post('/api/mill/readings', '<a/>', xml)).json()).toMatchObject({ status: 415 });
  });

  test('with the kind’s own status, code and remedy', async () => {
    expect((await get('/api/mill/refused')).json()).toMatchObject({
      ...{
        status: 409,
        code: 'mill-stands',
        detail: 'It stands.',
        remedy: 'Wait for wind.',
        retryable: true,
      },
    });
    const away = await get('/api/mill/away');
    expect(away.json()).toMatchObject({ status: 503, code: 'database-unavailable', retryable: true });
    expect(away.headers['retry-after']).toBe('2');
  });

  test('that shows nothing of the inside when the fault is our own', async () => {
    const response = await get('/api/mill/broken', hall.as('viewer'));
    expect(response.json()).toMatchObject({ status: 500, code: 'own-fault', retryable: false });
    expect(response.body).not.toContain('secret');
  });

  test('for an address that is not there', async () => {
    expect((await get('/api/nothing')).json()).toMatchObject({ status: 404, code: 'no-such-address' });
  });
});

describe('the console', () => {
  test('opens at every page address, and its hashed files may be kept for ever', async () => {
    for (const url of ['/', '/plan', '/jobs/a-b']) expect((await get(url)).body).toContain('<title>console');
    expect((await get('/assets/main-1a2b.js')).headers['cache-control']).toContain('immutable');
    expect((await get('/')).headers['cache-control']).toBe('no-cache');
    expect((await get('/assets/gone.js')).statusCode).toBe(404);
  });

  test('and everything else come with a policy that runs nobody else’s script', async () => {
    const policy = String((await get('/')).headers['content-security-policy']);
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('upgrade-insecure-requests');
    const report = await get('/api/mill/report.html');
    expect(report.headers['content-security-policy']).toMatch(/^sandbox allow-scripts/);
    expect(report.headers['content-type']).toContain('text/html');
  });
});

describe('the API description', () => {
  test('is OpenAPI 3.1 and names the role each route needs', async () => {
    const description = (await get('/api/openapi.json')).json();
    expect(description.openapi).toBe('3.1.0');
    const route = description.paths['/api/mill/readings'].post;
    expect(route['x-role']).toBe('operator');
    expect(route.description).toContain('Needs the role operator.');
    expect(route.requestBody.content['application/json'].schema.properties.valuesMw.type).toBe('array');
    expect(description.paths['/api/session'].post.security).toEqual([]);
  });

  test('is also a page that loads nothing from elsewhere', async () => {
    const page = await get('/api/docs');
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toMatch(/(src|href)="https?:/);
    expect(page.body).not.toMatch(/<script>/);
  });
});

test('the health address says whether the database answers', async () => {
  expect((await get('/healthz')).json()).toEqual({ status: 'ok', database: 'ok', version: '0.0.0' });
});
