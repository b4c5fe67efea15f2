import { expect, test } from 'vitest';
import { csvOf } from './chart-export.ts';
import type { TimeWindow } from './picture.ts';
import { clampWindow, msAt, panned, plotOf, xAt, zoomed } from './plot.ts';
import { createTimeGroup } from './time-group.ts';
import { visibleOption, windowedOption } from './use-drawing.ts';
import { keyAction } from './use-time-pointer.ts';

const extent: TimeWindow = [0, 96_000];
const plot = plotOf({ option: { grid: { left: 50, right: 10, top: 10, bottom: 20 } }, heightPx: 200 }, 460);

test('the plot lies inside the margins of the picture', () => {
  expect(plot).toEqual({ left: 50, top: 10, width: 400, height: 170 });
});

test('a place of the plot and an instant lead to one another', () => {
  expect(msAt(plot, extent, 250)).toBe(48_000);
  expect(xAt(plot, extent, 48_000)).toBe(250);
});

test('a window never leaves the extent, and the whole of it counts as no zoom', () => {
  expect(clampWindow([-5000, 10_000], extent, 1000)).toEqual([0, 15_000]);
  expect(clampWindow([-1, 200_000], extent, 1000)).toBeNull();
  expect(clampWindow([500, 510], extent, 1000)).toEqual([5, 1005]);
});

test('zooming keeps the instant under the pointer where it is', () => {
  const next = zoomed([0, 10_000], 2_500, 0.5);
  expect(next).toEqual([1_250, 6_250]);
  expect(panned(next, 0.5)).toEqual([3_750, 8_750]);
});

test('charts of a group hear of cursor and zoom', () => {
  const group = createTimeGroup();
  const heard: unknown[] = [];
  group.subscribe(() => heard.push(group.state()));
  group.pointAt(5);
  group.pointAt(5);
  group.show([1, 9]);
  expect(heard).toEqual([
    { cursorMs: 5, window: null },
    { cursorMs: 5, window: [1, 9] },
  ]);
});

test('arrow keys walk period by period and stop at the ends', () => {
  const group = createTimeGroup();
  const spec = { group, window: extent, extent, stepMs: 1000 };
  group.pointAt(1500);
  expect(keyAction({ key: 'ArrowRight', shiftKey: false }, spec)).toEqual({ cursorMs: 2500 });
  expect(keyAction({ key: 'ArrowLeft', shiftKey: true }, spec)).toEqual({ cursorMs: 0 });
  expect(keyAction({ key: '0', shiftKey: false }, spec)).toEqual({ window: null });
  expect(keyAction({ key: 'x', shiftKey: false }, spec)).toBeNull();
});

test('a zoom moves the ends of the time axis by the same constant as the axis itself', () => {
  const option = { xAxis: { type: 'time' as const, min: 100, max: 96_100 } };
  expect(windowedOption(option, extent, [1000, 2000]).xAxis).toMatchObject({ min: 1100, max: 2100 });
  expect(windowedOption(option, extent, null)).toBe(option);
});

test('a hidden series is left out', () => {
  const option = { series: [{ id: 'pv' }, { id: 'wind' }] } as never;
  expect(visibleOption(option, new Set(['pv'])).series).toEqual([{ id: 'wind' }]);
});

test('CSV keeps gaps empty, quotes what needs it, and writes times with their offset', () => {
  const csv = csvOf({
    columns: [
      { title: 'Time', unit: '', kind: 'time' },
      { title: 'Load', unit: 'MW', kind: 'number' },
      { title: 'Note', unit: '', kind: 'text' },
    ],
    rows: [[Date.parse('2025-03-10T00:15:00Z'), null, 'a "quoted", note']],
  });
  expect(csv).toBe('\uFEFFTime,Load (MW),Note\r\n2025-03-10T08:15:00+08:00,,"a ""quoted"", note"\r\n');
});
