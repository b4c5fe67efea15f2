import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const DISPATCH = resolve(import.meta.dirname, '../../dispatch');
const BY_TOTALS = 'annualGreenShareRatio';
const MATCHED = 'matchedGreenShareRatio';

/** Whether a file that shows, sends or works out the share by totals leaves the matched one out. */
const showsOneAlone = (text: string): boolean => text.includes(BY_TOTALS) && !text.includes(MATCHED);

const sources = readdirSync(DISPATCH, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => ({ path, text: readFileSync(join(DISPATCH, path), 'utf8') }));

test('the green share by totals never stands without the matched one: screen, command, API, report', () => {
  const naming = sources.filter(({ text }) => text.includes(BY_TOTALS));
  // Pages, commands, API and reports are among them: the names have not moved on without this test.
  for (const room of ['console/', 'cli/', 'api/', 'reports/', 'charts/', 'trace/'])
    expect(
      naming.some(({ path }) => path.startsWith(room)),
      room,
    ).toBe(true);
  expect(naming.filter(({ text }) => showsOneAlone(text)).map(({ path }) => path)).toEqual([]);
});

test('a page that shows the share by totals alone is found', () => {
  expect(showsOneAlone(`<b>{plan.${BY_TOTALS}}</b>`)).toBe(true);
});
