import type { EChartsOption } from 'echarts';
import { expect, test } from 'vitest';
import { keptIndices, thinned } from './thin.ts';

const year = Array.from({ length: 35_040 }, (_, i): [number, number] => [
  i,
  i === 20_000 ? 999 : Math.sin(i),
]);
const option = (min: number, max: number): EChartsOption => ({
  xAxis: { type: 'time', min, max },
  series: [
    { type: 'line', id: 'base', data: year.map(([x]) => [x, x]) },
    { type: 'line', id: 'main', data: year },
  ],
});
const dataOf = (drawn: EChartsOption, i: number) =>
  (drawn.series as unknown as { data: [number, number][] }[])[i]!.data;

test('a year is thinned to what a screen can show and keeps its highest value', () => {
  const kept = dataOf(thinned(option(0, 35_039)), 1);
  expect(kept.length).toBeLessThan(2_100);
  expect(kept).toContainEqual([20_000, 999]);
  expect(kept[0]![0]).toBe(0);
  expect(kept.at(-1)![0]).toBe(35_039);
});

test('close up every point is there, and nothing outside but one neighbour', () => {
  const xs = dataOf(thinned(option(100, 200)), 1).map(([x]) => x);
  expect(xs).toEqual(Array.from({ length: 103 }, (_, i) => 99 + i).slice(0, xs.length));
  expect(xs.length).toBeGreaterThanOrEqual(102);
});

test('series of one length keep the same instants, so that stacks stay whole', () => {
  const drawn = thinned(option(0, 35_039));
  expect(dataOf(drawn, 0).map(([x]) => x)).toEqual(dataOf(drawn, 1).map(([x]) => x));
});

test('a day passes untouched', () => {
  const day: EChartsOption = { xAxis: { type: 'time' }, series: [{ type: 'line', data: year.slice(0, 96) }] };
  expect(thinned(day)).toBe(day);
});

test('indices rise, whatever order the extremes came in', () => {
  const kept = keptIndices(year, 0, 35_039);
  expect(kept.every((index, i) => i === 0 || index > kept[i - 1]!)).toBe(true);
});
