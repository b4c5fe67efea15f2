import { costPartName, OBJECTIVE_WORDS, planTotals } from '#dispatch/charts';
import type { PlannedWindow } from '#dispatch/cycle';
import type { Plan, Region } from '#dispatch/domain';
import { bold, dim, green, type Terminal, textTable, yellow } from '#platform/cli-shell';
import { type Bilingual, horizonEndMs, hoursPerPeriod, type Language, shanghaiIso } from '#units';
import { capacityTable } from './capacity-text.ts';
import { ruleTable } from './rule-text.ts';

/** The plan as a dispatcher reads it in a terminal: what it costs, how good it is, where power and work go. */
export function planText(
  planned: PlannedWindow,
  region: Region,
  terminal: Terminal,
  seconds: number,
): string[] {
  const { plan } = planned;
  const { language } = terminal;
  return [
    ...heading(plan, region, terminal),
    '',
    textTable(
      [
        { title: say(language, '指标', 'Figure') },
        { title: say(language, '数值', 'Value'), align: 'right' },
        { title: say(language, '含义', 'Meaning') },
      ],
      figures(plan, language),
    ),
    ...section(terminal, '成本构成', 'Where the cost comes from', costTable(plan, language)),
    ...capacities(plan, region, terminal),
    ...section(terminal, '电力', 'Power', powerTable(plan, region, language)),
    ...section(terminal, '规则', 'Rules', ruleTable(plan, language)),
    ...section(terminal, '算力站点', 'Sites', siteTable(plan, region, language)),
    ...refusals(plan, terminal),
    ...filledNote(planned, terminal),
    '',
    dim(
      terminal,
      say(
        language,
        `${seconds.toFixed(1)} 秒；模型 ${count(plan.model.columns)} 列 × ${count(plan.model.rows)} 行`,
        `${seconds.toFixed(1)} s; model of ${count(plan.model.columns)} columns and ${count(plan.model.rows)} rows`,
      ),
    ),
  ];
}

const say = (language: Language, zh: string, en: string): string => (language === 'zh' ? zh : en);
const count = (value: number): string => Math.round(value).toLocaleString('en-US');
const percent = (ratio: number, digits = 1): string => `${(ratio * 100).toFixed(digits)} %`;
const three = (value: number): string =>
  Math.abs(value) >= 100 ? count(value) : value.toLocaleString('en-US', { maximumSignificantDigits: 3 });
const yuan = (value: number, language: Language): string => `${count(value)} ${say(language, '元', 'CNY')}`;

function heading(plan: Plan, region: Region, terminal: Terminal): string[] {
  const { language } = terminal;
  const from = shanghaiIso(plan.horizon.startMs).slice(0, 16).replace('T', ' ');
  const to = shanghaiIso(horizonEndMs(plan.horizon)).slice(0, 16).replace('T', ' ');
  const status = say(
    language,
    plan.status === 'optimal' ? '最优' : '可行',
    plan.status === 'optimal' ? 'optimal' : 'feasible',
  );
  const gap = say(
    language,
    `距下界 ${percent(plan.gapRatio, 2)}`,
    `within ${percent(plan.gapRatio, 2)} of the bound`,
  );
  const lines = [
    bold(terminal, region.name[language]),
    `${from} — ${to} (UTC+8)   ${green(terminal, status)}, ${gap}`,
  ];
  if (region.generated) lines.push(yellow(terminal, region.generated.note[language]));
  if (plan.degraded)
    lines.push(yellow(terminal, `${say(language, '降级', 'Degraded')}: ${plan.degraded[language]}`));
  return lines;
}

