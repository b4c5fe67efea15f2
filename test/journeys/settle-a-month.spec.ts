import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { STATEMENT_KIND_WORDS } from '#dispatch/charts';
import type { FootprintView, StatementMonth } from '#dispatch/domain';
import { type Centre, removeCentre, startCentre, until } from '../centre.ts';
import { testWith } from '../parts.ts';
import { expectAccessible, openBrowser, signIn } from './browser.ts';

let centre: Centre | undefined;
let browser: Browser | undefined;
/** What the first line of the month is for. */
let first = '';
beforeAll(async () => {
  centre = await startCentre({ environment: { WATTBIT_SCENARIO: 'one-site', WATTBIT_SPEED: '300' } });
  browser = await openBrowser().catch(() => undefined);
  const { body } = await until(
    () => centre!.request('GET', '/api/dispatch/statements/2025-03'),
    ({ status, body }) => status === 200 && (body as StatementMonth).lines.length > 0,
  );
  const [line] = (body as StatementMonth).lines;
  first = STATEMENT_KIND_WORDS[line!.kind].en;
});
afterAll(async () => {
  await browser?.close();
  await centre?.stop();
  if (centre) removeCentre(centre);
});

describe('a month in the console', () => {
  testWith('chromium')(
    'a line opens to its periods, an open month is not closed, and carbon opens to its factors',
    async () => {
      const visitor = { name: 'clerk', role: 'operator', locale: 'en', rail: 'Statements' };
      const context = await signIn(browser!, centre!, visitor);
      const page = await context.newPage();
      await page.goto(centre!.url);
      await page.getByRole('link', { name: 'Statements', exact: true }).click();
      await page.getByRole('row').filter({ hasText: first }).first().waitFor();
      await expectAccessible(page);
      await page.getByRole('row').filter({ hasText: first }).first().click();
      await page.getByRole('dialog').getByText('Period from').waitFor();
      await page.keyboard.press('Escape');

      await page.getByRole('button', { name: 'Close month' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Close month' }).click();
      await page.getByText('2025-03 is not over', { exact: false }).waitFor();

      await page.getByRole('link', { name: 'Carbon', exact: true }).click();
      await page.getByRole('heading', { name: 'Three methods side by side' }).waitFor();
      await expectAccessible(page);
      await page
        .getByRole('button', { name: /^CO₂, market-based/ })
        .first()
        .click();
      await page.getByRole('dialog').getByText('factor qinghai-2022', { exact: false }).first().waitFor();
      const footprint = await centre!.request('GET', '/api/dispatch/footprint?month=2025-03');
      const view = footprint.body as FootprintView;
      expect(view.rows[0]!.carbon.map(({ value }) => value === null)).toEqual([false, false, false]);
      await context.close();
    },
  );
});
