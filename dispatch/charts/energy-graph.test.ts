import { expect, test } from 'vitest';
import type { ConsumerEnergy } from '#dispatch/domain';
import { energyGraph } from './energy-graph.ts';
import { energySankeyPicture } from './energy-sankey.ts';
import { testContext } from './test-context.ts';

const kinds = { sun: 'pv', wind: 'wind', grid: 'grid', battery: 'storage' } as const;
const consumer = (
  kind: ConsumerEnergy['kind'],
  id: string,
  bySourceWh: Readonly<Record<string, number>>,
  siteId: string | null = null,
): ConsumerEnergy => ({
  ...{ kind, id, siteId, bySourceWh, cleanWh: 0, co2Tonnes: 0 },
  energyWh: Object.values(bySourceWh).reduce((sum, wh) => sum + wh, 0),
});
const consumers = [
  consumer('load', 'town', { sun: 500, grid: 300 }),
  consumer('site', 'xining', { 'sun@ppa': 100, unknown: 7 }, 'xining'),
  consumer('job', 'train', { sun: 200, 'battery/sun': 90 }, 'xining'),
  consumer('job', 'infer', { wind: 40 }, 'xining'),
  consumer('storage', 'battery', { sun: 250, 'battery/sun': 5 }),
  consumer('loss', 'network.z', { wind: 3 }),
];

const wishes = (['elements', 'kinds'] as const).flatMap((detail) =>
  (['sites', 'region'] as const).map((scope) => ({ detail, scope })),
);
test.each(wishes)('in and out of every box are equal, by $detail of the $scope', (wish) => {
  const { nodes, links } = energyGraph({ consumers }, kinds, wish);
  const sum = (end: 'from' | 'to', key: string) =>
    links.filter((link) => link[end] === key).reduce((wh, link) => wh + link.wh, 0);
  for (const { key, column, wh } of nodes) {
    const [into, out] = [sum('to', key), sum('from', key)];
    if (column === 0) expect([into, out], key).toEqual([0, wh]);
    else if (out > 0) expect([into, out], key).toEqual([wh, wh]);
    else expect(into, key).toBe(wh);
  }
  // 250 Wh charged and 90 Wh given: 160 Wh stay; the 5 Wh that went round never left the store.
  const kept = nodes.find(({ kind }) => kind === 'kept');
  expect(kept?.wh).toBe(wish.scope === 'region' ? 160 : undefined);
  // 107 Wh of its own and 330 Wh of two jobs.
  expect(nodes.find(({ kind }) => kind === 'siteTotal')).toMatchObject({ wh: 437 });
});

test('a store that gave more than it took had it from before', () => {
  const night = [consumer('job', 'train', { 'battery/sun': 90 }, 'xining')];
  const { nodes, links } = energyGraph({ consumers: night }, kinds, { detail: 'elements', scope: 'region' });
  expect(nodes.find(({ kind }) => kind === 'before')).toMatchObject({ wh: 90, column: 0 });
  expect(links).toContainEqual({ from: 'before', to: 'store battery', wh: 90 });
});

test('of what a site took out of a store the picture shows where it was made', () => {
  const night = [consumer('job', 'train', { 'battery/sun': 60, 'battery/wind': 30 }, 'xining')];
  const { links } = energyGraph({ consumers: night }, kinds, { detail: 'elements', scope: 'sites' });
  expect(links).toContainEqual({ from: 'source sun', to: 'store battery', wh: 60 });
  expect(links).toContainEqual({ from: 'store battery', to: 'site xining', wh: 90 });
});

test('what no meter explains is drawn by itself, whatever is put together', () => {
  const { nodes } = energyGraph({ consumers }, kinds, { detail: 'kinds', scope: 'region' });
  expect(nodes.filter(({ column }) => column === 0).map(({ key }) => key)).toEqual(
    expect.arrayContaining(['kind pv', 'kind wind', 'kind grid', 'source unknown']),
  );
});

test('the words of the picture count what sites and jobs took', () => {
  const picture = energySankeyPicture({ day: '2025-03-10', consumers }, testContext, {
    detail: 'elements',
    scope: 'region',
  });
  expect(picture.description).toBe(
    '2025-03-10: 1.4 kWh in all, from sun 1.05 kWh, grid 300 Wh, wind 43 Wh; sites took 437 Wh, 330 Wh of it for jobs.',
  );
  const total = picture.table().rows.reduce((sum, row) => sum + Number(row[2]), 0);
  expect(total).toBeGreaterThan(0);
});
