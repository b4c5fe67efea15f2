import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ManualClock, manualClock } from '#platform/clock';
import { openTestHall, type TestHall } from './testing.ts';

const PASSWORD = 'four wind mills turn';
let hall: TestHall;
let wall: ManualClock;

beforeEach(async () => {
  wall = manualClock(Date.parse('2026-11-23T08:00:00+08:00'));
  hall = await openTestHall({ wallClock: wall });
});
afterEach(() => hall.close());

const call = (
  method: InjectOptions['method'],
  url: string,
  payload?: object,
  headers: Record<string, string> = {},
) =>
  hall.app.inject({
    method: method!,
    url,
    headers: { host: '127.0.0.1:4120', ...headers },
    ...(payload ? { payload } : {}),
  });
const cookieOf = (response: LightMyRequestResponse): Record<string, string> => {
  const [cookie] = response.cookies;
  return { cookie: `${cookie?.name}=${cookie?.value}` };
};
async function firstAdministrator(): Promise<Record<string, string>> {
  const link = (await hall.auth.firstLink())!;
  const cookie = cookieOf(await call('POST', '/api/session/link', { token: link.split('token=')[1] }));
  await call('POST', '/api/session/password', { newPassword: PASSWORD }, cookie);
  return cookie;
}
const signIn = (name: string, password: string) => call('POST', '/api/session', { name, password });
const signInFrom = (remoteAddress: string, password: string) =>
  hall.app.inject({
    ...{ method: 'POST', url: '/api/session', remoteAddress, headers: { host: '127.0.0.1:4120' } },
    payload: { name: 'admin', password },
  });

describe('the first start', () => {
  test('gives a link that signs the administrator in once', async () => {
    const link = (await hall.auth.firstLink())!;
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:4120\/#token=[\w-]{43}$/);
    const token = link.split('token=')[1];
    const first = await call('POST', '/api/session/link', { token });
    expect(first.json()).toEqual({ name: 'admin', role: 'administrator', mustSetPassword: true });
    expect(first.cookies[0]).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
    const second = await call('POST', '/api/session/link', { token });
    expect(second.json()).toMatchObject({ status: 401, code: 'link-used-up' });
  });

  test('gives a fresh link at each start while no password is set, and the one before stops working', async () => {
    const lost = (await hall.auth.firstLink())!;
    const fresh = (await hall.auth.firstLink())!;
    const tokenOf = (link: string) => ({ token: link.split('token=')[1] });
    expect((await call('POST', '/api/session/link', tokenOf(lost))).statusCode).toBe(401);
    expect((await call('POST', '/api/session/link', tokenOf(fresh))).statusCode).toBe(200);
    await firstAdministrator();
    expect(await hall.auth.firstLink()).toBeNull();
  });

  test('gives a link that runs out after a day', async () => {
    const link = (await hall.auth.firstLink())!;
    wall.advance(25 * 3_600_000);
    expect((await call('POST', '/api/session/link', { token: link.split('token=')[1] })).statusCode).toBe(
      401,
    );
  });
});

