import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { wattbit } from '../../command-line.ts';

/** What a plan is held to. Figures may differ by a thousandth, as solvers do between machines. */
interface Golden {
  readonly costYuan: number;
  readonly boundYuan: number;
  /** The gap may be smaller, never larger than this. */
  readonly gapRatioAtMost: number;
  readonly kpis: Readonly<Record<string, number>>;
  readonly jobsPlaced: number;
  readonly refused: readonly string[];
  readonly headings: readonly string[];
}
interface Answer extends Readonly<Record<(typeof KPIS)[number], number>> {
  readonly costYuan: number;
  readonly boundYuan: number;
  readonly gapRatio: number;
  readonly jobsPlaced: number;
  readonly jobsRefused: readonly { readonly id: string }[];
  readonly runAtOnce: { readonly costYuan: number };
}

const KPIS = ['co2Tonnes', 'matchedGreenShareRatio', 'annualGreenShareRatio', 'curtailmentRatio'] as const;
const RELATIVE = 1e-3;
const FOLDER = dirname(fileURLToPath(import.meta.url));
const UPDATE = process.env.WATTBIT_GOLDEN === 'update';
const HOW =
  'If the change is meant, write the files anew: WATTBIT_GOLDEN=update npx vitest run --project house test/golden/plans';
const pages = mkdtempSync(join(tmpdir(), 'wattbit-golden-'));
afterAll(() => rmSync(pages, { recursive: true, force: true }));

async function planned(scenario: string, foresight: string): Promise<Golden> {
  const page = join(pages, `${scenario}-${foresight}.html`);
  const words = `plan --scenario ${scenario} --from 2025-03-10 --hours 24 --foresight ${foresight}`;
  // A limit that no machine meets: where the search stops must not depend on how fast it runs.
  const options = ['--time-limit', '600', '--json', '--report', page];
  const { exitCode, out, err } = await wattbit([...words.split(' '), ...options]);
  if (exitCode !== 0) throw new Error(`wattbit ${words} ended with ${exitCode}: ${err}`);
  const answer = JSON.parse(out) as Answer;
  return {
    costYuan: answer.costYuan,
    boundYuan: answer.boundYuan,
    gapRatioAtMost: answer.gapRatio,
    kpis: {
      ...Object.fromEntries(KPIS.map((name) => [name, answer[name]])),
      runAtOnceCostYuan: answer.runAtOnce.costYuan,
    },
    jobsPlaced: answer.jobsPlaced,
    refused: answer.jobsRefused.map((row) => row.id).sort(),
    headings: headingsOf(readFileSync(page, 'utf8')),
  };
}

const headingsOf = (html: string): string[] =>
  [...html.matchAll(/<h[12][^>]*>(.*?)<\/h[12]>/g)].map((match) => match[1]!.replace(/<[^>]+>/g, ''));

/** Room in the stored ceiling, so that a plan as good as before passes on another machine. */
const stored = (now: Golden): Golden => ({
  ...now,
  gapRatioAtMost: Math.max(0.001, Math.ceil(now.gapRatioAtMost * 1.5e4) / 1e4),
});

function expectClose(name: string, now: number, before: number): void {
  const off = Math.abs(now - before);
  const allowed = Math.max(1e-6, RELATIVE * Math.abs(before));
  expect(off, `${name} is ${now}, was ${before}. ${HOW}`).toBeLessThanOrEqual(allowed);
}

function expectGolden(now: Golden, before: Golden): void {
  const exact = ({ jobsPlaced, refused, headings }: Golden) => ({ jobsPlaced, refused, headings });
  expect(exact(now), HOW).toEqual(exact(before));
  expectClose('costYuan', now.costYuan, before.costYuan);
  expectClose('boundYuan', now.boundYuan, before.boundYuan);
  expect(now.gapRatioAtMost, `The gap has grown. ${HOW}`).toBeLessThanOrEqual(before.gapRatioAtMost);
  expect(Object.keys(now.kpis), HOW).toEqual(Object.keys(before.kpis));
  for (const [name, value] of Object.entries(before.kpis)) expectClose(name, now.kpis[name]!, value);
}

describe.each(['microgrid', 'one-site'])('the plan of %s for 2025-03-10', (scenario) => {
  test.each(['perfect', 'forecast'])('is what it was, with %s foresight', async (foresight) => {
    const file = join(FOLDER, 'expected', `${scenario}-${foresight}.json`);
    const now = await planned(scenario, foresight);
    if (UPDATE) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `${JSON.stringify(stored(now), null, 2)}\n`);
    }
    expect(existsSync(file), `${file} is absent. ${HOW}`).toBe(true);
    expectGolden(now, JSON.parse(readFileSync(file, 'utf8')) as Golden);
  });
});
