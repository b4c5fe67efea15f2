import { beforeAll, describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { type Job, Region } from '#dispatch/domain';
import {
  type Column,
  columnsOf,
  jobsOf,
  meanOfHour,
  meanOfMonths,
  peakHour,
  yearMean,
} from './generator/figures.ts';
import { buildScenario } from './index.ts';

// A year of 15-min data is made here; a busy machine may take its time.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let columns: Column[];
let jobs: Job[];
let region: Region;
beforeAll(async () => {
  const files = await buildScenario('qinghai');
  region = Region.parse(parse(files[0]!.text));
  columns = columnsOf(files);
  jobs = jobsOf(files);
});
const of = (file: string): Column[] => columns.filter((column) => column.file === `series/${file}.csv.gz`);
const one = (file: string, name: string): Column => of(file).find((column) => column.name === name)!;

describe('the generated year of qinghai', () => {
  test('holds every quarter of an hour of 2025, Shanghai time', () => {
    for (const column of columns) {
      expect(column.values).toHaveLength(35_040);
      expect(column.startMs).toBe(Date.parse('2025-01-01T00:00:00+08:00'));
      expect(column.values.every(Number.isFinite)).toBe(true);
    }
  });

  test('sun yields 0.17 to 0.21 of capacity over the year, nothing at midnight, most around noon', () => {
    for (const column of of('pv')) {
      expect(yearMean(column)).toBeGreaterThan(0.17);
      expect(yearMean(column)).toBeLessThan(0.21);
      expect(meanOfHour(column, 0)).toBe(0);
      expect([12, 13]).toContain(peakHour(column));
    }
  });

  test('mirrors give heat only in clear sky: nothing at night, most around noon, less often than modules give power', () => {
    const field = one('heat', 'delingha');
    expect(yearMean(field)).toBeGreaterThan(0.18);
    expect(yearMean(field)).toBeLessThan(0.32);
    expect(meanOfHour(field, 0)).toBe(0);
    expect([11, 12, 13, 14]).toContain(peakHour(field));
    expect(Math.max(...field.values)).toBeLessThanOrEqual(1);
    const running = (column: Column): number => column.values.filter((value) => value > 0).length;
    expect(running(field)).toBeLessThan(running(one('pv', 'delingha')));
  });

  test('wind yields 0.22 to 0.30 after altitude, more in spring than in autumn, more in the evening than at dawn', () => {
    for (const column of of('wind')) {
      expect(yearMean(column)).toBeGreaterThan(0.22);
      expect(yearMean(column)).toBeLessThan(0.3);
      expect(meanOfMonths(column, [2, 3, 4])).toBeGreaterThan(meanOfMonths(column, [8, 9, 10]));
      expect(meanOfHour(column, 18)).toBeGreaterThan(meanOfHour(column, 6));
    }
  });

  test('plants of one region see the same fronts: neighbours go together more than distant ones', () => {
    const near = correlation(one('pv', 'golmud'), one('pv', 'qaidam'));
    expect(near).toBeGreaterThan(0.85);
    const windNear = correlation(one('wind', 'golmud'), one('wind', 'qaidam'));
    expect(windNear).toBeGreaterThan(0.1);
    expect(windNear).toBeLessThan(0.8);
  });

  test('the Yellow River carries four times as much in summer as in winter', () => {
    const river = one('water', 'longyangxia');
    expect(meanOfMonths(river, [5, 6, 7])).toBeGreaterThan(4 * meanOfMonths(river, [11, 0, 1]));
    expect(yearMean(river)).toBeGreaterThan(550);
    expect(yearMean(river)).toBeLessThan(750);
  });

  test('winters are cold, summers mild, and the wet bulb never passes the dry bulb', () => {
    for (const name of ['gonghe', 'golmud', 'delingha', 'qaidam']) {
      const dry = one('weather', `${name}_temperature`);
      const wet = one('weather', `${name}_wetbulb`);
      expect(meanOfMonths(dry, [0])).toBeLessThan(-3);
      expect(meanOfMonths(dry, [6])).toBeLessThan(22);
      expect(dry.values.every((t, i) => wet.values[i]! <= t + 1e-9)).toBe(true);
      expect(Math.max(...wet.values.slice(0, 10_000))).toBeLessThan(20);
    }
  });

  test('the export line is contracted for about 2 GW, in steps that hold an hour or more, by day more than by night', () => {
    const contract = one('market', 'hvdc_contract');
    expect(yearMean(contract)).toBeGreaterThan(1900);
    expect(yearMean(contract)).toBeLessThan(2100);
    expect(meanOfHour(contract, 13)).toBeGreaterThan(2 * meanOfHour(contract, 2));
    const changes = contract.values.flatMap((mw, i) => (i > 0 && mw !== contract.values[i - 1] ? [i] : []));
    expect(Math.min(...changes.slice(1).map((at, i) => at - changes[i]!))).toBeGreaterThanOrEqual(4);
  });

  test('demand peaks in the evening and is higher in winter than in summer', () => {
    for (const column of of('load')) {
      expect([18, 19, 20]).toContain(peakHour(column));
      expect(meanOfMonths(column, [11, 0, 1])).toBeGreaterThan(meanOfMonths(column, [5, 6, 7]));
    }
  });

  test('prices fall when the sun is up', () => {
    const spot = one('market', 'spot');
    expect(meanOfHour(spot, 13)).toBeLessThan(0.5 * meanOfHour(spot, 20));
  });
});

describe('the generated week of qinghai', () => {
  test('brings several thousand jobs of every kind, from one card to almost ten thousand', () => {
    expect(jobs.length).toBeGreaterThan(4000);
    expect(jobs.length).toBeLessThan(6000);
    for (const kind of ['rigid', 'preemptible', 'elastic', 'online', 'bulk']) {
      expect(jobs.some((job) => job.kind === kind)).toBe(true);
    }
    const cards = jobs.flatMap((job) => ('units' in job && job.poolKind === 'gpu' ? [job.units] : []));
    expect(Math.min(...cards)).toBe(1);
    expect(Math.max(...cards)).toBeGreaterThan(9000);
    for (const tier of [0, 1, 2, 3]) expect(jobs.some((job) => job.powerTier === tier)).toBe(true);
  });

  test('has heavy tails: the widest twentieth of the card jobs asks for most of the card-hours', () => {
    const hours = jobs
      .flatMap((job) =>
        'durationHours' in job && job.poolKind === 'gpu' ? [job.units * job.durationHours] : [],
      )
      .sort((a, b) => b - a);
    const total = hours.reduce((sum, x) => sum + x, 0);
    const top = hours.slice(0, Math.floor(hours.length / 20)).reduce((sum, x) => sum + x, 0);
    expect(top / total).toBeGreaterThan(0.5);
  });

  test('every transfer has a way through the network and every service a site within its bound', () => {
    const links = new Set(region.networkLinks.flatMap(({ from, to }) => [`${from}>${to}`, `${to}>${from}`]));
    for (const job of jobs) {
      if (job.kind === 'bulk') expect(links.has(`${job.fromSite}>${job.toSite}`)).toBe(true);
      if (job.kind !== 'online') continue;
      const hosts = region.sites.filter((site) => site.pools.some((pool) => pool.kind === job.poolKind));
      for (const { userRegion } of job.demand) {
        const users = region.userRegions.find(({ id }) => id === userRegion)!;
        expect(hosts.some((site) => users.latencyMs[site.id]! <= job.latencyBoundMs)).toBe(true);
      }
    }
  });
});

function correlation(a: Column, b: Column): number {
  const [ma, mb] = [yearMean(a), yearMean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (const [i, x] of a.values.entries()) {
    const y = b.values[i]!;
    ab += (x - ma) * (y - mb);
    aa += (x - ma) ** 2;
    bb += (y - mb) ** 2;
  }
  return ab / Math.sqrt(aa * bb);
}
