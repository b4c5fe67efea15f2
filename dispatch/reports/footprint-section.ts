import type { FootprintView, Kpi } from '#dispatch/domain';
import { type Language, whToMwh } from '#units';
import { type Html, html } from './html.ts';
import { keyFigures } from './key-figures.ts';
import { kpiFigure } from './kpi-figure.ts';
import { table } from './table.ts';
import { number, percent, say } from './words.ts';

/** Carbon by three methods side by side, the figures of sites, and targets; each of the region's figures opens. */
export function footprintSection(view: FootprintView, language: Language): Html {
  const word = say(language);
  const region = view.rows.find(({ kind }) => kind === 'region');
  return html`<h2>${word('能碳', 'Carbon')}</h2>
${view.remarks.map((remark) => html`<p class="more">${remark[language]}</p>`)}
${
  region === undefined
    ? null
    : keyFigures(
        [...region.carbon, ...region.greenShares].map((kpi) => kpiFigure(kpi, language)),
        language,
      )
}
${view.rows.length === 0 ? null : carbonTable(view, language)}
${view.sites.length === 0 ? null : siteTable(view, language)}
${view.targets.length === 0 ? null : targetTable(view, language)}`;
}

function carbonTable({ rows }: FootprintView, language: Language): Html {
  const word = say(language);
  const kinds = {
    region: word('全区', 'Region'),
    site: word('站点', 'Site'),
    owner: word('作业归属', 'Owner of jobs'),
    job: word('作业', 'Job'),
  };
  return table({
    caption: word('三种方法并列，tCO₂', 'By three methods, tCO₂'),
    columns: [
      { title: '' },
      { title: '' },
      { title: 'MWh', number: true },
      { title: word('基于位置', 'Location'), number: true },
      { title: word('基于市场', 'Market'), number: true },
      { title: word('边际', 'Marginal'), number: true },
      { title: word('绿电同时率', 'Green, matched'), number: true },
      { title: word('绿电占比（不分时）', 'Green, by totals'), number: true },
    ],
    rows: rows.map((row) => [
      kinds[row.kind],
      row.name[language],
      number(whToMwh(row.energyWh), language),
      ...row.carbon.map(({ value }) => number(value, language)),
      ...row.greenShares.map(({ value }) => percent(value, language)),
    ]),
  });
}

const shown = (kpi: Kpi, language: Language): string =>
  kpi.unit === 'ratio' ? percent(kpi.value, language) : kpi.value === null ? '—' : kpi.value.toPrecision(3);

function siteTable({ sites }: FootprintView, language: Language): Html {
  const word = say(language);
  return table({
    caption: word(
      'ISO/IEC 30134 与算力单耗；“—”表示没有这块表',
      'ISO/IEC 30134 and what compute takes; “—” where there is no such meter',
    ),
    columns: [
      { title: word('站点', 'Site') },
      ...(sites[0]?.kpis ?? []).map(({ title, unit }) => ({
        title: unit === '' || unit === 'ratio' ? title[language] : `${title[language]}, ${unit}`,
        number: true,
      })),
    ],
    rows: sites.map(({ name, kpis }) => [name[language], ...kpis.map((kpi) => shown(kpi, language))]),
  });
}

function targetTable({ targets }: FootprintView, language: Language): Html {
  const word = say(language);
  return table({
    caption: word('能碳双控目标', 'Targets of energy and carbon'),
    columns: [
      { title: word('目标', 'Target') },
      { title: word('限额', 'Limit'), number: true },
      { title: word('至今', 'To date'), number: true },
      { title: word('预计', 'Projected'), number: true },
      { title: '' },
    ],
    rows: targets.map(({ target, toDate, projected, isProjectedWithin }) => [
      target.title[language],
      `${number(target.limit, language)} ${toDate.unit}`,
      number(toDate.value, language),
      number(projected.value, language),
      isProjectedWithin === null
        ? '—'
        : isProjectedWithin
          ? word('预计达标', 'within')
          : word('预计超出', 'beyond'),
    ]),
  });
}