describe('a session', () => {
  test('begins with name and password, whatever the case of the name, and ends with signing out', async () => {
    await firstAdministrator();
    const opened = await signIn('Admin', PASSWORD);
    expect(opened.json()).toEqual({ name: 'admin', role: 'administrator', mustSetPassword: false });
    const cookie = cookieOf(opened);
    expect((await call('GET', '/api/session', undefined, cookie)).statusCode).toBe(200);
    expect((await call('DELETE', '/api/session', undefined, cookie)).statusCode).toBe(204);
    expect((await call('GET', '/api/session', undefined, cookie)).statusCode).toBe(401);
  });

  test('ends after a week without use', async () => {
    const cookie = await firstAdministrator();
    wall.advance(6 * 24 * 3_600_000);
    expect((await call('GET', '/api/session', undefined, cookie)).statusCode).toBe(200);
    wall.advance(8 * 24 * 3_600_000);
    expect((await call('GET', '/api/session', undefined, cookie)).statusCode).toBe(401);
  });

  test('of the same account elsewhere ends when the password changes', async () => {
    const here = await firstAdministrator();
    const elsewhere = cookieOf(await signIn('admin', PASSWORD));
    const change = { currentPassword: PASSWORD, newPassword: 'five solar fields shine' };
    expect((await call('POST', '/api/session/password', change, here)).statusCode).toBe(204);
    expect((await call('GET', '/api/session', undefined, here)).statusCode).toBe(200);
    expect((await call('GET', '/api/session', undefined, elsewhere)).statusCode).toBe(401);
  });

  test('of the same account elsewhere ends when its person signs in by a fresh link', async () => {
    const lost = await firstAdministrator();
    const { accounts } = (await call('GET', '/api/accounts', undefined, lost)).json();
    const made = await call(
      'POST',
      `/api/accounts/${accounts[0].id}/link`,
      undefined,
      hall.as('administrator'),
    );
    const token = made.json().link.split('token=')[1];
    const here = cookieOf(await call('POST', '/api/session/link', { token }));
    expect((await call('GET', '/api/session', undefined, here)).statusCode).toBe(200);
    expect((await call('GET', '/api/session', undefined, lost)).statusCode).toBe(401);
  });

  test('does not let a page of another site act with its cookie', async () => {
    const cookie = await firstAdministrator();
    const order = { name: 'li', role: 'viewer' };
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      const response = await call('POST', '/api/accounts', order, { ...cookie, ...headers } as Record<
        string,
        string
      >);
      expect(response.json()).toMatchObject({ status: 403, code: 'other-origin' });
    }
    const own = { ...cookie, origin: 'http://127.0.0.1:4120' };
    expect((await call('POST', '/api/accounts', order, own)).statusCode).toBe(201);
  });

  test('is not opened for a name that was pointed to the loopback address', async () => {
    const response = await call('GET', '/api/session', undefined, { host: 'rebound.example:4120' });
    expect(response.json()).toMatchObject({ status: 403, code: 'other-host' });
  });
});

describe('passwords', () => {
  test('that are wrong are answered alike for known and unknown names', async () => {
    await firstAdministrator();
    const known = (await signIn('admin', 'wrong wrong wrong')).json();
    const unknown = (await signIn('nobody', 'wrong wrong wrong')).json();
    expect({ ...known, requestId: '' }).toEqual({ ...unknown, requestId: '' });
    expect(known).toMatchObject({ status: 401, code: 'sign-in-refused' });
  });

  test('that are guessed are slowed down, also for who knows the right one, and the audit log says so', async () => {
    await firstAdministrator();
    for (let i = 0; i < 5; i += 1) await signIn('admin', `guess number ${i}`);
    expect((await signIn('admin', PASSWORD)).json()).toMatchObject({ status: 429, code: 'sign-in-slowed' });
    wall.advance(2_000);
    expect((await signIn('admin', PASSWORD)).statusCode).toBe(200);
    expect((await hall.audit.list({ limit: 9, action: 'session.guessing' })).rows).toHaveLength(1);
  });

  test('that are guessed at one address leave the person at another address alone', async () => {
    await firstAdministrator();
    for (let i = 0; i < 6; i += 1) await signInFrom('10.0.0.9', `guess number ${i}`);
    expect((await signInFrom('10.0.0.9', PASSWORD)).statusCode).toBe(429);
    expect((await signIn('admin', PASSWORD)).statusCode).toBe(200);
  });

  test('that are guessed all at once are counted one by one', async () => {
    await firstAdministrator();
    const guesses = await Promise.all(
      Array.from({ length: 12 }, (_, i) => signIn('admin', `guess number ${i}`)),
    );
    const statuses = guesses.map(({ statusCode }) => statusCode).sort();
    expect(statuses).toEqual([...Array(5).fill(401), ...Array(7).fill(429)]);
  });

  test('that are short, obvious or given without the current one are refused', async () => {
    const cookie = await firstAdministrator();
    const change = (body: object) => call('POST', '/api/session/password', body, cookie);
    expect((await change({ newPassword: 'long enough a password' })).json()).toMatchObject({
      problems: [{ field: 'body.currentPassword' }],
    });
    for (const newPassword of ['short', 'aaaaaaaaaaaaaa', 'the-admin-of-it', 'wattbit-2026']) {
      const refused = await change({ currentPassword: PASSWORD, newPassword });
      expect(refused.json()).toMatchObject({
        code: 'password-refused',
        problems: [{ field: 'body.newPassword' }],
      });
    }
  });

  test('are never in the database or the audit log', async () => {
    await firstAdministrator();
    const { rows } = await hall.database.pool.query('select a::text from auth.account a');
    expect(JSON.stringify(rows)).toContain('scrypt$');
    expect(JSON.stringify(rows)).not.toContain(PASSWORD);
    expect(JSON.stringify(await hall.audit.list({ limit: 99 }))).not.toContain(PASSWORD);
  });
});

