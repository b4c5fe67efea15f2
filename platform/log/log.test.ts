import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { createLog } from './log.ts';

test('secrets and personal identity never reach a line', () => {
  const lines = new PassThrough();
  const log = createLog('info', lines);
  log.info({
    password: 'p-1',
    account: { newPassword: 'p-2', email: 'li@example.cn', role: 'viewer' },
    req: { headers: { authorization: 'Bearer t-1', cookie: 'c-1', host: 'h' } },
    config: { databaseUrl: 'postgres://u:p-3@h/d' },
  });
  const line = String(lines.read());
  for (const secret of ['p-1', 'p-2', 'li@example.cn', 't-1', 'c-1', 'p-3'])
    expect(line).not.toContain(secret);
  expect(JSON.parse(line)).toMatchObject({
    level: 'info',
    account: { role: 'viewer' },
    password: '[hidden]',
  });
});
