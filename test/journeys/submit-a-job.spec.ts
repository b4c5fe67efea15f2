import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { JobStory } from '#dispatch/domain';
import { type Centre, removeCentre, startCentre, until } from '../centre.ts';
import { testWith } from '../parts.ts';
import { expectAccessible, openBrowser } from './browser.ts';

/** What a person reads and presses, in each language of the screens. */
const WORDS = {
  zh: {
    locale: 'zh-CN',
    submit: '提交作业',
    pool: '资源池类型',
    name: '名称',
    width: '卡数',
    duration: '时长',
    more: /^更多/,
    command: '命令',
    send: '提交',
    open: '查看',
    states: [/已排定|运行中|已完成/, /运行中|已完成/, /已完成/],
    pages: ['总览', '计划', '作业', '站点', '预测', '审计'],
  },
  en: {
    locale: 'en',
    submit: 'Submit a job',
    pool: 'Kind of pool',
    name: 'Name',
    width: 'Width',
    duration: 'Duration',
    more: /^More/,
    command: 'Command',
    send: 'Submit',
    open: 'Open',
    states: [/planned|running|finished/, /running|finished/, /finished/],
    pages: ['Overview', 'Plan', 'Jobs', 'Sites', 'Forecast', 'Audit'],
  },
} as const;
type Words = (typeof WORDS)[keyof typeof WORDS];

let centre: Centre | undefined;
let browser: Browser | undefined;
let signedIn: Awaited<ReturnType<Browser['newContext']>> | undefined;

/** The region's minutes pass in half a second, so that a job's whole life fits into a test. */
beforeAll(async () => {
  centre = await startCentre({ environment: { WATTBIT_SCENARIO: 'one-site', WATTBIT_SPEED: '120' } });
  browser = await openBrowser().catch(() => undefined);
});
afterAll(async () => {
  await browser?.close();
  await centre?.stop();
  if (centre) removeCentre(centre);
});

async function pageIn(words: Words): Promise<Page> {
  if (!signedIn) {
    signedIn = await browser!.newContext({ viewport: { width: 1366, height: 768 }, locale: words.locale });
    const page = await signedIn.newPage();
    await page.goto(centre!.link!);
    await page.getByRole('link', { name: words.pages[0], exact: true }).waitFor();
    await page.close();
  }
  const page = await signedIn.newPage();
  const kept = JSON.stringify(JSON.stringify({ language: words.locale.slice(0, 2) }));
  await page.addInitScript({ content: `localStorage.setItem('wattbit.preferences', ${kept})` });
  await page.goto(`${centre!.url}/jobs`);
  return page;
}

async function submitJob(page: Page, words: Words, name: string): Promise<void> {
  await page.getByRole('button', { name: words.submit }).first().click();
  const form = page.getByRole('dialog');
  await form.getByLabel(words.name, { exact: false }).first().fill(name);
  await form.getByLabel(words.pool).selectOption({ index: 1 });
  await form.getByLabel(words.width).first().fill('4');
  await form.getByLabel(words.duration).fill('0.05');
  await form.getByText(words.more).click();
  await form.getByLabel(words.command).fill('sleep 4');
  await form.getByRole('button', { name: words.send, exact: true }).click();
  await page.getByRole('button', { name: words.open, exact: true }).click();
}

describe('a job from submission to its energy', () => {
  for (const words of Object.values(WORDS)) {
    testWith('chromium')(`is followed in ${words.locale}`, async () => {
      const page = await pageIn(words);
      const name = `journey ${words.locale}`;
      await submitJob(page, words, name);
      await page.getByRole('heading', { name }).waitFor();
      for (const state of words.states) await page.getByText(state).first().waitFor({ timeout: 120_000 });
      const id = new URL(page.url()).pathname.split('/').at(-1)!;
      // A period's energy is known when the period has ended.
      const story = await until(
        async () => (await centre!.request('GET', `/api/dispatch/jobs/${id}`)).body as JobStory,
        (now) => now.state === 'finished' && now.energyWh > 0,
      );
      expect(story.energy.reduce((sum, period) => sum + period.energyWh, 0)).toBe(story.energyWh);
      await page
        .getByText(/[1-9][\d,.]* k?Wh/)
        .first()
        .waitFor();
      await expectAccessible(page);
      await page.close();
    });
  }

  for (const words of Object.values(WORDS)) {
    testWith('chromium')(`every page answers and is accessible in ${words.locale}`, async () => {
      const page = await pageIn(words);
      for (const title of words.pages) {
        await page.getByRole('navigation').first().getByRole('link', { name: title, exact: true }).click();
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.waitForLoadState('networkidle').catch(() => {});
        await expectAccessible(page);
      }
      await page.close();
    });
  }
});
