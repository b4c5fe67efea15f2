import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { wattbit } from '../command-line.ts';
import { DATA_FOLDER, testWith } from '../parts.ts';

/** Commands of a README: `$ …` and `npx wattbit …` lines of its shell blocks, continued lines joined. */
function commandsOf(readme: string): string[][] {
  const blocks = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].map((match) => match[1]!);
  const lines = blocks.flatMap((block) => block.replaceAll(/\\\n\s*/g, ' ').split('\n'));
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2]!);
      return words.map((word) => word.replace('$WATTBIT_DATA', DATA_FOLDER));
    });
}

const readmeOf = (example: string): string => readFileSync(join('examples', example, 'README.md'), 'utf8');

interface Carbon {
  readonly status: string;
  readonly co2Tonnes: number;
  readonly objectiveBound: number;
  readonly runAtOnce: { readonly co2Tonnes: number };
  readonly jobsRefused: readonly unknown[];
}

async function planned(words: readonly string[]): Promise<Carbon> {
  const { exitCode, out, err } = await wattbit([...words, '--json', '--time-limit', '300']);
  expect(exitCode, err).toBe(0);
  return JSON.parse(out) as Carbon;
}

test('every example has a README with commands, and each begins with npx wattbit', () => {
  for (const example of readdirSync('examples')) {
    const commands = commandsOf(readmeOf(example));
    expect(commands.length, example).toBeGreaterThan(0);
    for (const command of commands) expect(command.slice(0, 2)).toEqual(['npx', 'wattbit']);
  }
});

test('gaia-small can be read as it stands, without the public files', async () => {
  const { exitCode, out } = await wattbit(['scenario', 'check', 'examples/gaia-small']);
  expect([exitCode, out]).toEqual([0, expect.stringContaining('is sound')]);
});

test('the cases are answered as their README works out', async () => {
  const objectives = [3100, 13_000];
  const commands = commandsOf(readmeOf('cases'));
  expect(commands).toHaveLength(objectives.length);
  for (const [i, command] of commands.entries()) {
    const { exitCode, out, err } = await wattbit([...command.slice(2), '--json']);
    expect(exitCode, err).toBe(0);
    expect((JSON.parse(out) as { objective: number }).objective).toBeCloseTo(objectives[i]!, 4);
  }
});

describe('gaia-small', () => {
  const [command] = commandsOf(readmeOf('gaia-small'));
  const words = command!.slice(2);
  const rigid = words.map((word) => (word.startsWith('gaia-seconds') ? `${word},kind:=rigid` : word));
  const cases = [
    ['may pause, no limit', words, 0.5462],
    ['may pause, 42.9 cpus', [...words, '--set', 'sites.0.pools.0.unitCount=42.9'], 0.5751],
    ['may not pause, no limit', rigid, 0.612],
  ] as const;
  for (const [name, given, known] of cases) {
    testWith('data')(`${name}: emits ${known} of what running at once does, within 0.5 %`, async () => {
      const answer = await planned(given);
      const share = answer.co2Tonnes / answer.runAtOnce.co2Tonnes;
      expect(Math.abs(share / known - 1), `the share is ${share}`).toBeLessThan(0.005);
      expect(answer.objectiveBound).toBeLessThanOrEqual(answer.co2Tonnes * (1 + 1e-9));
      expect(answer.jobsRefused).toEqual([]);
      // The table of the README says what is asserted here.
      expect(readmeOf('gaia-small')).toContain(`| ${name} | ${known.toFixed(4).slice(1)} |`);
    });
  }
});
