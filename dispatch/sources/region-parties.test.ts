import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AppError } from '#platform/errors';
import { loadScenario } from './index.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wattbit-region-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const SOUND = `id: small
name: { zh: 小区域, en: Small region }
areas:
  - { id: north, name: { zh: 北, en: North }, loadMw: 1, position: { x: 1, y: 1 } }
  - { id: south, name: { zh: 南, en: South }, loadMw: 1, position: { x: 1, y: 9 } }
  - { id: island, name: { zh: 岛, en: Island }, loadMw: 1, position: { x: 9, y: 9 } }
acLines:
  - { id: tie, name: { zh: 线, en: Tie }, from: north, to: south, reactanceOhm: 10, limitMw: 20 }
pv:
  - { id: roof, name: { zh: 屋顶, en: Roof }, area: north, capacityMw: 4, availableRatio: 0.5, latitude: 36, longitude: 101 }
  - { id: beach, name: { zh: 海滩, en: Beach }, area: island, capacityMw: 4, availableRatio: 0.5, latitude: 36, longitude: 101 }
parties:
  - { id: sunny, name: { zh: 光, en: Sunny }, kind: generator, owns: [roof, beach] }
  - { id: counting, name: { zh: 算, en: Counting }, kind: consumer, owns: [hall] }
contracts:
  - { id: ppa, title: { zh: 购电, en: PPA }, kind: powerPurchase, seller: sunny, buyer: counting, sources: [roof], consumers: [hall], effectiveFrom: 2025-01-01, effectiveTo: 2025-12-31, quantity: { contractedMw: 1 }, energyYuanPerMwh: 300, environmentYuanPerMwh: 20 }
sites:
  - id: hall
    name: { zh: 机房, en: Hall }
    area: south
    altitudeM: 2200
    temperatureC: 6
    wetBulbC: 2
    cooling: { lossRatio: 0.05, fanRatio: 0.02, fixedMw: 0, freeCoolingBelowC: 12, chillerRatio: 0.1, chillerFullAtC: 20 }
    pools: [{ id: cards, name: { zh: 卡, en: Cards }, kind: gpu, unitCount: 64, idleKwPerUnit: 0.1, peakKwPerUnit: 1 }]
`;

async function load(text: string) {
  await writeFile(join(folder, 'region.yaml'), text);
  return loadScenario(folder);
}

test('a region with a contract between two parties loads', async () => {
  const { region } = await load(SOUND);
  expect(region.contracts[0]).toMatchObject({ seller: 'sunny', quantity: { contractedMw: 1 } });
});

test.each([
  ['something owned that is not there', 'owns: [hall]', 'owns: [hal]', 'parties[1].owns[0]', 'no plant'],
  [
    'a thing with two owners',
    'owns: [hall]',
    'owns: [hall, roof]',
    'parties[1].owns[1]',
    'to "sunny" already',
  ],
  ['an id taken twice', 'id: counting', 'id: roof', 'parties[1].id', 'taken already'],
  ['an unknown seller', 'seller: sunny', 'seller: sunn', 'contracts[0].seller', 'no party "sunn"'],
  ['an unknown source', 'sources: [roof]', 'sources: [rof]', 'contracts[0].sources[0]', 'no plant "rof"'],
  [
    "a source that is not the seller's",
    'owns: [roof, beach]',
    'owns: [beach]',
    'contracts[0].sources[0]',
    'belongs to "centre"',
  ],
  [
    "a consumer that is not the buyer's",
    'consumers: [hall]',
    'consumers: [south]',
    'contracts[0].consumers[0]',
    'belongs to "centre"',
  ],
  [
    'a source named twice',
    'sources: [roof]',
    'sources: [roof, roof]',
    'contracts[0].sources[1]',
    'named twice',
  ],
  [
    'an end before the beginning',
    'effectiveTo: 2025-12-31',
    'effectiveTo: 2024-12-31',
    'contracts[0].effectiveTo',
    'before it begins',
  ],
  [
    'a contract that no line carries',
    'sources: [roof]',
    'sources: [beach]',
    'contracts[0].consumers',
    'no AC line',
  ],
])('refuses %s', async (_, from, to, field, message) => {
  expect(SOUND).toContain(from);
  const error = await load(SOUND.replace(from, to)).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(AppError);
  const { problems } = error as AppError;
  expect(problems).toContainEqual(
    expect.objectContaining({ field, message: expect.stringContaining(message) as string }),
  );
});
