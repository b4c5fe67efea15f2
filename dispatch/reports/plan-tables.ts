import { costPartName, planTotals } from '#dispatch/charts';
import type { Placement, Plan, Region } from '#dispatch/domain';
import { hoursPerPeriod, type Language } from '#units';
import { type Html, html } from './html.ts';
import { table } from './table.ts';
import { number, percent, say, shortMoment } from './words.ts';

/** Cost by part, largest first, closing on the plan's cost. */
export function costTable(plan: Plan, language: Language): Html {
  const word = say(language);
  const parts = plan.costParts
    .filter((part) => Math.abs(part.yuan) >= 0.005)
    .toSorted((a, b) => Math.abs(b.yuan) - Math.abs(a.yuan));
  const sum = parts.reduce((total, part) => total + part.yuan, 0);
  return table({
    columns: [{ title: word('项目', 'Part') }, { title: word('元', 'Yuan'), number: true }],
    rows: [
      ...parts.map((part) => [costPartName(part.name, language), number(part.yuan, language)]),
      [word('合计', 'Sum'), number(sum, language)],
    ],
    hasTotal: true,
  });
}

type Totals = ReturnType<typeof planTotals>;
const BALANCE: readonly (readonly [keyof Totals, string, string, 'in' | 'out'])[] = [
  ['pvMw', '光伏', 'Sun', 'in'],
  ['windMw', '风电', 'Wind', 'in'],
  ['cspMw', '光热', 'Heat of the sun', 'in'],
  ['hydroMw', '水电', 'Water', 'in'],
  ['thermalMw', '火电', 'Fuel', 'in'],
  ['ambientMw', '环境热', 'Ambient heat', 'in'],
  ['dischargeMw', '储能放电', 'Storage, discharge', 'in'],
  ['importMw', '电网购入', 'Grid import', 'in'],
  ['unservedMw', '缺供', 'Not served', 'in'],
  ['loadMw', '社会负荷', 'Other load', 'out'],
  ['computeMw', '算力负荷', 'Compute', 'out'],
  ['chargeMw', '储能充电', 'Storage, charge', 'out'],
  ['hvdcSentMw', '直流外送', 'HVDC export', 'out'],
  ['gridExportMw', '上网', 'Grid export', 'out'],
  ['transferLossMw', '输送与转换损耗', 'Lost on the way', 'out'],
];

/** Energy in and out over the window; the two sums close. */
export function balanceTable(plan: Plan, language: Language): Html {
  const word = say(language);
  const totals = planTotals(plan);
  const hours = hoursPerPeriod(plan.horizon);
  const energyOf = (row: keyof Totals): number => totals[row].reduce((sum, value) => sum + value * hours, 0);
  const rows = BALANCE.flatMap(([row, zh, en, side]) => {
    const energyMwh = energyOf(row);
    if (energyMwh < 1e-6) return [];
    const figure = number(energyMwh, language);
    const most = number(Math.max(...totals[row]), language);
    return [[word(zh, en), side === 'in' ? figure : '', side === 'out' ? figure : '', most]];
  });
  const sumOf = (side: 'in' | 'out'): string =>
    number(
      BALANCE.reduce((sum, [row, , , of]) => (of === side ? sum + energyOf(row) : sum), 0),
      language,
    );
  return table({
    columns: [
      { title: '' },
      { title: word('来 MWh', 'In, MWh'), number: true },
      { title: word('去 MWh', 'Out, MWh'), number: true },
      { title: word('最大 MW', 'Most MW'), number: true },
    ],
    rows: [...rows, [word('合计', 'Sum'), sumOf('in'), sumOf('out'), '']],
    hasTotal: true,
  });
}

/** Each site's work and power. */
export function siteTable(plan: Plan, region: Region, language: Language): Html {
  const word = say(language);
  const hours = hoursPerPeriod(plan.horizon);
  const rows = region.sites.map((site) => {
    const seriesOf = (quantity: string): readonly number[] =>
      plan.series.find((row) => row.element === site.id && row.quantity === quantity)?.values ?? [];
    const facility = seriesOf('facilityMw');
    const it = seriesOf('itMw');
    const facilityMwh = facility.reduce((sum, value) => sum + value * hours, 0);
    const itMwh = it.reduce((sum, value) => sum + value * hours, 0);
    return [
      site.name[language],
      number(plan.placements.filter((each) => each.siteId === site.id).length, language),
      number(facilityMwh, language),
      itMwh > 0 ? (facilityMwh / itMwh).toFixed(3) : '—',
      number(Math.max(0, ...facility), language),
      site.facilityLimitMw === undefined ? '—' : number(site.facilityLimitMw, language),
    ];
  });
  return table({
    columns: [
      { title: word('站点', 'Site') },
      { title: word('作业', 'Jobs'), number: true },
      { title: 'MWh', number: true },
      { title: 'PUE', number: true },
      { title: word('最大 MW', 'Most MW'), number: true },
      { title: word('限额 MW', 'Limit MW'), number: true },
    ],
    rows,
  });
}

const MOST_JOBS = 60;

/** The jobs that use most energy: where, when, why. The rest stays in the data. */
export function jobTable(plan: Plan, region: Region, language: Language): Html {
  const word = say(language);
  const names = new Map(region.sites.map((site) => [site.id, site.name[language]]));
  const largest = plan.placements.toSorted((a, b) => b.energyMwh - a.energyMwh).slice(0, MOST_JOBS);
  const row = (placement: Placement): string[] => [
    placement.jobId,
    names.get(placement.siteId) ?? placement.siteId,
    shortMoment(placement.segments[0]?.startMs ?? plan.horizon.startMs),
    shortMoment(placement.segments.at(-1)?.endMs ?? plan.horizon.startMs),
    number(placement.units, language),
    number(placement.energyMwh, language),
    placement.reason[language],
  ];
  const rest = plan.placements.length - largest.length;
  return html`${table({
    columns: [
      { title: word('作业', 'Job') },
      { title: word('站点', 'Site') },
      { title: word('开始', 'Start') },
      { title: word('结束', 'End') },
      { title: word('单元', 'Units'), number: true },
      { title: 'MWh', number: true },
      { title: word('为何如此安排', 'Why there and then') },
    ],
    rows: largest.map(row),
  })}${
    rest > 0
      ? html`<p class="more">${word(
          `按用电量列出前 ${MOST_JOBS} 个；另有 ${number(rest, language)} 个已安排。`,
          `The ${MOST_JOBS} that use most energy; ${number(rest, language)} more are placed.`,
        )}</p>`
      : null
  }`;
}

/** Every refused job with its reason; online services with what was served. */
export function refusalTable(plan: Plan, language: Language): Html | null {
  if (plan.refused.length === 0) return null;
  const word = say(language);
  return table({
    columns: [{ title: word('作业', 'Job') }, { title: word('原因', 'Reason') }],
    rows: plan.refused.map((each) => [each.id, each.reason[language]]),
  });
}

export function onlineTable(plan: Plan, language: Language): Html | null {
  if (plan.onlineServed.length === 0) return null;
  const word = say(language);
  return table({
    columns: [
      { title: word('在线服务', 'Online service') },
      { title: word('已服务', 'Served'), number: true },
    ],
    rows: plan.onlineServed.map((each) => [each.jobId, percent(each.servedRatio, language)]),
  });
}
