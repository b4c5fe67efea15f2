import { expect, test } from 'vitest';
import { heldFor } from './conversion.ts';
import { columnAt, LpModel } from './lp-model.ts';

const stored = (): LpModel => {
  const model = new LpModel();
  const charge = model.decide<'MW'>(
    'chargeMw',
    'battery',
    2,
    () => 0,
    () => 5,
  );
  const content = model.decide<'MWh'>(
    'storedMwh',
    'battery',
    2,
    () => 0,
    () => 10,
  );
  for (let t = 0; t < 2; t++) {
    const row = model.row<'MWh'>('storage_balance', 'battery', t, 0, 0);
    model.add(row, 1, columnAt(content, t));
    if (t > 0) model.add(row, -1, columnAt(content, t - 1));
    model.addConverted(row, -0.9, heldFor(0.25), columnAt(charge, t));
  }
  model.charge('wear', columnAt(charge, 1), 7);
  return model;
};

test('rows and columns carry the name of their block, their element and their period', () => {
  const model = stored();
  expect(model.rowName(1)).toBe('storage_balance[battery,1]');
  expect(model.blockOf(1)).toBe('storage_balance');
  expect(model.columnName(3)).toBe('storedMwh[battery,1]');
});

test('terms in any order compile to sparse columns', () => {
  const data = stored().toData(new Float64Array(4));
  expect([...data.columnStart]).toEqual([0, 1, 2, 4, 5]);
  expect([...data.rowIndex]).toEqual([0, 1, 0, 1, 1]);
  // A power enters an energy row times the hours: -0.9 x 0.25
  expect([...data.value]).toEqual([-0.225, -0.225, 1, -1, 1]);
});

test('a column without finite bounds is refused, since no price would bound it', () => {
  const open = () =>
    new LpModel().decide(
      'x',
      'y',
      1,
      () => 0,
      () => Number.POSITIVE_INFINITY,
    );
  expect(open).toThrow(/bounded/);
});
