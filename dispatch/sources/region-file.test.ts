import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '#platform/errors';
import { loadScenario } from './index.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wattbit-region-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const SOUND = `id: small
name: { zh: 小区域, en: Small region }
series:
  sun: { file: sun.csv, column: roof }
tariffs:
  - id: tou
    title: { zh: 分时电价, en: Time of use }
    effectiveFrom: 2024-01-01
    periods:
      - { name: day, from: "08:00", to: "22:00", yuanPerMwh: 600 }
      - { name: night, from: "22:00", to: "08:00", yuanPerMwh: 300 }
    source: made for this test
areas:
  - { id: north, name: { zh: 北, en: North }, loadMw: 1, position: { x: 1, y: 1 } }
  - { id: south, name: { zh: 南, en: South }, loadMw: 1, position: { x: 1, y: 9 } }
acLines:
  - { id: tie, name: { zh: 线, en: Tie }, from: north, to: south, reactanceOhm: 10, limitMw: 20 }
pv:
  - { id: roof, name: { zh: 屋顶, en: Roof }, area: north, capacityMw: 5, availableRatio: { series: sun }, latitude: 36, longitude: 101 }
batteries:
  - { id: store, name: { zh: 储, en: Store }, area: north, site: hall, chargeMw: 1, dischargeMw: 1, capacityMwh: 4, chargeEfficiencyRatio: 0.92, dischargeEfficiencyRatio: 0.92, minimumSocRatio: 0.1, maximumSocRatio: 0.9, initialSocRatio: 0.5, wearYuanPerMwh: 30 }
gridConnections:
  - { id: meter, name: { zh: 表, en: Meter }, area: north, importLimitMw: 9, exportLimitMw: 0, importYuanPerMwh: { tariff: tou }, exportYuanPerMwh: 0, emissionTco2PerMwh: 0.5, cleanShareRatio: 0.3 }
sites:
  - id: hall
    name: { zh: 机房, en: Hall }
    area: north
    altitudeM: 2200
    temperatureC: 6
    wetBulbC: 2
    cooling: { lossRatio: 0.05, fanRatio: 0.02, fixedMw: 0, freeCoolingBelowC: 12, chillerRatio: 0.1, chillerFullAtC: 20 }
    pools:
      - { id: cards, name: { zh: 卡, en: Cards }, kind: gpu, unitCount: 64, idleKwPerUnit: 0.1, peakKwPerUnit: 1 }
userRegions:
  - { id: east, name: { zh: 东, en: East }, latencyMs: { hall: 30 } }
