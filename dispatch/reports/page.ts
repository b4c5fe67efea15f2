import { FONTS, TOKENS } from '#platform/look';
import type { Bilingual, Language } from '#units';
import { Html, html } from './html.ts';

/** One page in one language, without its frame. */
export interface Edition {
  readonly language: Language;
  readonly title: string;
  /** The page's answer in one sentence with numbers. */
  readonly lead: string;
  readonly dateline: string;
  /** Said under the title when the data come from a generator. */
  readonly generatedNote: string | null;
  readonly warnings: readonly string[];
  readonly body: Html;
  readonly colophon: string;
}

const PAPER: Bilingual = { zh: '瓦比特调度日报', en: 'The Wattbit Dispatch' };
const LANGUAGE_NAMES: Bilingual = { zh: '中文', en: 'English' };

/**
 * One self-contained page with an edition in each language; a switch of two radio buttons shows one of them without
 * any script, and the shown one is printed.
 */
export function page(editions: readonly Edition[], shown: Language): string {
  const first = editions.find((each) => each.language === shown) ?? editions[0]!;
  const lang = first.language === 'zh' ? 'zh-CN' : 'en';
  return html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${first.title}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<form class="switch" aria-label="Language">
${editions.map(
  ({ language }) =>
    html`<label><input type="radio" name="language" value="${language}" id="show-${language}"${
      language === first.language ? new Html(' checked') : ''
    }>${LANGUAGE_NAMES[language]}</label>`,
)}
</form>
${editions.map(edition)}
</body>
</html>
`.text;
}

const edition = (each: Edition): Html => html`<main class="edition ${each.language}" lang="${
  each.language === 'zh' ? 'zh-CN' : 'en'
}">
<header>
<p class="masthead">${PAPER[each.language]}</p>
<p class="dateline">${each.dateline}</p>
<h1>${each.title}</h1>
<p class="lead">${each.lead}</p>
${each.generatedNote === null ? null : html`<p class="generated">${each.generatedNote}</p>`}
${each.warnings.map((warning) => html`<p class="warning">${warning}</p>`)}
</header>
${each.body}
<footer>${each.colophon}</footer>
</main>`;

const light = (name: keyof typeof TOKENS): string => TOKENS[name].light;

const STYLE = `
:root { --ink: ${light('ink')}; --soft: ${light('inkSoft')}; --faint: ${light('inkFaint')}; --line: ${light('line')};
  --strong: ${light('lineStrong')}; --accent: ${light('accent')}; --warn: ${light('warning')};
  --warn-ground: ${light('warningGround')}; --sunken: ${light('sunken')}; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: var(--ink); font: 16px/1.6 ${FONTS.serif}; font-variant-numeric: lining-nums; }
