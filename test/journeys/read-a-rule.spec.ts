import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { RuleView } from '#dispatch/domain';
import { type Centre, removeCentre, startCentre } from '../centre.ts';
import { testWith } from '../parts.ts';
import { expectAccessible, openBrowser, signIn } from './browser.ts';

/** What a person reads and presses, in each language of the screens. */
const WORDS = {
  zh: {
    locale: 'zh-CN',
    rail: '合规',
    rule: '绿电占比',
    formula: '清洁发电量',
    few: '天数不足',
    source: '依据',
  },
  en: {
    ...{ locale: 'en', rail: 'Rules', rule: 'Green share', formula: 'clean generation' },
    ...{ few: 'Not enough days', source: 'Source' },
  },
} as const;

let centre: Centre | undefined;
let browser: Browser | undefined;
beforeAll(async () => {
  // The last minutes of a day, a minute a second: it ends while the browser opens.
  centre = await startCentre({
    environment: {
      WATTBIT_SCENARIO: 'qinghai',
      WATTBIT_CLOCK_START: '2025-03-10T23:50:00+08:00',
      WATTBIT_SPEED: '60',
    },
  });
  browser = await openBrowser().catch(() => undefined);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await centre?.stop();
  if (centre) removeCentre(centre);
});

const judged = async (): Promise<readonly RuleView[]> => {
  const { body } = await centre!.request('GET', '/api/dispatch/rules');
  return (body as { rules: readonly RuleView[] }).rules.filter(({ state }) => state !== null);
};

describe('the rules at the end of a day', () => {
  for (const words of Object.values(WORDS)) {
    testWith('chromium')(
      `are read, and one is opened to its formula and source, in ${words.locale}`,
      async () => {
        await expect
          .poll(async () => (await judged()).length, { timeout: 120_000, interval: 1000 })
          .toBeGreaterThan(5);
        const context = await signIn(browser!, centre!, {
          ...words,
          name: `reads-${words.locale}`,
          role: 'viewer',
        });
        const page = await context.newPage();
        await page.goto(`${centre!.url}/rules`);
        const gauge = page.getByRole('button', { name: words.rule }).first();
        await gauge.waitFor();
        expect(await gauge.innerText()).toMatch(/\d %/);
        expect(await gauge.innerText()).toContain(words.few);
        await gauge.click();
        await page.waitForURL(/\/rules\/[a-z-]+$/);
        await page.getByText(words.formula).first().waitFor();
        await page.getByText(words.source, { exact: true }).first().waitFor();
        expect(await page.locator('.page-answer').innerText()).toMatch(/\d/);
        await expectAccessible(page);
        await context.close();
      },
      240_000,
    );
  }
});
