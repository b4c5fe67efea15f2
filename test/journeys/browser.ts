import AxeBuilder from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Centre } from '../centre.ts';
import { CHROMIUM } from '../parts.ts';

/** A headless browser that asks nothing of the outside. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });

/** Fails with the rule and the elements when axe finds a WCAG A or AA violation on the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa']).analyze();
  const found = violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`);
  expect(found, `on ${page.url()}`).toEqual([]);
}

export interface Visitor {
  readonly name: string;
  readonly role: string;
  readonly locale: string;
  /** A link of the rail, there once the console is. */
  readonly rail: string;
}

/** A laptop's browser in which an account of its own has signed in by its one-time link. */
export async function signIn(browser: Browser, centre: Centre, visitor: Visitor): Promise<BrowserContext> {
  const { name, role, locale, rail } = visitor;
  const { body } = await centre.request('POST', '/api/accounts', { name, role });
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale });
  const kept = JSON.stringify(JSON.stringify({ language: locale.slice(0, 2) }));
  await context.addInitScript({ content: `localStorage.setItem('wattbit.preferences', ${kept})` });
  const page = await context.newPage();
  await page.goto((body as { link: string }).link);
  await page.getByRole('link', { name: rail, exact: true }).waitFor();
  await page.close();
  return context;
}
