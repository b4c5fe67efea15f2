import { describe, expect, it } from 'vitest';
import { sortRows } from './data-table.tsx';

const rows = [{ mw: 3 }, { mw: null }, { mw: 1 }, { mw: 2 }];
const by = (row: { mw: number | null }) => row.mw;

describe('sorting a table', () => {
  it('puts gaps last in both directions', () => {
    expect(sortRows(rows, by, false).map(by)).toEqual([1, 2, 3, null]);
    expect(sortRows(rows, by, true).map(by)).toEqual([3, 2, 1, null]);
  });

  it('keeps the order of equals', () => {
    const same = [{ id: 'x' }, { id: 'y' }, { id: 'z' }];
    expect(sortRows(same, () => 1, true)).toEqual(same);
  });
});
