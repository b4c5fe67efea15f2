import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { WhatIfSummary } from '#dispatch/domain';
import { type Centre, removeCentre, startCentre } from '../centre.ts';
import { testWith } from '../parts.ts';
import { expectAccessible, openBrowser, signIn } from './browser.ts';

/** What a person reads and presses, in each language of the screens. */
const WORDS = {
  zh: {
    locale: 'zh-CN',
    rail: '方案比较',
    none: '还没有比较过方案',
    preset: /^光伏多一半/,
    own: /^自己写一个/,
    name: '名称',
    path: '改哪一项',
    value: '改成',
    run: '开始比较',
    running: '正在比较',
    base: '现状',
    open: '看完整计划',
    thought: '只用来比较，从不执行',
    back: '回到比较',
    forget: '删除',
    fresh: '新的比较',
  },
  en: {
    locale: 'en',
    rail: 'What-if',
    none: 'Nothing compared yet',
    preset: /^Half more solar/,
    own: /^Your own/,
    name: 'Name',
    path: 'Which value',
    value: 'New value',
    run: 'Compare',
    running: 'Comparing',
    base: 'As it is',
    open: 'whole plan',
    thought: 'for comparing only, never acted on',
    back: 'Back to the comparison',
    forget: 'Delete',
    fresh: 'New comparison',
  },
} as const;
type Words = (typeof WORDS)[keyof typeof WORDS];

let centre: Centre | undefined;
let browser: Browser | undefined;
beforeAll(async () => {
  centre = await startCentre({ environment: { WATTBIT_SCENARIO: 'one-site' } });
  browser = await openBrowser().catch(() => undefined);
});
afterAll(async () => {
  await browser?.close();
  await centre?.stop();
  if (centre) removeCentre(centre);
});

/** A preset, and a variant of one's own whose path is wrong at first. */
async function writeVariants(page: Page, words: Words): Promise<void> {
  await page.getByRole('button', { name: words.preset }).click();
  await page.getByRole('button', { name: words.own }).click();
  await page.getByLabel(words.name).last().fill('tight');
  await page.getByLabel(words.path).last().fill('gridConnections.nowhere.importLimitMw');
  await page.getByLabel(words.value).last().fill('2');
  await page.getByRole('button', { name: words.run, exact: true }).click();
  const wrong = page.locator('.setting-row .field-problem');
  await wrong.waitFor();
  expect(await wrong.innerText()).toContain('nowhere');
  expect(await page.getByLabel(words.path).last().getAttribute('aria-invalid')).toBe('true');
  await expectAccessible(page);
  await page.getByLabel(words.path).last().fill('gridConnections.0.importLimitMw');
  await page.getByRole('button', { name: words.run, exact: true }).click();
}

describe('variants side by side', () => {
  for (const words of Object.values(WORDS)) {
    testWith('chromium')(`are written, run, read and forgotten in ${words.locale}`, async () => {
      const context = await signIn(browser!, centre!, {
        ...words,
        name: `compares-${words.locale}`,
        role: 'operator',
      });
      const page = await context.newPage();
      await page.goto(`${centre!.url}/what-if`);
      await page.getByText(words.none).waitFor();
      await expectAccessible(page);
      await writeVariants(page, words);
      await page.waitForURL(/\/what-if\/what-if-/);
      // It goes on in the centre, whoever leaves and comes back.
      await page.reload();
      const head = page.locator('.comparison .variant-name');
      await expect.poll(() => head.allInnerTexts(), { timeout: 60_000 }).toHaveLength(3);
      expect(await head.allInnerTexts()).toEqual([words.base, expect.any(String), 'tight']);
      await expect.poll(() => page.getByText(words.running).count(), { timeout: 60_000 }).toBe(0);
      expect(await page.locator('.page-answer').innerText()).toMatch(/\d/);
      await expectAccessible(page);
      await page.getByRole('link', { name: words.open }).nth(1).click();
      await page.getByText(words.thought).waitFor();
      await expectAccessible(page);
      await page.getByRole('link', { name: words.back }).click();
      await page.getByRole('button', { name: words.forget, exact: true }).click();
      await page.getByText(words.none).waitFor();
      const { body } = await centre!.request('GET', '/api/dispatch/what-ifs');
      expect((body as { whatIfs: WhatIfSummary[] }).whatIfs).toEqual([]);
      await context.close();
    });
  }
});