describe('accounts', () => {
  test('are made with a link for their person, changed and shut by an administrator', async () => {
    const admin = await firstAdministrator();
    const made = (await call('POST', '/api/accounts', { name: '李雷', role: 'operator' }, admin)).json();
    const li = cookieOf(await call('POST', '/api/session/link', { token: made.link.split('token=')[1] }));
    expect((await call('GET', '/api/session', undefined, li)).json()).toMatchObject({
      name: '李雷',
      role: 'operator',
    });
    expect((await call('PATCH', `/api/accounts/${made.id}`, { active: false }, admin)).statusCode).toBe(204);
    expect((await call('GET', '/api/session', undefined, li)).statusCode).toBe(401);
    const { accounts } = (await call('GET', '/api/accounts', undefined, admin)).json();
    expect(accounts).toMatchObject([{ name: 'admin' }, { name: '李雷', active: false, hasPassword: false }]);
  });

  test('of the same name are refused', async () => {
    const admin = await firstAdministrator();
    const response = await call('POST', '/api/accounts', { name: 'ADMIN', role: 'viewer' }, admin);
    expect(response.json()).toMatchObject({ status: 409, code: 'account-exists' });
  });

  test('always leave one administrator', async () => {
    const admin = await firstAdministrator();
    const { accounts } = (await call('GET', '/api/accounts', undefined, admin)).json();
    for (const change of [{ role: 'viewer' }, { active: false }]) {
      const response = await call('PATCH', `/api/accounts/${accounts[0].id}`, change, admin);
      expect(response.json()).toMatchObject({ status: 409, code: 'last-administrator' });
    }
  });
});

describe('roles', () => {
  test('may do what those below them may, and no more', async () => {
    const status = async (role: 'viewer' | 'operator' | 'administrator', url: string) =>
      (await call('GET', url, undefined, hall.as(role))).statusCode;
    expect(await status('viewer', '/api/audit')).toBe(200);
    expect(await status('viewer', '/api/tokens')).toBe(403);
    expect(await status('operator', '/api/tokens')).toBe(200);
    expect(await status('operator', '/api/accounts')).toBe(403);
    expect(await status('administrator', '/api/accounts')).toBe(200);
  });
});

describe('API tokens', () => {
  test('are shown once, stored only as a hash, and stop working when revoked', async () => {
    const admin = hall.as('administrator');
    const made = (await call('POST', '/api/tokens', { name: 'ci', role: 'operator' }, admin)).json();
    const bearer = { authorization: `Bearer ${made.token}` };
    const session = await call('GET', '/api/session', undefined, bearer);
    expect(session.json()).toMatchObject({ name: 'token:ci', role: 'operator' });
    const { rows } = await hall.database.pool.query('select t::text from auth.token t');
    expect(JSON.stringify(rows)).not.toContain(made.token);
    await call('DELETE', `/api/tokens/${made.id}`, undefined, admin);
    expect((await call('GET', '/api/session', undefined, bearer)).json()).toMatchObject({
      code: 'token-refused',
    });
    expect((await call('POST', '/api/tokens', { name: 'ci', role: 'viewer' }, admin)).statusCode).toBe(201);
  });

  test('may not do more than who makes them', async () => {
    const wanted = { name: 'climber', role: 'administrator' };
    const response = await call('POST', '/api/tokens', wanted, hall.as('operator'));
    expect(response.json()).toMatchObject({ status: 403, code: 'role-too-low' });
  });

  test('run out', async () => {
    const wanted = { name: 'brief', role: 'viewer', days: 1 };
    const made = (await call('POST', '/api/tokens', wanted, hall.as('administrator'))).json();
    wall.advance(25 * 3_600_000);
    const bearer = { authorization: `Bearer ${made.token}` };
    expect((await call('GET', '/api/session', undefined, bearer)).statusCode).toBe(401);
  });

  test('of this machine’s own command line work without being stored', async () => {
    const bearer = { authorization: `Bearer ${hall.auth.localToken}` };
    const session = await call('GET', '/api/session', undefined, bearer);
    expect(session.json()).toEqual({ name: 'local', role: 'administrator', mustSetPassword: false });
  });
});
