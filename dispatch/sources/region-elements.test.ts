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

/** A region with one of each kind of element that more than one figure has to fit together for. */
const SOUND = `id: small
name: { zh: 小区域, en: Small region }
areas:
  - { id: north, name: { zh: 北, en: North }, loadMw: 1, position: { x: 1, y: 1 } }
  - { id: heat, name: { zh: 热, en: Heat }, loadMw: 1, position: { x: 1, y: 9 } }
acLines:
  - { id: tie, name: { zh: 线, en: Tie }, from: north, to: heat, reactanceOhm: 10, limitMw: 20, postContingencyMw: 25 }
hvdcLinks:
  - { id: dc, name: { zh: 直流, en: DC }, from: north, to: heat, ratedMw: 100, minimumRatio: 0.1, lossRatio: 0.03, holdMinutes: 60, stepMw: 10 }
converters:
  - { id: pump, name: { zh: 热泵, en: Pump }, from: north, to: heat, ratedMw: 2, minimumRatio: 0, maximumRatio: 1, efficiencyRatio: 3 }
pv:
  - { id: roof, name: { zh: 屋顶, en: Roof }, area: north, capacityMw: 0, availableRatio: 0.5, latitude: 36, longitude: 101, expansion: { maximumMw: 9, yuanPerMwYear: 300000 } }
thermalUnits:
  - { id: coal, name: { zh: 煤, en: Coal }, area: north, ratedMw: 100, minimumRatio: 0.3, fuelYuanPerMwh: 300, emissionTco2PerMwh: 0.9, heat: { area: heat, mwPerMw: 0.5 }, initialMw: 50, commitment: { startMw: 40 } }
cspPlants:
  - { id: tower, name: { zh: 塔, en: Tower }, area: north, ratedMw: 50, efficiencyRatio: 0.4, fieldMw: 300, availableRatio: 0.5, minimumMwh: 10, maximumMwh: 1000, initialMwh: 400, finalMwh: 100, latitude: 37, longitude: 97 }
reservoirs:
  - { id: upper, name: { zh: 上, en: Upper }, area: north, ratedMw: 9, headM: 90, efficiencyRatio: 0.9, minimumMm3: 1, maximumMm3: 9, initialMm3: 4, inflowM3PerS: 5, minimumReleaseM3PerS: 1, waterValueYuanPerMwh: 100, downstream: { reservoir: lower, delayHours: 3 } }
  - { id: lower, name: { zh: 下, en: Lower }, area: north, ratedMw: 9, headM: 90, efficiencyRatio: 0.9, minimumMm3: 1, maximumMm3: 9, initialMm3: 4, inflowM3PerS: 0, minimumReleaseM3PerS: 1, waterValueYuanPerMwh: 100 }
batteries:
  - { id: ups, name: { zh: 备, en: UPS }, area: north, site: hall, behindMeter: true, chargeMw: 1, dischargeMw: 1, capacityMwh: 4, chargeEfficiencyRatio: 0.92, dischargeEfficiencyRatio: 0.92, minimumSocRatio: 0.1, maximumSocRatio: 0.9, initialSocRatio: 0.5, wearYuanPerMwh: 30, minimumChargeMw: 0.2 }
gridConnections:
  - { id: meter, name: { zh: 表, en: Meter }, area: north, importLimitMw: 9, exportLimitMw: 0, importYuanPerMwh: 300, exportYuanPerMwh: 0, emissionTco2PerMwh: 0.5, cleanShareRatio: 0.3, tiers: { steps: [{ fromMwh: 100, addedYuanPerMwh: 50 }, { fromMwh: 200, addedYuanPerMwh: 250 }] } }
reserves:
  - { id: spin, name: { zh: 备用, en: Spinning }, areas: [north], upMw: 3, shortfallYuanPerMwh: 1000 }
rules:
  - { id: green, title: { zh: 绿, en: Green }, jurisdiction: CN, effectiveFrom: 2025-01-01, effectiveTo: 2029-12-31, kind: greenShare, limitRatio: 0.8, excessYuanPerMwh: 300, certificatesCount: true, source: made for this test }
  - { id: green, title: { zh: 绿, en: Green }, jurisdiction: CN, effectiveFrom: 2030-01-01, kind: greenShare, limitRatio: 0.9, excessYuanPerMwh: 300, source: made for this test }
  - { id: co2, title: { zh: 碳, en: Carbon }, jurisdiction: CN, effectiveFrom: 2025-01-01, kind: carbon, limitTonnes: 900, excessYuanPerTonne: null, source: made for this test }
certificates: { yuanPerMwh: 40, mostMwhPerDay: 100 }
sites:
  - id: hall
    name: { zh: 机房, en: Hall }
    area: north
    altitudeM: 2200
    temperatureC: 6
    wetBulbC: 2
    cooling: { lossRatio: 0.05, partLoadLossRatio: 0.02, fanRatio: 0.02, fixedMw: 0, freeCoolingBelowC: 12, chillerRatio: 0.1, chillerFullAtC: 20 }
    pools:
      - { id: cards, name: { zh: 卡, en: Cards }, kind: gpu, unitCount: 64, idleKwPerUnit: 0.1, peakKwPerUnit: 1, expansion: { maximumUnits: 96, yuanPerUnitYear: 20000 } }
`;

