import { expect, test } from 'vitest';
import { bindingOn, countBegins, countEnds, ruleOn } from './dated-rules.ts';
import { aRule } from './testing.ts';

const older = aRule({ effectiveTo: '2025-06-30', limitRatio: 0.3 });
const newer = aRule({ effectiveFrom: '2025-07-01', limitRatio: 0.35 });
const watched = aRule({ id: 'other', enforcement: 'watched' });

test('a version holds from its first day to its last, and the next one from the day after', () => {
  const limitOn = (day: string) =>
    ruleOn([older, newer], day).map((rule) => (rule.kind === 'greenShare' ? rule.limitRatio : null));
  expect(limitOn('2024-12-31')).toEqual([]);
  expect(limitOn('2025-06-30')).toEqual([0.3]);
  expect(limitOn('2025-07-01')).toEqual([0.35]);
});

test('a rule that is only watched binds no plan', () => {
  expect(ruleOn([older, watched], '2025-03-10')).toHaveLength(2);
  expect(bindingOn([older, watched], '2025-03-10')).toEqual([older]);
});

test('a count begins with its year, month or first day and ends with it or with its version', () => {
  expect([countBegins(older, '2025-03-10'), countEnds(older, '2025-03-10')]).toEqual([
    '2025-01-01',
    '2025-06-30',
  ]);
  expect([countBegins(newer, '2025-08-10'), countEnds(newer, '2025-08-10')]).toEqual([
    '2025-07-01',
    '2025-12-31',
  ]);
  const monthly = aRule({ countedOver: 'month' });
  expect([countBegins(monthly, '2025-02-10'), countEnds(monthly, '2025-02-10')]).toEqual([
    '2025-02-01',
    '2025-02-28',
  ]);
  expect(countEnds(monthly, '2024-12-05')).toBe('2024-12-31');
  expect(countBegins(aRule({ countedOver: 'window' }), '2025-02-10')).toBeNull();
});
