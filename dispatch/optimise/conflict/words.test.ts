import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { BLOCK_WORDS } from '#dispatch/domain';
import { buildBidTable } from '../bids/build-table.ts';
import { timeGridOf } from '../bids/time-grid.ts';
import { ElementWords } from '../element-words.ts';
import { weighingOf } from '../objective/objective.ts';
import { buildPowerModel } from '../power-model.ts';
import { everyBlock } from '../testing/every-block.ts';
import { blockOfDecision } from './decision-blocks.ts';

const files = readdirSync(new URL('../constraints/', import.meta.url))
  .filter((file) => /^[a-z_]+\.ts$/.test(file))
  .map((file) => file.replace('.ts', ''));
const problem = everyBlock();
const { model } = buildPowerModel(problem, buildBidTable(problem, timeGridOf(problem), weighingOf(problem)));

test('every constraint block has words for people, in both languages', () => {
  expect(Object.keys(BLOCK_WORDS).sort()).toEqual([...files].sort());
  for (const { zh, en } of Object.values(BLOCK_WORDS))
    expect([zh, en]).toEqual(Array(2).fill(expect.stringContaining('{e}')));
});

test('every decision of the model is known to belong to a constraint block', () => {
  const strays = model.decisions.filter(({ name }) => !files.includes(blockOfDecision(name)));
  expect([...new Set(strays.map(({ name }) => name))]).toEqual([]);
});

test('rows and columns lead back to the element that people know', () => {
  const words = new ElementWords(problem);
  const known = [
    'town-battery.final',
    'chat/shore@p',
    'spin.up.town-battery.content',
    'mine-town.without.town-steppe',
  ];
  expect(known.map((name) => words.elementOf(name))).toEqual(['town-battery', 'chat', 'spin', 'mine-town']);
  expect(words.elementOf('cycle1')).toBe('cycle1');
});