function figures(plan: Plan, language: Language): string[][] {
  const rows: string[][] = [
    [
      say(language, '成本', 'Cost'),
      yuan(plan.costYuan, language),
      say(language, '本窗口净成本', 'net, over the window'),
    ],
  ];
  if (plan.boundYuan !== null)
    rows.push([
      say(language, '下界', 'Bound'),
      yuan(plan.boundYuan, language),
      say(language, '任何安排都不会更便宜', 'no schedule of these jobs costs less'),
    ]);
  if (plan.objective !== 'cost') {
    const { unit, gram } = OBJECTIVE_WORDS[plan.objective];
    rows.push([
      say(language, '目标值与下界', 'Objective, bound'),
      `${three(plan.objectiveValue)}, ${three(plan.objectiveBound)}`,
      say(
        language,
        `${unit.zh}，另计违约折算与每元${gram.zh}（相同时取便宜者）；任何安排都不低于下界`,
        `${unit.en}, with broken promises and ${gram.en} a CNY (of equals the cheaper); no schedule is below the bound`,
      ),
    ]);
  }
  if (plan.runAtOnce !== null)
    rows.push([
      say(language, '到即运行', 'Run at once'),
      yuan(plan.runAtOnce.costYuan, language),
      say(
        language,
        `同样的作业不等待：${three(plan.runAtOnce.co2Tonnes)} tCO2`,
        `the same jobs without waiting: ${three(plan.runAtOnce.co2Tonnes)} tCO2`,
      ),
    ]);
  rows.push(
    [
      say(language, '碳排放', 'Carbon'),
      `${three(plan.co2Tonnes)} tCO2`,
      carbonAgainstBaseline(plan, language),
    ],
    [
      say(language, '绿电同时率', 'Green share, matched'),
      percent(plan.matchedGreenShareRatio),
      say(
        language,
        '每一时段 min(负荷, 清洁电) 之和 / 负荷',
        'sum of min(load, clean) / load, period by period',
      ),
    ],
    [
      say(language, '绿电总量占比', 'Green share by totals'),
      percent(plan.annualGreenShareRatio),
      say(language, 'min(1, 清洁电总量 / 负荷总量)', 'min(1, sum of clean / sum of load)'),
    ],
    [
      say(language, '弃电率', 'Curtailment'),
      percent(plan.curtailmentRatio),
      say(language, '(可发 − 实发) / 可发', '(available − used) / available'),
    ],
    [
      say(language, '作业', 'Jobs'),
      count(plan.placements.length + plan.onlineServed.length),
      say(
        language,
        `已安排；拒绝 ${count(plan.refused.length)}`,
        `placed; ${count(plan.refused.length)} refused`,
      ),
    ],
  );
  return rows;
}

function carbonAgainstBaseline(plan: Plan, language: Language): string {
  if (plan.runAtOnce === null || plan.runAtOnce.co2Tonnes <= 0) return '';
  const ratio = plan.co2Tonnes / plan.runAtOnce.co2Tonnes;
  return say(language, `为到即运行的 ${ratio.toFixed(4)}`, `${ratio.toFixed(4)} of run-at-once`);
}

function section(terminal: Terminal, zh: string, en: string, table: string | null): string[] {
  return table === null ? [] : ['', bold(terminal, say(terminal.language, zh, en)), table];
}

function capacities(plan: Plan, region: Region, terminal: Terminal): string[] {
  const { capacities: chosen } = plan;
  if (chosen === undefined) return [];
  const { language } = terminal;
  const none = say(
    language,
    '区域文件里没有候选容量（expansion），所以没有可建的。',
    'The region’s file has no candidates (expansion), so there is nothing to build.',
  );
  const table = chosen.length === 0 ? none : capacityTable(chosen, region, language);
  return section(terminal, '建什么', 'What is built', table);
}

function costTable(plan: Plan, language: Language): string | null {
  const parts = plan.costParts.filter((part) => Math.abs(part.yuan) >= 0.5);
  if (parts.length === 0) return null;
  return textTable(
    [{ title: say(language, '项目', 'Part') }, { title: say(language, '元', 'CNY'), align: 'right' }],
    parts
      .toSorted((a, b) => Math.abs(b.yuan) - Math.abs(a.yuan))
      .map((part) => [costPartName(part.name, language), count(part.yuan)]),
  );
}