async function load(text: string) {
  await writeFile(join(folder, 'region.yaml'), text);
  return loadScenario(folder);
}

async function problemsOf(text: string) {
  const error = await load(text).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(AppError);
  return (error as AppError).problems;
}

function changed(from: string, to: string): string {
  expect(SOUND).toContain(from);
  return SOUND.replace(from, to);
}

describe('a region with units, towers, cascades and rules', () => {
  test('loads, with defaults filled in', async () => {
    const { region } = await load(SOUND);
    expect(region.thermalUnits[0]!.commitment).toMatchObject({ startYuan: 0, minimumUpHours: 0 });
    expect(region.hvdcLinks[0]).toMatchObject({ contractedMw: 0, shortfallYuanPerMwh: 0 });
    expect(region.rules[0]).toMatchObject({ countedOver: 'year', soFar: { partMwh: 0, wholeMwh: 0 } });
  });

  test.each([
    [
      'an unknown area of a unit',
      'area: north, ratedMw: 100',
      'area: nort, ratedMw: 100',
      'thermalUnits[0].area',
      'no area "nort"',
    ],
    [
      'an unknown area of its heat',
      'heat: { area: heat',
      'heat: { area: hot',
      'thermalUnits[0].heat.area',
      'no area "hot"',
    ],
    [
      'heat into the area of the power',
      'heat: { area: heat',
      'heat: { area: north',
      'thermalUnits[0].heat.area',
      'both go to',
    ],
    [
      'an output below the least',
      'initialMw: 50',
      'initialMw: 20',
      'thermalUnits[0].initialMw',
      'outside 30 to 100',
    ],
    [
      'a start below the least output',
      'startMw: 40',
      'startMw: 4',
      'thermalUnits[0].commitment.startMw',
      'least output 30',
    ],
    [
      'an emission that is missing',
      'emissionTco2PerMwh: 0.9, ',
      '',
      'thermalUnits[0].emissionTco2PerMwh',
      'missing',
    ],
    [
      'heat outside its store',
      'initialMwh: 400',
      'initialMwh: 4',
      'cspPlants[0].initialMwh',
      'outside 10 to 1000',
    ],
    [
      'a final content above the store',
      'finalMwh: 100',
      'finalMwh: 1100',
      'cspPlants[0].finalMwh',
      'above maximumMwh',
    ],
    [
      'an unknown reservoir below',
      'reservoir: lower',
      'reservoir: lowest',
      'reservoirs[0].downstream.reservoir',
      'no reservoir "lowest"',
    ],
    [
      'water that runs in a circle',
      'reservoir: lower',
      'reservoir: upper',
      'reservoirs[0].downstream.reservoir',
      'come back',
    ],
    [
      'a store behind no meter',
      'site: hall, behindMeter',
      'behindMeter',
      'batteries[0].behindMeter',
      'no site',
    ],
    [
      'a least charge above the most',
      'minimumChargeMw: 0.2',
      'minimumChargeMw: 2',
      'batteries[0].minimumChargeMw',
      'above chargeMw',
    ],
    [
      'a link to where it begins',
      'from: north, to: heat, ratedMw: 100',
      'from: north, to: north, ratedMw: 100',
      'hvdcLinks[0].to',
      'begins and ends',
    ],
    [
      'a link to nowhere',
      'from: north, to: heat, ratedMw: 100',
      'from: north, to: hat, ratedMw: 100',
      'hvdcLinks[0].to',
      'no area "hat"',
    ],
    ['a step wider than the range', 'stepMw: 10', 'stepMw: 95', 'hvdcLinks[0].stepMw', 'wider than'],
    [
      'an outage limit below the limit',
      'postContingencyMw: 25',
      'postContingencyMw: 15',
      'acLines[0].postContingencyMw',
      'below limitMw',
    ],
    [
      'a converter that gives nothing',
      'efficiencyRatio: 3',
      'efficiencyRatio: 0',
      'converters[0].efficiencyRatio',
      'nothing',
    ],
    [
      'a least share above the most',
      'minimumRatio: 0, maximumRatio: 1',
      'minimumRatio: 2, maximumRatio: 1',
      'converters[0].minimumRatio',
      'above maximumRatio',
    ],
    [
      'nothing that may not be built',
      ', expansion: { maximumMw: 9, yuanPerMwYear: 300000 }',
      '',
      'pv[0].capacityMw',
      'nothing may be built',
    ],
    [
      'a least above the most to build',
      '{ maximumMw: 9,',
      '{ minimumMw: 10, maximumMw: 9,',
      'pv[0].expansion.minimumMw',
      'above maximumMw',
    ],
    [
      'fewer units than stand',
      'maximumUnits: 96',
      'maximumUnits: 32',
      'sites[0].pools[0].expansion.maximumUnits',
      'stand already',
    ],
    [
      'a tariff that does not rise',
      'fromMwh: 200',
      'fromMwh: 50',
      'gridConnections[0].tiers.steps[1].fromMwh',
      'not lie above',
    ],
    [
      'an unknown area of a reserve',
      'areas: [north]',
      'areas: [nord]',
      'reserves[0].areas[0]',
      'no area "nord"',
    ],
    [
      'two versions of a rule at once',
      'effectiveTo: 2029-12-31, ',
      '',
      'rules[1].effectiveFrom',
      'hold at once',
    ],
    [
      'a rule that ends before it begins',
      'effectiveTo: 2029-12-31',
      'effectiveTo: 2024-12-31',
      'rules[0].effectiveTo',
      'before it begins',
    ],
    ['a share above the whole', 'limitRatio: 0.9', 'limitRatio: 90', 'rules[1].limitRatio', 'too large'],
    ['a carbon rule without its limit', 'limitTonnes: 900, ', '', 'rules[2].limitTonnes', 'missing'],
    [
      'certificates that cannot be bought',
      'certificates: { yuanPerMwh: 40, mostMwhPerDay: 100 }\n',
      '',
      'rules[0].certificatesCount',
      'nothing of buying',
    ],
    [
      'losses at a full load that there is none of',
      'unitCount: 64',
      'unitCount: unlimited',
      'sites[0].cooling.partLoadLossRatio',
      'no full load',
    ],
    ['an id that another kind has', 'id: spin', 'id: coal', 'reserves[0].id', 'taken already'],
  ])('%s is one located problem', async (_name, from, to, field, words) => {
    const text = changed(from, to);
    const problems = await problemsOf(text);
    expect(problems.map((each) => each.field)).toEqual([field]);
    expect(problems[0]!.message).toContain(words);
    expect(problems[0]!.remedy).toMatch(/\.$|\?$/);
    expect(problems[0]!.line).toBeGreaterThan(1);
  });
});
