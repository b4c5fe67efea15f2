import { beforeAll, describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { Region, type Value } from '#dispatch/domain';
import { facilityPerIt, type PlantActuals, type PlantStep, plantModel, stepPlant } from '#dispatch/twin';
import { type Column, columnsOf } from './generator/figures.ts';
import { buildScenario } from './index.ts';

// A year of 15-min data is made here; a busy machine may take its time.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

/** Share of each pool's range above idle that work draws all year. */
const WORK_RATIO = 0.64;

/**
 * The year hour by hour without any forethought: the contract is sent, water runs by the hour of the day, the twin
 * balances the rest. A region that can be supplied like this can be supplied by a plan.
 */
async function blindYear(name: string): Promise<{ months: Month[]; region: Region }> {
  const files = await buildScenario(name);
  const region = Region.parse(parse(files[0]!.text));
  const columns = new Map(columnsOf(files).map((column) => [`${column.file}/${column.name}`, column]));
  const columnOf = (series: string): Column => {
    const { file, column } = region.series[series]!;
    return columns.get(`${file}/${column}`)!;
  };
  const valueAt = (value: Value, i: number): number => {
    if (typeof value === 'number') return value;
    if (!('series' in value)) throw new Error('only constants and series drive the twin');
    return columnOf(value.series).values[i]! * (value.scale ?? 1);
  };
  const model = plantModel(region);
  const months: Month[] = Array.from({ length: 12 }, () => ({ sums: new Map(), overloads: 0, states: [] }));
  let state = { atMs: 0, batteryMwh: {}, reservoirMm3: {}, hvdcMw: {} } as PlantStep['state'];
  const count = [...columns.values()][0]!.values.length;
  for (let i = 0; i < count; i += 4) {
    const hour = (i / 4) % 24;
    const step = stepPlant(model, state, setPoints(region, hour, i, valueAt), actuals(region, i, valueAt));
    state = step.state;
    note(months[Math.min(11, Math.floor((i / count) * 12))]!, step);
  }
  return { months, region };
}

/** What the meters of a month add up to, MWh by `element.quantity` and by `quantity`. */
interface Month {
  readonly sums: Map<string, number>;
  overloads: number;
  readonly states: PlantStep['state'][];
}
function note(month: Month, step: PlantStep): void {
  const add = (key: string, value: number): void => {
    month.sums.set(key, (month.sums.get(key) ?? 0) + value);
  };
  for (const { element, quantity, value } of step.readings) {
    add(`${element}.${quantity}`, value);
    add(quantity, value);
  }
  month.overloads += step.events.filter((event) => event.kind === 'lineOverload').length;
  month.states.push(step.state);
}

type ValueAt = (value: Value, i: number) => number;

function setPoints(region: Region, hour: number, i: number, valueAt: ValueAt) {
  const waterRatio = hour >= 17 && hour < 23 ? 0.95 : hour >= 9 && hour < 17 ? 0.25 : 0.75;
  const values = Object.fromEntries([
    ...region.hvdcLinks.map((link) => [
      link.id,
      { sentMw: valueAt(link.contractedMw, i) / (1 - link.lossRatio) },
    ]),
    ...region.reservoirs.map((lake) => [lake.id, { generationMw: waterRatio * lake.ratedMw }]),
  ]);
  return { periodStartMs: i * 900_000, periodMinutes: 60, values };
}

function actuals(region: Region, i: number, valueAt: ValueAt): PlantActuals {
  const byId = <T extends { id: string }, V>(list: readonly T[], of: (row: T) => V): Record<string, V> =>
    Object.fromEntries(list.map((row) => [row.id, of(row)]));
  return {
    availableMw: byId(
      [...region.pv, ...region.wind],
      (plant) => plant.capacityMw * valueAt(plant.availableRatio, i),
    ),
    loadMw: byId(region.areas, (area) => valueAt(area.loadMw, i)),
    inflowM3PerS: byId(region.reservoirs, (lake) => valueAt(lake.inflowM3PerS, i)),
    sites: byId(region.sites, (site) => {
      const kw = site.pools.reduce((sum, pool) => {
        const range = pool.peakKwPerUnit - pool.idleKwPerUnit;
        return sum + Number(pool.unitCount) * (pool.idleKwPerUnit + WORK_RATIO * range);
      }, 0);
      const slope = facilityPerIt(
        site.cooling,
        site.altitudeM,
        valueAt(site.temperatureC, i),
        valueAt(site.wetBulbC, i),
      );
      return {
        itMwByTier: [0, 0, 0, kw / 1000] as const,
        facilityPerIt: slope,
        fixedMw: site.cooling.fixedMw,
      };
    }),
  };
}

const total = (months: readonly Month[], quantity: string, element?: string): number =>
  months.reduce(
    (sum, month) => sum + (month.sums.get(element === undefined ? quantity : `${element}.${quantity}`) ?? 0),
    0,
  );

describe('qinghai through a year without forethought', () => {
  let months: Month[];
  let region: Region;
  beforeAll(async () => {
    ({ months, region } = await blindYear('qinghai'));
  });

  test('everyone is supplied in every month, but the microgrid alone misses up to 1 %', () => {
    const unserved = region.sites.map((site) => total(months, 'unservedMw', site.id));
    for (const [i, site] of region.sites.entries()) {
      if (site.id !== 'qaidam-green') expect(unserved[i]).toBe(0);
    }
    const microgrid = total(months, 'unservedMw', 'qaidam-green');
    expect(microgrid / total(months, 'facilityMw', 'qaidam-green')).toBeLessThan(0.01);
    for (const area of region.areas) expect(total(months, 'unservedMw', area.id)).toBe(0);
  });

  test('power is imported and thrown away in every month, and most is thrown away in late winter and spring', () => {
    const lost = months.map((month) => {
      const plants = [...region.pv, ...region.wind].map((plant) => plant.id);
      const used = plants.reduce((sum, id) => sum + total([month], 'generationMw', id), 0);
      return 1 - used / total([month], 'availableMw');
    });
    for (const [m, month] of months.entries()) {
      expect(total([month], 'importMw')).toBeGreaterThan(0);
      expect(lost[m]).toBeGreaterThan(0.005);
      expect(lost[m]).toBeLessThan(0.2);
    }
    expect(lost.indexOf(Math.max(...lost))).toBeGreaterThanOrEqual(1);
    expect(lost.indexOf(Math.max(...lost))).toBeLessThanOrEqual(4);
  });

  test('no line is left above its limit and the reservoirs stay within theirs', () => {
    for (const { overloads, states } of months) {
      expect(overloads).toBe(0);
      for (const lake of region.reservoirs) {
        const contents = states.map((state) => state.reservoirMm3[lake.id]!);
        expect(Math.min(...contents)).toBeGreaterThanOrEqual(lake.minimumMm3);
        expect(Math.max(...contents)).toBeLessThanOrEqual(lake.maximumMm3);
      }
    }
  });

  test('every site stays below the PUE of 1.2 that the region is known for', () => {
    for (const site of region.sites) {
      const pue = total(months, 'facilityMw', site.id) / total(months, 'itMw', site.id);
      expect(pue).toBeGreaterThan(1.08);
      expect(pue).toBeLessThan(1.2);
    }
  });
});

test('the microgrid without forethought misses less than 3 % of its work, so a plan can do better', async () => {
  const { months } = await blindYear('microgrid');
  const missed = total(months, 'unservedMw', 'camp-site');
  expect(missed / total(months, 'facilityMw', 'camp-site')).toBeLessThan(0.03);
});
