import { expect, test } from 'vitest';
import { costPartNames } from '#dispatch/optimise';
import { costPartName } from './cost-words.ts';

test('every part of the cost has a name of its own in both languages', () => {
  const names = costPartNames.flatMap((part) => [costPartName(part, 'zh'), costPartName(part, 'en')]);
  expect(new Set(names).size).toBe(names.length);
  for (const part of costPartNames) {
    expect(costPartName(part, 'zh'), part).toMatch(/\p{Script=Han}/u);
    expect(costPartName(part, 'en'), part).toMatch(/^[A-Z]/);
  }
});