const POWER_ROWS: readonly (readonly [keyof ReturnType<typeof planTotals>, Bilingual])[] = [
  ['pvMw', { zh: '光伏', en: 'Sun' }],
  ['windMw', { zh: '风电', en: 'Wind' }],
  ['cspMw', { zh: '光热', en: 'Heat of the sun' }],
  ['hydroMw', { zh: '水电', en: 'Water' }],
  ['thermalMw', { zh: '火电', en: 'Fuel' }],
  ['ambientMw', { zh: '环境热', en: 'Ambient heat' }],
  ['dischargeMw', { zh: '储能放电', en: 'Storage, discharge' }],
  ['importMw', { zh: '电网购入', en: 'Grid import' }],
  ['loadMw', { zh: '社会负荷', en: 'Other load' }],
  ['computeMw', { zh: '算力负荷', en: 'Compute' }],
  ['chargeMw', { zh: '储能充电', en: 'Storage, charge' }],
  ['hvdcSentMw', { zh: '直流外送', en: 'HVDC export' }],
  ['gridExportMw', { zh: '上网', en: 'Grid export' }],
  ['transferLossMw', { zh: '输送与转换损耗', en: 'Lost on the way' }],
  ['curtailedMw', { zh: '弃电', en: 'Curtailed' }],
  ['unservedMw', { zh: '缺供', en: 'Not served' }],
];

function powerTable(plan: Plan, _region: Region, language: Language): string | null {
  const totals = planTotals(plan);
  const hours = hoursPerPeriod(plan.horizon);
  const rows = POWER_ROWS.flatMap(([row, name]) => {
    const values = totals[row];
    const energyMwh = values.reduce((sum, value) => sum + value * hours, 0);
    if (energyMwh < 1e-6) return [];
    return [[name[language], three(energyMwh), three(Math.max(...values)), three(Math.min(...values))]];
  });
  if (rows.length === 0) return null;
  return textTable(
    [
      { title: '' },
      { title: 'MWh', align: 'right' },
      { title: say(language, '最大 MW', 'most MW'), align: 'right' },
      { title: say(language, '最小 MW', 'least MW'), align: 'right' },
    ],
    rows,
  );
}

function siteTable(plan: Plan, region: Region, language: Language): string | null {
  const hours = hoursPerPeriod(plan.horizon);
  const rows = region.sites.map((site) => {
    const facility = plan.series.find(
      (each) => each.kind === 'site' && each.element === site.id && each.quantity === 'facilityMw',
    );
    const values = facility?.values ?? [];
    const jobs = plan.placements.filter((placement) => placement.siteId === site.id);
    const workMwh = jobs.reduce((sum, placement) => sum + placement.energyMwh, 0);
    return [
      site.name[language],
      count(jobs.length),
      three(values.reduce((sum, value) => sum + value * hours, 0)),
      three(workMwh),
      three(values.length === 0 ? 0 : Math.max(...values)),
      site.facilityLimitMw === undefined ? '—' : three(site.facilityLimitMw),
    ];
  });
  return textTable(
    [
      { title: say(language, '站点', 'Site'), most: 40 },
      { title: say(language, '作业', 'jobs'), align: 'right' },
      { title: say(language, '站点 MWh', 'site MWh'), align: 'right' },
      { title: say(language, '作业 MWh', 'job MWh'), align: 'right' },
      { title: say(language, '最大 MW', 'most MW'), align: 'right' },
      { title: say(language, '限额 MW', 'limit MW'), align: 'right' },
    ],
    rows,
  );
}

const MOST_REFUSALS = 20;
function refusals(plan: Plan, terminal: Terminal): string[] {
  const { language } = terminal;
  if (plan.refused.length === 0) return [];
  const rows = plan.refused.slice(0, MOST_REFUSALS).map((each) => [each.id, each.reason[language]]);
  const more = plan.refused.length - rows.length;
  return [
    ...section(
      terminal,
      `拒绝的作业（${plan.refused.length}）`,
      `Refused jobs (${plan.refused.length})`,
      textTable([{ title: say(language, '作业', 'Job') }, { title: say(language, '原因', 'Reason') }], rows),
    ),
    ...(more > 0 ? [say(language, `……另有 ${more} 个，见 --json`, `… and ${more} more, see --json`)] : []),
  ];
}

function filledNote(planned: PlannedWindow, terminal: Terminal): string[] {
  if (planned.filled.length === 0) return [];
  const list = planned.filled.map((each) => `${each.key} (${each.periods})`).join(', ');
  return [
    '',
    yellow(
      terminal,
      say(terminal.language, `数据缺口已补：${list}`, `Gaps in the data were bridged: ${list}`),
    ),
  ];
}