.edition { display: none; max-width: 1120px; margin: 0 auto; padding: 8px 40px 48px; }
body:has(#show-zh:checked) .edition.zh, body:has(#show-en:checked) .edition.en { display: block; }
.switch { display: flex; justify-content: flex-end; gap: 4px; max-width: 1120px; margin: 0 auto; padding: 16px 40px 0;
  font: 13px ${FONTS.sans}; color: var(--soft); }
.switch label { padding: 4px 10px; border-radius: 4px; cursor: pointer; }
.switch label:has(:checked) { background: var(--sunken); color: var(--ink); }
.switch label:has(:focus-visible) { outline: 2px solid var(--accent); outline-offset: 1px; }
.switch input { position: absolute; opacity: 0; }
header { text-align: center; border-bottom: 1px solid var(--ink); padding-bottom: 24px; }
.masthead { margin: 0; padding-bottom: 12px; font-size: 38px; line-height: 1.2; letter-spacing: .02em; border-bottom: 3px double var(--ink); }
.zh .masthead { letter-spacing: .18em; font-weight: 700; }
.dateline { margin: 8px 0 24px; font: 13px ${FONTS.sans}; color: var(--soft); font-variant-numeric: tabular-nums; }
h1 { margin: 0 auto 12px; font-size: 30px; line-height: 1.25; font-weight: 700; max-width: 26em; text-wrap: balance; }
.lead { margin: 0 auto; font-size: 19px; line-height: 1.55; color: var(--soft); max-width: 42em; text-wrap: pretty; }
.generated, .warning { margin: 20px auto 0; padding: 8px 16px; max-width: 52em; font: 13px/1.6 ${FONTS.sans};
  background: var(--warn-ground); color: var(--warn); border-left: 3px solid var(--warn); text-align: left; }
h2 { margin: 40px 0 12px; font-size: 21px; line-height: 1.3; border-top: 2px solid var(--ink); padding-top: 10px; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(140px, 1fr)); margin: 8px 0 0; }
.figures details { padding: 16px 16px 12px 0; border-bottom: 1px solid var(--line); }
.figures details[open] { grid-column: span 2; }
.figures summary { list-style: none; cursor: pointer; }
.figures summary::-webkit-details-marker { display: none; }
.figures summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 4px; }
.figures .name { display: block; font: 13px/1.4 ${FONTS.sans}; color: var(--soft); }
.figures .value { display: block; font-size: 26px; line-height: 1.4; white-space: nowrap; font-variant-numeric: lining-nums tabular-nums; }
.figures .value small { font: 14px ${FONTS.sans}; color: var(--soft); margin-left: 4px; }
.figures p { margin: 4px 0 0; font: 12px/1.5 ${FONTS.sans}; color: var(--soft); }
.figures code { font: 12px ${FONTS.mono}; color: var(--ink); overflow-wrap: anywhere; }
figure { margin: 24px 0 0; break-inside: avoid; }
figcaption { font: 14px/1.5 ${FONTS.sans}; }
figcaption small { color: var(--faint); margin-left: 6px; }
.keys { display: flex; flex-wrap: wrap; gap: 2px 16px; list-style: none; margin: 4px 0 0; padding: 0; font: 12px ${FONTS.sans}; color: var(--soft); }
.keys li { display: flex; align-items: center; gap: 6px; }
.mark { width: 14px; height: 10px; background: var(--c); border-radius: 2px; }
.mark.line { height: 2px; } .mark.dashed { height: 0; background: none; border-top: 2px dashed var(--c); border-radius: 0; }
.mark.hatched { background: repeating-linear-gradient(45deg, var(--c) 0 2px, transparent 2px 5px); border: 1px solid var(--c); }
.drawing svg { display: block; width: 100%; height: auto; } .drawing text { font-family: ${FONTS.sans} !important; }
.reading { margin: 4px 0 0; font-size: 14px; line-height: 1.5; color: var(--soft); max-width: 60em; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); column-gap: 40px; align-items: start; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: 12px 0 0; font: 13px/1.5 ${FONTS.sans}; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--soft); padding-bottom: 4px; }
th { text-align: left; font-weight: 600; border-bottom: 1px solid var(--strong); padding: 4px 12px 4px 0; vertical-align: bottom; }
td { border-bottom: 1px solid var(--line); padding: 4px 12px 4px 0; vertical-align: top; }
th.n, td.n { text-align: right; white-space: nowrap; }
th:last-child, td:last-child { padding-right: 0; }
tr.total td { font-weight: 600; border-top: 1px solid var(--strong); }
.more { font: 13px ${FONTS.sans}; color: var(--soft); }
footer { margin-top: 48px; padding-top: 12px; border-top: 3px double var(--ink); font: 12px/1.6 ${FONTS.sans}; color: var(--faint); }
@media (max-width: 640px) { .edition, .switch { padding-left: 16px; padding-right: 16px; } .masthead { font-size: 28px; } h1 { font-size: 24px; }
  .drawing { overflow-x: auto; } .drawing svg { min-width: 640px; } }
@media print { @page { size: A4; margin: 14mm; } .switch { display: none; } .edition { max-width: none; padding: 0; }
  body { font-size: 10.5pt; } h2 { break-after: avoid; } tr, .figures details { break-inside: avoid; } thead { display: table-header-group; } }
`;
