import { expect, test } from 'vitest';
import { textTable, textWidth } from './text-table.ts';

test('Chinese characters take two places, so columns stay straight', () => {
  expect(textWidth('电力 MW')).toBe(7);
  const table = textTable(
    [{ title: '站点' }, { title: 'MW', align: 'right' }],
    [
      ['西宁', '1.5'],
      ['Golmud', '12'],
    ],
  );
  expect(table.split('\n')).toEqual(['站点     MW', '──────  ───', '西宁    1.5', 'Golmud   12']);
});

test('a cell longer than its column may be is cut with an ellipsis', () => {
  expect(textTable([{ title: 'x', most: 5 }], [['abcdefgh']]).split('\n')[2]).toBe('abcd…');
});
