import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

/**
 * Photographs every page of a running console, three widths, both languages, both themes, into `screens/`:
 * `npm run screens -- --link <one-time link>` or `--name <account> --password <password>`, and `--url` for another server.
 */
const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:4120' },
    link: { type: 'string' },
    name: { type: 'string' },
    password: { type: 'string' },
    out: { type: 'string', default: 'screens' },
    /** Only files whose name contains this, e.g. `overview-phone`. */
    only: { type: 'string', default: '' },
    chromium: { type: 'string', default: process.env.CHROMIUM ?? '/usr/bin/chromium' },
  },
});

const SIZES = { wall: [1920, 1080], laptop: [1366, 768], phone: [390, 844] } as const;
const LANGUAGES = ['zh', 'en'] as const;
const THEMES = ['dark', 'light'] as const;
const PAGES: Readonly<Record<string, string>> = {
  overview: '/',
  plan: '/plan',
  explain: '/explain',
  'explain-none': '/explain?element=no-such-element',
  'what-if': '/what-if',
  proof: '/proof',
  jobs: '/jobs',
  'jobs-submit': '/jobs?new=1',
  'jobs-none': '/jobs?text=no-such-job',
  energy: '/energy',
  'energy-none': '/energy?day=2025-01-01',
  sites: '/sites',
  forecast: '/forecast',
  certificates: '/certificates',
  carbon: '/carbon',
  'carbon-month': '/carbon?span=month',
  statements: '/statements',
  'statements-party': '/statements?party=centre',
  rules: '/rules',
  meters: '/meters',
  'meters-one': '/meters?meter=roof-meter',
  'meters-import': '/meters?import=1',
  audit: '/audit',
  people: '/accounts',
  account: '/account',
  missing: '/no-such-page',
};
/** Charts come after their page. */
const SETTLE_MS = 2_500;
const PATIENCE_MS = 20_000;

interface Shot {
  readonly file: string;
  readonly address: string;
  readonly size: readonly [number, number];
  readonly language: (typeof LANGUAGES)[number];
  readonly theme: (typeof THEMES)[number];
}

const shotsOf = (pages: Readonly<Record<string, string>>): readonly Shot[] =>
  Object.entries(pages).flatMap(([name, address]) =>
    Object.entries(SIZES).flatMap(([width, size]) =>
      LANGUAGES.flatMap((language) =>
        THEMES.map((theme) => ({
          file: `${name}-${width}-${language}-${theme}.png`,
          address,
          size,
          language,
          theme,
        })),
      ),
    ),
  );

/** Language and theme are kept in the browser, so they are there before the page's first line runs. */
async function lookAs(context: BrowserContext, { language, theme }: Shot): Promise<void> {
  await context.addInitScript(
    (kept) => localStorage.setItem('wattbit.preferences', kept),
    JSON.stringify({ language, theme }),
  );
}

async function signIn(browser: Browser): Promise<Awaited<ReturnType<BrowserContext['storageState']>>> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(values.link ?? values.url);
  if (values.name !== undefined && values.password !== undefined) {
    await page.fill('input[name=name]', values.name);
    await page.fill('input[name=password]', values.password);
    await page.click('button[type=submit]');
  }
  await page.waitForSelector('nav.rail', { timeout: 15_000 });
  const state = await context.storageState();
  await context.close();
  return { ...state, origins: [] };
}

/** The first job of the list, for the page of one job. */
async function aJob(page: Page): Promise<Record<string, string>> {
  const answer = await page.request.get(`${values.url}/api/dispatch/jobs?state=finished&limit=1`);
  const { rows } = (await answer.json()) as { rows?: readonly { id: string }[] };
  const id = rows?.[0]?.id;
  return id === undefined ? {} : { job: `/jobs/${encodeURIComponent(id)}` };
}

/** Nothing on the page still waits for its data, and charts have drawn themselves. */
async function settled(page: Page): Promise<void> {
  await page
    .waitForFunction(() => document.querySelector('.skeleton, .page-loading') === null, null, {
      timeout: PATIENCE_MS,
    })
    .catch(() => process.stderr.write(`${page.url()}: still loading\n`));
  await page.waitForTimeout(SETTLE_MS);
}

async function photograph(browser: Browser, shot: Shot, storageState?: object): Promise<void> {
  const [width, height] = shot.size;
  const context = await browser.newContext({
    viewport: { width, height },
    ...(storageState ? { storageState: storageState as never } : {}),
  });
  await lookAs(context, shot);
  const page = await context.newPage();
  page.on('pageerror', (error) => process.stderr.write(`${shot.file}: ${error.message}\n`));
  await page.goto(values.url + shot.address, { waitUntil: 'load' });
  await settled(page);
  await page.screenshot({ path: path.join(values.out, shot.file) });
  await context.close();
}

const browser = await chromium.launch({
  executablePath: values.chromium,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  mkdirSync(values.out, { recursive: true });
  const session = await signIn(browser);
  const probe = await browser.newContext({ storageState: session });
  const pages = { ...PAGES, ...(await aJob(await probe.newPage())) };
  await probe.close();
  const wanted = (shot: Shot) => shot.file.includes(values.only);
  for (const shot of shotsOf({ 'sign-in': '/' }).filter(wanted)) await photograph(browser, shot);
  for (const shot of shotsOf(pages).filter(wanted)) {
    await photograph(browser, shot, session);
    process.stdout.write(`${shot.file}\n`);
  }
} finally {
  await browser.close();
}
