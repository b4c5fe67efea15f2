import { afterAll, expect, test } from 'vitest';
import type { WhatIfView } from '#dispatch/domain';
import { type Centre, removeCentre, startCentre, until } from '../centre.ts';

let centre: Centre | null = null;
afterAll(async () => {
  await centre?.stop();
  if (centre !== null) removeCentre(centre);
});

const viewOf = async (id: string): Promise<WhatIfView> =>
  (await centre!.request('GET', `/api/dispatch/what-ifs/${id}`)).body as WhatIfView;

test('a comparison that a power cut interrupts is begun anew and ends whole, all variants of one window', async () => {
  const environment = { WATTBIT_SCENARIO: 'one-site' };
  centre = await startCentre({ environment });
  const variants = [1, 2, 3, 4].map((step) => ({ name: `carbon ${step}`, carbonYuanPerTco2: 50 * step }));
  const wish = { hours: 48, fromAt: '2025-03-10T00:00:00+08:00', variants };
  const asked = await centre.request('POST', '/api/dispatch/what-ifs', wish);
  expect(asked.status, JSON.stringify(asked.body)).toBe(202);
  const { id } = asked.body as { id: string };
  await until(
    () => viewOf(id),
    ({ variants: planned }) => planned.length > 0,
  );
  await centre.kill9();
  const { dataDir } = centre;
  centre = await startCentre({ dataDir, environment });
  const ended = await until(
    () => viewOf(id),
    ({ state }) => state !== 'queued' && state !== 'running',
    120_000,
  );
  expect(ended).toMatchObject({ state: 'done', error: null });
  expect(ended.variants.map((each) => [each.position, each.state])).toEqual(
    [0, 1, 2, 3, 4].map((position) => [position, 'done']),
  );
  expect(new Set(ended.profiles.map((each) => each.startMs)).size).toBe(1);
}, 240_000);
