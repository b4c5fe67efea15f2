import { describe, expect, test } from 'vitest';
import { dayReportHtml, planReportHtml } from './index.ts';
import { MADE_UP_DAY, MADE_UP_PLAN, MADE_UP_REGION } from './made-up-plan.ts';
import { money } from './words.ts';

const plan = planReportHtml(MADE_UP_PLAN, MADE_UP_REGION, { language: 'en' });
const day = dayReportHtml(MADE_UP_DAY, MADE_UP_REGION, { language: 'zh' });

describe.each([
  ['a plan', plan],
  ['a day', day],
])('the report of %s', (_name, html) => {
  test('asks for nothing from outside and runs no script', () => {
    // Namespaces of SVG are names, not addresses that anybody calls.
    const addresses = html.replaceAll(/xmlns(:\w+)?="[^"]*"/g, '').match(/(https?:)?\/\/[a-z][\w.-]+/g);
    expect(addresses).toBeNull();
    expect(html).not.toMatch(/<script|<link|<img|@import|url\((?!#)/);
  });

  test('holds both languages and says that the data are generated in each', () => {
    expect(html).toContain('lang="zh-CN"');
    expect(html).toContain('lang="en"');
    expect(html).toContain('Generated data, not measured.');
    expect(html).toContain('生成数据，并非实测。');
  });

  test('escapes what comes from files', () => {
    expect(html).toContain('Test region &lt;A&gt; &amp; &quot;B&quot;');
    expect(html).not.toContain('<A>');
  });

  test('draws its pictures as SVG and describes each in words', () => {
    const drawings = html.match(/<svg /g) ?? [];
    expect(drawings.length).toBeGreaterThanOrEqual(4);
    expect(html.match(/role="img" aria-label="[^"]+"/g)).toHaveLength(drawings.length);
  });
});

test('the language asked for is shown first', () => {
  expect(plan).toMatch(/<html lang="en">/);
  expect(plan).toMatch(/id="show-en" checked/);
  expect(day).toMatch(/id="show-zh" checked/);
});

test('a plan’s report gives each refused job its reason, says that it is degraded, and opens each figure to its formula', () => {
  expect(plan).toContain('No pool is as wide.');
  expect(plan).toContain('Time was up.');
  expect(plan).toContain('It waits for the sun.');
  expect(plan).toContain('Σ min(loadₜ, cleanₜ) / Σ loadₜ');
});

test('a plan’s energy in and energy out have the same sum', () => {
  // in: 6 sun + 4 grid; out: 8 load + 2 site
  const total =
    /<tr class="total"><td>Sum<\/td><td class="n">([\d.]+)<\/td><td class="n">([\d.]+)<\/td>/.exec(plan);
  expect(total?.slice(1)).toEqual(['10', '10']);
});

test('money is counted as people of the language count', () => {
  expect(money(-25_433_772, 'en')).toBe('−¥25.4 M');
  expect(money(-25_433_772, 'zh')).toBe('−2,543 万元');
  expect(money(1234.5, 'zh')).toBe('1,235 元');
});
