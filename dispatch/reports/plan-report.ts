import {
  type ChartContext,
  type ChartPicture,
  costPartsPicture,
  elementsOf,
  ganttPicture,
  heatPicture,
  planStackPicture,
  pricesPicture,
  reservoirPicture,
  sitePowerPicture,
  storagePicture,
} from '#dispatch/charts';
import type { Plan, Region } from '#dispatch/domain';
import { horizonEndMs, type Language } from '#units';
import { capacitiesTable } from './capacities-table.ts';
import { figure, paperContext } from './draw.ts';
import { type Html, html } from './html.ts';
import { keyFigures } from './key-figures.ts';
import { type Edition, page } from './page.ts';
import { planFigures } from './plan-figures.ts';
import { balanceTable, costTable, jobTable, onlineTable, refusalTable, siteTable } from './plan-tables.ts';
import { ruleTable } from './rule-table.ts';
import { moment, money, number, percent, say } from './words.ts';

export interface ReportOptions {
  /** Shown first; the other one is a click away in the same file. */
  readonly language: Language;
}

/**
 * A plan as one self-contained HTML page: key figures with their formulas, pictures as SVG, tables. It asks for nothing
 * from outside and needs no script; both languages are inside.
 */
export function planReportHtml(plan: Plan, region: Region, options: ReportOptions): string {
  return page([edition(plan, region, 'zh'), edition(plan, region, 'en')], options.language);
}

function edition(plan: Plan, region: Region, language: Language): Edition {
  const word = say(language);
  const { horizon } = plan;
  const hours = (horizon.periodCount * horizon.periodMinutes) / 60;
  return {
    language,
    title: word(
      `${region.name.zh}：${number(hours, language)} 小时电算协同计划`,
      `${region.name.en}: power and work for ${number(hours, language)} hours`,
    ),
    dateline: `${moment(horizon.startMs)} — ${moment(horizonEndMs(horizon))} (UTC+8) · ${horizon.periodMinutes} min`,
    lead: lead(plan, language),
    generatedNote: region.generated?.note[language] ?? null,
    warnings:
      plan.degraded === undefined ? [] : [`${word('降级计划', 'Degraded plan')}: ${plan.degraded[language]}`],
    body: body(plan, region, language),
    colophon: word(
      `由 wattbit 生成。状态：${plan.status === 'optimal' ? '最优' : '可行'}；模型 ${number(plan.model.columns, language)} 列、${number(plan.model.rows, language)} 行。`,
      `Made by wattbit. Status: ${plan.status}; model of ${number(plan.model.columns, language)} columns and ${number(plan.model.rows, language)} rows.`,
    ),
  };
}

function lead(plan: Plan, language: Language): string {
  const jobs = number(plan.placements.length + plan.onlineServed.length, language);
  const clean = percent(plan.matchedGreenShareRatio, language);
  const earns = plan.costYuan < 0;
  const amount = money(Math.abs(plan.costYuan), language);
  const gap = percent(plan.gapRatio, language);
  const refused = plan.refused.length;
  return language === 'zh'
    ? `${jobs} 个作业全部排定${refused > 0 ? `，${refused} 个因不可行被拒` : ''}；${earns ? '净收益' : '净成本'} ${amount}，距任何可能安排的下界不超过 ${gap}；逐时段计算，${clean} 的用电由清洁电满足。`
    : `${jobs} jobs have their place${refused > 0 ? ` and ${refused} were refused with a reason` : ''}; the net ${earns ? 'income' : 'cost'} is ${amount}, at most ${gap} from the best that any schedule could do; period by period, clean power covers ${clean} of the load.`;
}

function body(plan: Plan, region: Region, language: Language): Html {
  const word = say(language);
  const refused = refusalTable(plan, language);
  const online = onlineTable(plan, language);
  const rules = ruleTable(plan, language);
  return html`${keyFigures(planFigures(plan, language), language)}
<h2>${word('计划图', 'The plan in pictures')}</h2>
${pictures(plan, region, language)}
<div class="columns">
<section><h2>${word('成本构成', 'Where the cost comes from')}</h2>${costTable(plan, language)}</section>
<section><h2>${word('电量平衡', 'Energy in and out')}</h2>${balanceTable(plan, language)}</section>
</div>
${
  (plan.capacities ?? []).length === 0
    ? null
    : html`<h2>${word('建什么', 'What is built')}</h2>${capacitiesTable(plan.capacities ?? [], region, language)}`
}
${rules === null ? null : html`<h2>${word('规则', 'Rules')}</h2>${rules}`}
<h2>${word('算力站点', 'Sites')}</h2>
${siteTable(plan, region, language)}
${online === null ? null : html`<h2>${word('在线服务', 'Online services')}</h2>${online}`}
<h2>${word('作业', 'Jobs')}</h2>
${jobTable(plan, region, language)}
${refused === null ? null : html`<h2>${word('拒绝的作业', 'Refused jobs')}</h2>${refused}`}`;
}

function pictures(plan: Plan, region: Region, language: Language): Html[] {
  const context: ChartContext = { ...paperContext(language), ...elementsOf(region) };
  const all: (ChartPicture | null)[] = [
    planStackPicture(plan, context),
    pricesPicture(plan, context),
    storagePicture(plan, context),
    heatPicture(plan, context),
    reservoirPicture(plan, context),
    sitePowerPicture(plan, context),
    plan.placements.length > 0 ? ganttPicture(plan, context) : null,
    costPartsPicture(plan, context),
  ];
  return all.filter((picture) => picture !== null).map((picture, at) => figure(picture, at + 1, language));
}
