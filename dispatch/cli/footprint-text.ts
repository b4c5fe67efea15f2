import type { FootprintView, Kpi } from '#dispatch/domain';
import { bold, dim, type Terminal, textTable, yellow } from '#platform/cli-shell';
import { whToMwh } from '#units';

/** The three methods side by side, the figures of each site, and how targets stand. */
export function footprintText(view: FootprintView, terminal: Terminal): string {
  const word = (zh: string, en: string): string => (terminal.language === 'zh' ? zh : en);
  return [
    bold(terminal, `${view.span} · ${view.periodCount} ${word('个时段', 'periods')}`),
    ...view.remarks.map((remark) => yellow(terminal, remark[terminal.language])),
    '',
    carbonTable(view, terminal),
    '',
    siteTables(view, terminal),
    ...(view.targets.length === 0 ? [] : ['', targetTable(view, terminal)]),
    dim(
      terminal,
      word(
        '— 没有这块表，不是 0。每个数的算式、因子与来源：--json',
        '— no such meter, not 0. Formula, factors and source of every figure: --json',
      ),
    ),
  ].join('\n');
}

const figure = (value: number | null): string =>
  value === null ? '—' : value.toLocaleString('en-US', { maximumSignificantDigits: 4 });
const shown = ({ value, unit }: Kpi): string =>
  unit === 'ratio' ? (value === null ? '—' : `${figure(value * 100)} %`) : figure(value);

function carbonTable({ rows }: FootprintView, terminal: Terminal): string {
  const { language } = terminal;
  const word = (zh: string, en: string): string => (language === 'zh' ? zh : en);
  const right = { align: 'right' as const };
  return textTable(
    [
      { title: word('对象', 'of'), most: 44 },
      { title: 'MWh', ...right },
      { title: word('位置 tCO2', 'location tCO2'), ...right },
      { title: word('市场 tCO2', 'market tCO2'), ...right },
      { title: word('边际 tCO2', 'marginal tCO2'), ...right },
      { title: word('绿电同时率', 'green, matched'), ...right },
      { title: word('占比（不分时）', 'green, by totals'), ...right },
    ],
    rows.map((row) => [
      row.name[language],
      figure(whToMwh(row.energyWh)),
      ...row.carbon.map(shown),
      ...row.greenShares.map(shown),
    ]),
  );
}

function siteTables({ sites }: FootprintView, { language }: Terminal): string {
  return textTable(
    [
      { title: language === 'zh' ? '站点' : 'site', most: 36 },
      ...(sites[0]?.kpis ?? []).map(({ title, unit }) => ({
        title: unit === '' || unit === 'ratio' ? title[language] : `${title[language]} ${unit}`,
        align: 'right' as const,
      })),
    ],
    sites.map(({ name, kpis }) => [name[language], ...kpis.map(shown)]),
  );
}

function targetTable({ targets }: FootprintView, { language }: Terminal): string {
  const word = (zh: string, en: string): string => (language === 'zh' ? zh : en);
  return textTable(
    [
      { title: word('目标', 'target'), most: 44 },
      { title: word('限额', 'limit'), align: 'right' },
      { title: word('至今', 'to date'), align: 'right' },
      { title: word('预计', 'projected'), align: 'right' },
      { title: '' },
    ],
    targets.map(({ target, toDate, projected, isProjectedWithin }) => [
      target.title[language],
      `${figure(target.limit)} ${toDate.unit}`,
      figure(toDate.value),
      figure(projected.value),
      isProjectedWithin === null ? '' : isProjectedWithin ? word('达标', 'within') : word('超出', 'beyond'),
    ]),
  );
}
