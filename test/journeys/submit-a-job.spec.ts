import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { JobStory, OverviewView } from '#dispatch/domain';
import { createFormat } from '#platform/web-shell';
import { shanghaiIso } from '#units';
import { type Centre, removeCentre, startCentre, until } from '../centre.ts';
import { testWith } from '../parts.ts';
import { expectAccessible, openBrowser, signIn } from './browser.ts';

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
    earliest: '最早开始',
    states: ['已排定', '运行中', '已完成'],
    pages: ['总览', '计划', '理由', '方案比较', '作业', '站点', '预测', '审计'],
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
    earliest: 'Earliest start',
    states: ['planned', 'running', 'finished'],
    pages: ['Overview', 'Plan', 'Reasons', 'What-if', 'Jobs', 'Sites', 'Forecast', 'Audit'],
  },
} as const;
/** How long a job waits for its earliest start, so that it is seen planned. */
const WAITS_MS = 10 * 60_000;
type Words = (typeof WORDS)[keyof typeof WORDS];

let centre: Centre | undefined;
let browser: Browser | undefined;
const signedIn = new Map<Words, Awaited<ReturnType<Browser['newContext']>>>();

/** The region's minutes pass in a second, so that each step of a job's life can be seen and all of it fits into a test. */
beforeAll(async () => {
  centre = await startCentre({ environment: { WATTBIT_SCENARIO: 'one-site', WATTBIT_SPEED: '60' } });
  browser = await openBrowser().catch(() => undefined);
});
afterAll(async () => {
  await browser?.close();
  await centre?.stop();
  if (centre) removeCentre(centre);
});

const visitorOf = ({ locale, pages }: Words) => ({
  ...{ name: `journey-${locale}`, role: 'administrator', locale, rail: pages[0] },
});

/** A person of their own for each language, who opens their own link in their own browser. */
async function pageIn(words: Words): Promise<Page> {
  const known = signedIn.get(words);
  const context = known ?? (await signIn(browser!, centre!, visitorOf(words)));
  signedIn.set(words, context);
  const page = await context.newPage();
  await page.goto(`${centre!.url}/jobs`);
  return page;
}

const plain = (text: string): string => text.replaceAll(/\s/g, ' ');

async function submitJob(page: Page, words: Words, name: string): Promise<void> {
  await page.getByRole('button', { name: words.submit }).first().click();
  const form = page.getByRole('dialog');
  await form.getByLabel(words.name, { exact: false }).first().fill(name);
  await form.getByLabel(words.pool).selectOption({ index: 1 });
  await form.getByLabel(words.width).first().fill('4');
  await form.getByLabel(words.duration).fill('0.05');
  await form.getByText(words.more).click();
  const { clock } = (await centre!.request('GET', '/api/dispatch/overview')).body as OverviewView;
  await form.getByLabel(words.earliest).fill(shanghaiIso(clock.nowMs + WAITS_MS).slice(0, 16));
  await form.getByLabel(words.command).fill('sleep 8');
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
      const chip = page.locator('main .chip').first();
      for (const state of words.states) {
        await until(
          () => chip.innerText(),
          (text) => words.states.indexOf(text.trim() as never) >= words.states.indexOf(state as never),
          90_000,
        );
        expect((await chip.innerText()).trim()).toBe(state);
      }
      const id = new URL(page.url()).pathname.split('/').at(-1)!;
      // A period's energy is known when the period has ended.
      const story = await until(
        async () => (await centre!.request('GET', `/api/dispatch/jobs/${id}`)).body as JobStory,
        (now) => now.state === 'finished' && now.energyWh > 0,
      );
      expect(story.energy.reduce((sum, period) => sum + period.energyWh, 0)).toBe(story.energyWh);
      const shown = createFormat(words.locale === 'en' ? 'en' : 'zh').energyWh(story.energyWh);
      await until(
        () => page.locator('main').innerText(),
        (text) => plain(text).includes(plain(shown)),
        40_000,
      );
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