`;

async function load(
  text: string,
  series = 'time,roof\n2025-03-10T00:00:00Z,0.5\n2025-03-10T00:15:00Z,0.6\n',
) {
  await writeFile(join(folder, 'region.yaml'), text);
  await writeFile(join(folder, 'sun.csv'), series);
  return loadScenario(folder);
}

async function problemsOf(text: string) {
  const error = await load(text).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(AppError);
  expect((error as AppError).code).toBe('region-invalid');
  return (error as AppError).problems;
}

/** Line (from 1) of the first line that holds a text. */
const lineOf = (text: string, part: string): number =>
  text.split('\n').findIndex((line) => line.includes(part)) + 1;

/** The sound region with each [from, to] replaced; every `from` must be there. */
function changed(...changes: readonly (readonly [string, string])[]): string {
  return changes.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  }, SOUND);
}

describe('a region file', () => {
  test('without mistakes loads, with defaults filled in', async () => {
    const { region } = await load(SOUND);
    expect(region.periodMinutes).toBe(15);
    expect(region.sites[0]!.pools[0]!.capCurve).toEqual([[1, 1]]);
  });

  test('with ten different mistakes yields exactly ten located messages', async () => {
    const text = changed(
      ['column: roof', 'column: rooff'], //                         1 no such column
      ['to: "22:00"', 'to: "21:00"'], //                            2 an hour without a price
      ['to: south,', 'to: north,'], //                              3 a line from and to the same area
      ['capacityMw: 5', 'capacityMw: -5'], //                       4 a negative capacity
      ['initialSocRatio: 0.5', 'initialSocRatio: 0.95'], //         5 a content outside its limits
      ['{ tariff: tou }', '{ tariff: touu }'], //                   6 an unknown tariff
      ['area: north\n    altitudeM', 'area: nowhere\n    altitudeM'], // 7 an unknown area
      ['altitudeM: 2200', 'altitude: 2200'], //                     8 a misspelt field
      ['id: cards', 'id: roof'], //                                 9 an id that is taken
      ['latencyMs: { hall: 30 }', 'latencyMs: {}'], //              10 users who reach no site
    );
    const problems = await problemsOf(text);
    const found = problems.map((problem) => [problem.line, problem.field]);
    expect(found).toEqual([
      [lineOf(text, 'column: rooff'), 'series.sun.column'],
      [lineOf(text, '    periods:'), 'tariffs[0].periods'],
      [lineOf(text, 'id: tie'), 'acLines[0].to'],
      [lineOf(text, 'id: roof'), 'pv[0].capacityMw'],
      [lineOf(text, 'id: store'), 'batteries[0].initialSocRatio'],
      [lineOf(text, 'id: meter'), 'gridConnections[0].importYuanPerMwh.tariff'],
      [lineOf(text, 'area: nowhere'), 'sites[0].area'],
      [lineOf(text, 'altitude: 2200'), 'sites[0].altitude'],
      [lineOf(text, 'kind: gpu'), 'sites[0].pools[0].id'],
      [lineOf(text, 'id: east'), 'userRegions[0].latencyMs'],
    ]);
    for (const problem of problems) {
      expect(problem.file).toBe(join(folder, 'region.yaml'));
      expect(problem.message).not.toBe('');
      expect(problem.remedy).toMatch(/\.$|\?$/);
    }
    expect(problems.find((each) => each.field === 'sites[0].altitude')?.remedy).toBe(
      'Did you mean "altitudeM"?',
    );
  });

  test.each([
    ['a duplicate id anywhere', ['id: cards', 'id: roof'], 'sites[0].pools[0].id', 'taken already, in pv'],
    ['an unknown site of a battery', ['site: hall', 'site: hal'], 'batteries[0].site', 'no site "hal"'],
    [
      'a battery away from its site',
      ['area: north, site', 'area: south, site'],
      'batteries[0].site',
      'lies in area',
    ],
    [
      'a minimum above its maximum',
      ['minimumSocRatio: 0.1', 'minimumSocRatio: 0.95'],
      'batteries[0].minimumSocRatio',
      'above',
    ],
    [
      'an unknown series',
      ['{ series: sun }', '{ series: son }'],
      'pv[0].availableRatio.series',
      'no series "son"',
    ],
    ['a constant availability below 0', ['{ series: sun }', '-0.1'], 'pv[0].availableRatio', 'not possible'],
    ['overlapping tariff periods', ['from: "22:00"', 'from: "21:00"'], 'tariffs[0].periods[1]', 'overlaps'],
    ['a missing series file', ['file: sun.csv', 'file: son.csv'], 'series.sun.file', 'no such file'],
    [
      'an unknown mapping',
      ['column: roof', 'column: roof, mapping: price-us'],
      'series.sun.mapping',
      'no mapping',
    ],
    [
      'text in place of a number',
      ['importLimitMw: 9', 'importLimitMw: nine'],
      'gridConnections[0].importLimitMw',
      '"nine"',
    ],
    [
      'a value that is no value',
      ['loadMw: 1', 'loadMw: { serie: x }'],
      'areas[0].loadMw',
      'is not what loadMw takes',
    ],
    [
      'an unknown site of a user region',
      ['{ hall: 30 }', '{ hal: 30 }'],
      'userRegions[0].latencyMs.hal',
      'no site',
    ],
    [
      'idle power above peak',
      ['idleKwPerUnit: 0.1', 'idleKwPerUnit: 2'],
      'sites[0].pools[0].idleKwPerUnit',
      'above',
    ],
  ] as const)('%s is one located problem', async (_name, change, field, words) => {
    const problems = await problemsOf(changed(change as readonly [string, string]));
    expect(problems).toHaveLength(1);
    expect(problems[0]!.field).toBe(field);
    expect(problems[0]!.message).toContain(words);
    expect(problems[0]!.line).toBeGreaterThan(1);
  });

  test('that is no YAML says where it breaks, and nothing else', async () => {
    const problems = await problemsOf(changed(['  - { id: north,', '  - { id: north']));
    expect(problems[0]!.message).toContain('not well-formed');
    expect(problems[0]!.line).toBeGreaterThanOrEqual(lineOf(SOUND, 'id: north'));
  });

  test('with a field written twice names the second one', async () => {
    const problems = await problemsOf(changed(['altitudeM: 2200', 'altitudeM: 2200\n    altitudeM: 2300']));
    expect(problems).toHaveLength(1);
    expect(problems[0]!.remedy).toBe('Keep one of the two.');
  });

  test('takes changes before it is checked, and its hash follows them', async () => {
    const plain = await load(SOUND);
    const set = [{ path: 'sites.0.pools[0].unitCount', value: 42.9 }];
    const other = await loadScenario(folder, { set });
    expect(other.region.sites[0]!.pools[0]!.unitCount).toBe(42.9);
    expect(other.hash).not.toBe(plain.hash);
    expect((await loadScenario(folder)).hash).toBe(plain.hash);
  });

  test('finds a series value that its field cannot take when the series is read', async () => {
    const scenario = await load(SOUND, 'time,roof\n2025-03-10T00:00:00Z,0.5\n2025-03-10T00:15:00Z,-0.6\n');
    await expect(scenario.series('sun')).rejects.toMatchObject({ code: 'series-impossible' });
  });
});

test('a scenario that is neither shipped nor a folder says how to find one', async () => {
  await expect(loadScenario('no-such-region')).rejects.toMatchObject({
    code: 'scenario-not-found',
    remedy: expect.stringContaining('wattbit scenario list') as string,
  });
});
