import { type ChartContext, dayLoadPicture, elementsOf, energyBySourcePicture } from '#dispatch/charts';
import type { DayReport, FootprintView, Region, RuleView } from '#dispatch/domain';
import { type Language, whToMwh } from '#units';
import { figure, paperContext } from './draw.ts';
import { footprintSection } from './footprint-section.ts';
import { type Html, html } from './html.ts';
import { keyFigures } from './key-figures.ts';
import { kpiFigure } from './kpi-figure.ts';
import { type Edition, page } from './page.ts';
import type { ReportOptions } from './plan-report.ts';
import { ruleStates } from './rule-states.ts';
import { table } from './table.ts';
import { number, percent, say } from './words.ts';

/** With how the rules stood on the day and the day's carbon, where they were judged and counted. */
export interface DayReportOptions extends ReportOptions {
  readonly rules?: readonly RuleView[];
  readonly footprint?: FootprintView | null;
}

/** A day as it went, as one self-contained HTML page in both languages: figures, pictures, whose energy it was. */
export function dayReportHtml(report: DayReport, region: Region, options: DayReportOptions): string {
  return page(
    [edition(report, region, options, 'zh'), edition(report, region, options, 'en')],
    options.language,
  );
}

function edition(report: DayReport, region: Region, options: DayReportOptions, language: Language): Edition {
  const word = say(language);
  return {
    language,
    title: word(`${region.name.zh}：${report.day} 运行日报`, `${region.name.en}: the day of ${report.day}`),
    dateline: `${report.day} (UTC+8)`,
    lead: lead(report, language),
    generatedNote: region.generated?.note[language] ?? null,
    warnings: [],
    body: body(report, region, options, language),
    colophon: word(
      '由 wattbit 生成。电量逐时段沿潮流溯源，合同优先，合计与计量值逐瓦时相符。',
      'Made by wattbit. Energy is traced along its flows period by period, contracts first; sums match the meters to the watt-hour.',
    ),
  };
}

function lead(report: DayReport, language: Language): string {
  const { loadMw, cleanMw } = report.periods;
  const load = loadMw.reduce((sum, value) => sum + value, 0);
  const matched = loadMw.reduce((sum, value, at) => sum + Math.min(value, cleanMw[at] ?? 0), 0);
  const share = percent(load > 0 ? matched / load : null, language);
  const clean = cleanMw.reduce((sum, value) => sum + value, 0);
  const byTotals = percent(load > 0 ? Math.min(1, clean / load) : null, language);
  const used = number(whToMwh(sumOf(report.consumptionByConsumerWh)), language);
  const jobs = number(report.jobs.length, language);
  return language === 'zh'
    ? `全天用电 ${used} MWh，逐时段计算 ${share} 由清洁电满足（只看总量则为 ${byTotals}）；${jobs} 个作业用了电，每一份都可追溯来源。`
    : `${used} MWh were used, ${share} of it matched by clean power period by period (${byTotals} by totals alone); ${jobs} jobs ran, and each knows where its energy came from.`;
}

const sumOf = (energies: Readonly<Record<string, number>>): number =>
  Object.values(energies).reduce((sum, value) => sum + value, 0);

function body(report: DayReport, region: Region, options: DayReportOptions, language: Language): Html {
  const { rules = [], footprint = null } = options;
  const word = say(language);
  const context: ChartContext = { ...paperContext(language), ...elementsOf(region) };
  const pictures = [dayLoadPicture(report, context), energyBySourcePicture(report, context)];
  const names = context.names ?? {};
  const nameOf = (id: string): string => names[id]?.[language] ?? id;
  return html`${keyFigures(
    report.kpis.map((kpi) => kpiFigure(kpi, language)),
    language,
  )}
<h2>${word('这一天', 'The day in pictures')}</h2>
${pictures.map((picture, at) => figure(picture, at + 1, language))}
<div class="columns">
<section><h2>${word('电从哪里来', 'Where it came from')}</h2>${energyTable(report.generationBySourceWh, nameOf, language)}</section>
<section><h2>${word('用到了哪里', 'Where it went')}</h2>${energyTable(report.consumptionByConsumerWh, nameOf, language)}</section>
</div>
${ruleStates(rules, language)}
${footprint === null ? null : footprintSection(footprint, language)}
<h2>${word('作业的用电', 'The jobs’ energy')}</h2>
${jobTable(report, nameOf, language)}`;
}

function energyTable(
  energies: Readonly<Record<string, number>>,
  nameOf: (id: string) => string,
  language: Language,
): Html {
  const word = say(language);
  const rows = Object.entries(energies)
    .filter(([, energyWh]) => energyWh > 0)
    .sort(([, a], [, b]) => b - a);
  const total = sumOf(energies);
  return table({
    columns: [{ title: '' }, { title: 'MWh', number: true }, { title: word('占比', 'Share'), number: true }],
    rows: [
      ...rows.map(([id, energyWh]) => [
        nameOf(id),
        number(whToMwh(energyWh), language),
        percent(energyWh / total, language),
      ]),
      [word('合计', 'Sum'), number(whToMwh(total), language), ''],
    ],
    hasTotal: true,
  });
}

const MOST_JOBS = 100;
function jobTable(report: DayReport, nameOf: (id: string) => string, language: Language): Html {
  const word = say(language);
  const jobs = report.jobs.toSorted((a, b) => b.energyWh - a.energyWh);
  const rows = jobs
    .slice(0, MOST_JOBS)
    .map((job) => [
      job.jobId,
      nameOf(job.siteId),
      number(whToMwh(job.energyWh) * 1000, language),
      percent(job.energyWh > 0 ? job.cleanWh / job.energyWh : null, language),
      number(job.co2Tonnes * 1000, language),
      mainSource(job.bySourceWh, nameOf),
    ]);
  const rest = jobs.length - rows.length;
  return html`${table({
    columns: [
      { title: word('作业', 'Job') },
      { title: word('站点', 'Site') },
      { title: 'kWh', number: true },
      { title: word('清洁电', 'Clean'), number: true },
      { title: 'kgCO₂', number: true },
      { title: word('主要来源', 'Mostly from') },
    ],
    rows,
  })}${rest > 0 ? html`<p class="more">${word(`另有 ${rest} 个作业。`, `${rest} more jobs.`)}</p>` : null}`;
}

function mainSource(bySourceWh: Readonly<Record<string, number>>, nameOf: (id: string) => string): string {
  const [first] = Object.entries(bySourceWh).sort(([, a], [, b]) => b - a);
  return first === undefined ? '—' : nameOf(first[0]);
}
