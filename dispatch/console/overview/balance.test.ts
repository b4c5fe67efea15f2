import { expect, test } from 'vitest';
import type { FlowNode } from '#dispatch/domain';
import { balanceOf, standingOf } from './balance.ts';

const roof = (supplyMw: number): FlowNode => ({
  id: 'roof',
  kind: 'pv',
  name: { zh: '屋顶', en: 'Roof' },
  area: 'campus',
  supplyMw,
  drawMw: 0,
});

test('numbers are unknown before the first plan, planned before the first meter, metered after it', () => {
  expect(standingOf(null, balanceOf([roof(0)]))).toBe('unknown');
  expect(standingOf(null, balanceOf([roof(3)]))).toBe('planned');
  expect(standingOf(0, balanceOf([roof(0)]))).toBe('metered');
});
