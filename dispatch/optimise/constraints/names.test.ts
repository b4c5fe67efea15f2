import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { buildBidTable } from '../bids/build-table.ts';
import { timeGridOf } from '../bids/time-grid.ts';
import { costPartNames } from '../objective/cost-parts.ts';
import { weighingOf } from '../objective/objective.ts';
import { buildPowerModel } from '../power-model.ts';
import { everyBlock } from '../testing/every-block.ts';

const folder = new URL('.', import.meta.url);
const formulation = readFileSync(new URL('../../../docs/model/formulation.md', import.meta.url), 'utf8');

const files = readdirSync(folder)
  .filter((file) => /^[a-z_]+\.ts$/.test(file))
  .map((file) => file.replace('.ts', ''));
const headings = [...formulation.matchAll(/^### (\S+)$/gm)].map((match) => match[1]!);
/** Blocks that are bounds and charges only. */
const withoutRows = ['converter', 'renewable'];

const blocksWithRows = (): Set<string> => {
  const problem = everyBlock();
  const table = buildBidTable(problem, timeGridOf(problem), weighingOf(problem));
  const { model } = buildPowerModel(problem, table);
  return new Set(Array.from({ length: model.rowCount }, (_, row) => model.blockOf(row)));
};

test('every constraint block has the same name as a file and as a heading of the formulation', () => {
  expect(files.length).toBeGreaterThan(10);
  expect([...headings].sort()).toEqual([...files].sort());
});

test('rows are named after the file of their block', () => {
  const expected = files.filter((name) => !withoutRows.includes(name));
  const found = blocksWithRows();
  expect(expected.filter((name) => !found.has(name))).toEqual([]);
  expect([...found].filter((name) => !files.includes(name))).toEqual([]);
});

test('the formulation names every part of the cost', () => {
  expect(costPartNames.filter((name) => !formulation.includes(name))).toEqual([]);
});
