import { expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { AppError } from '#platform/errors';
import { loadScenario } from './index.ts';
import { placeOf } from './region-path.ts';

const file = parseDocument(`
wind: [{ id: north, capacityMw: 5 }, { id: far.south, capacityMw: 7 }]
series: { wind.north: { file: a.csv } }
curve: &curve [1, 2]
same: *curve
`).contents;

test.each([
  ['wind.0.capacityMw', ['wind', 0, 'capacityMw']],
  ['wind[1].capacityMw', ['wind', 1, 'capacityMw']],
  ['wind.north.capacityMw', ['wind', 0, 'capacityMw']],
  ['wind.far.south.capacityMw', ['wind', 1, 'capacityMw']],
  ['series.wind.north.file', ['series', 'wind.north', 'file']],
  ['wind.2', ['wind', 2]],
  ['carbonYuanPerTco2', ['carbonYuanPerTco2']],
])('%s is a place in the file', (path, place) => {
  expect(placeOf(file, path)).toEqual(place);
});

test.each([
  ['wind.west.capacityMw', 'wind has no entry "west"', 'north, far.south'],
  ['wind.3.capacityMw', 'wind has no entry "3"', '0 to 1'],
  ['wind.0.capacityMw.more', 'wind.0.capacityMw has nothing inside', 'as a whole'],
  ['same.0', 'same has nothing inside', 'as a whole'],
  ['..', 'the path is empty', 'wind.0.capacityMw'],
])('%s is refused: %s', (path, message, remedy) => {
  expect(placeOf(file, path)).toMatchObject({
    field: path,
    message: expect.stringContaining(message),
    remedy: expect.stringContaining(remedy),
  });
});

test('a region is loaded with its settings, entries named by id', async () => {
  const { region } = await loadScenario('qinghai', {
    set: [{ path: 'wind.lenghu-wind.capacityMw', value: '800' }],
  });
  expect(region.wind.find((plant) => plant.id === 'lenghu-wind')!.capacityMw).toBe(800);
});

test('every setting that does not fit is told in its own words, and no line of the file is blamed', async () => {
  const settings = [
    ['wind.lenghu-wind.capacityMw', -1],
    ['wind.nowhere.capacityMw', 1],
    ['gridConnections.0.area', 'moon'],
    ['wnd.0.capacityMw', 1],
    ['batteries.0.minimumSocRatio', 0.95],
    ['pv.0.capacityMw', '{'],
  ] as const;
  const set = settings.map(([path, value]) => ({ path, value }));
  const refusal = await loadScenario('qinghai', { set }).catch((error: unknown) => error);
  const { problems } = refusal as AppError;
  expect(refusal).toBeInstanceOf(AppError);
  expect(problems.map((each) => each.field).sort()).toEqual(set.map((each) => each.path).sort());
  expect(problems.every((each) => each.line === undefined && each.remedy !== '')).toBe(true);
});
