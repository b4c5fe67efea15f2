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

test('a column whose bounds leave no value is refused where it is declared', () => {
  const crossed = () =>
    new LpModel().decide(
      'x',
      'y',
      1,
      () => 2,
      () => 1,
    );
  expect(crossed).toThrow(/x\[y,0\] has a value between 2 and 1/);
});

test('known amounts move both sides of a row, whole columns and squared costs are handed on', () => {
  const model = stored();
  model.addKnown(0, 3);
  model.chargeSquare('fuel', 1, 2);
  model.decideWhole(
    'on',
    'unit',
    1,
    () => 0,
    () => 1,
  );
  const data = model.toData(new Float64Array(5), Float64Array.of(0, 2, 0, 0, 0));
  expect([data.rowLower[0], data.rowUpper[0]]).toEqual([-3, -3]);
  expect([...data.isWhole!]).toEqual([0, 0, 0, 0, 1]);
  expect(data.columnSquare![1]).toBe(2);
});
