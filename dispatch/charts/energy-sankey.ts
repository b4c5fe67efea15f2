import type { DayEnergy } from '#dispatch/domain';
import type { Bilingual } from '#units';
import {
  type EnergyDetail,
  type EnergyGraph,
  type EnergyNode,
  type EnergyScope,
  energyGraph,
} from './energy-graph.ts';
import { CONSUMER_WORDS, originName } from './energy-words.ts';
import { energy as energyText } from './figures.ts';
import { lettersOf } from './frame.ts';
import { SOURCE_COLOUR, SOURCE_ORDER } from './names.ts';
import type { ChartColour, ChartContext, ChartPicture } from './picture.ts';
import { LABELS, sentence } from './words.ts';

const TITLE = { zh: '从电站到作业', en: 'From station to job' };
const DESCRIPTION = {
  zh: '{day}：共 {total}，来自{sources}；站点用电 {sites}，其中作业 {jobs}。',
  en: '{day}: {total} in all, from {sources}; sites took {sites}, {jobs} of it for jobs.',
};
const OWN_WORDS: Readonly<Record<'store' | 'before' | 'kept', Bilingual>> = {
  store: { zh: '储能', en: 'Stores' },
  before: { zh: '此前存入', en: 'Stored before' },
  kept: { zh: '留存与储能损耗', en: 'Kept or lost in store' },
};
const COLOUR: Readonly<Record<Exclude<EnergyNode['kind'], 'source'>, ChartColour>> = {
  store: 'storageDischarge',
  before: 'storageCharge',
  kept: 'storageCharge',
  siteTotal: 'compute',
  site: 'computeTier3',
  job: 'computeTier1',
  jobs: 'computeTier2',
  load: 'load',
  export: 'export',
  storage: 'storageCharge',
  transfer: 'curtailed',
  loss: 'curtailed',
};
/** Order from top to bottom within a column. */
const ORDER: readonly EnergyNode['kind'][] = [
  ...(['source', 'before', 'store', 'siteTotal', 'job', 'jobs', 'site'] as const),
  ...(['load', 'export', 'kept', 'transfer', 'loss'] as const),
];
/** Fine: a line for each label, wide. Together: two short lines, so that four columns fit a phone. */
const LAYOUT = {
  elements: { rowPx: 26, gapPx: 14, labelPx: 230, isTall: false },
  kinds: { rowPx: 48, gapPx: 28, labelPx: 98, isTall: true },
} as const;
type Layout = (typeof LAYOUT)[EnergyDetail];

/** A day's energy as bands from stations over stores to sites, areas and jobs; a band's width is its energy. */
export function energySankeyPicture(
  day: Pick<DayEnergy, 'day' | 'consumers'>,
  context: ChartContext,
  wish: { readonly detail: EnergyDetail; readonly scope: EnergyScope },
): ChartPicture {
  const graph = energyGraph(day, context.sourceKinds ?? {}, wish);
  const layout = LAYOUT[wish.detail];
  const nodes = ordered(graph.nodes);
  const rows = Math.max(...[0, 1, 2, 3].map((column) => nodes.filter((one) => one.column === column).length));
  const names = new Map(nodes.map((node) => [node.key, nodeName(node, context)]));
  return {
    id: 'energy-sankey',
    title: TITLE[context.language],
    description: descriptionOf(day.day, graph, context),
    unit: 'MWh',
    option: optionOf({ nodes, links: graph.links }, names, context, layout),
    keys: [],
    extentMs: null,
    heightPx: Math.max(320, rows * layout.rowPx + 60),
    table: () => ({
      columns: [
        { title: { zh: '从', en: 'From' }[context.language], unit: '', kind: 'text' },
        { title: { zh: '到', en: 'To' }[context.language], unit: '', kind: 'text' },
        { title: LABELS.energy[context.language], unit: 'MWh', kind: 'number' },
      ],
      rows: graph.links
        .toSorted((a, b) => b.wh - a.wh)
        .map(({ from, to, wh }) => [names.get(from)!, names.get(to)!, wh / 1e6]),
    }),
  };
}

const rankOf = ({ sourceKind }: EnergyNode): number =>
  sourceKind === null ? SOURCE_ORDER.length : SOURCE_ORDER.indexOf(sourceKind);
const ordered = (nodes: readonly EnergyNode[]): EnergyNode[] =>
  nodes.toSorted(
    (a, b) =>
      a.column - b.column ||
      ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) ||
      rankOf(a) - rankOf(b) ||
      b.wh - a.wh ||
      (a.key < b.key ? -1 : 1),
  );

function nodeName(
  { kind, id, sourceKind, count }: EnergyNode,
  { language, names = {} }: ChartContext,
): string {
  const named = (element: string): string => names[element]?.[language] ?? element;
  if (kind === 'source') {
    if (id !== null) return originName(id, names, language);
    return `${LABELS[sourceKind!][language]} (${count})`;
  }
  if (kind === 'jobs') return language === 'zh' ? `${count} 个作业` : `${count} jobs`;
  if (kind === 'before' || kind === 'kept' || (kind === 'store' && id === null))
    return OWN_WORDS[kind][language];
  if (kind === 'site' || kind === 'loss' || kind === 'transfer') return CONSUMER_WORDS[kind][language];
  if (id === null) return kind === 'load' ? LABELS.load[language] : kind;
  return kind === 'job' ? id : named(id);
}

const colourOf = ({ kind, sourceKind }: EnergyNode, { look }: ChartContext): string =>
  look.colours[
    kind === 'source' ? (sourceKind === null ? 'carbon' : SOURCE_COLOUR[sourceKind]) : COLOUR[kind]
  ];

function optionOf(
  { nodes, links }: EnergyGraph,
  names: ReadonlyMap<string, string>,
  context: ChartContext,
  layout: Layout,
): ChartPicture['option'] {
  const { look, language } = context;
  const text = (wh: number): string => energyText(wh / 1e6, language);
  const whOf = new Map(nodes.map(({ key, wh }) => [key, wh]));
  return {
    animation: false,
    backgroundColor: 'transparent',
    textStyle: { fontFamily: lettersOf(context) },
    tooltip: {
      // Text, never HTML: the name of a job is whatever its owner called it.
      renderMode: 'richText',
      confine: true,
      backgroundColor: look.colours.surface,
      borderColor: look.colours.lineStrong,
      textStyle: { color: look.colours.ink, fontFamily: lettersOf(context), fontSize: 12 },
      formatter: (item) => tooltipText(item, names, whOf, text),
    },
    series: [
      {
        type: 'sankey',
        id: 'energy',
        ...{ left: 12, right: 12, top: 10, bottom: 12, nodeWidth: 10, nodeGap: layout.gapPx },
        nodeAlign: 'left',
        layoutIterations: 0,
        draggable: false,
        emphasis: { focus: 'adjacency' },
        lineStyle: { color: 'source', opacity: 0.32, curveness: 0.5 },
        label: {
          color: look.colours.ink,
          textBorderColor: look.colours.surface,
          textBorderWidth: 2,
          fontFamily: lettersOf(context),
          fontSize: 11,
          lineHeight: 14,
          width: layout.labelPx,
          overflow: 'truncate',
        },
        data: nodes.map((node) => ({
          name: node.key,
          depth: node.column,
          itemStyle: { color: colourOf(node, context), borderWidth: 0 },
          label: {
            position: placeOf(node, layout),
            formatter: `${names.get(node.key)}${layout.isTall ? '\n' : ' '}${text(node.wh)}`,
          },
        })),
        links: links.map(({ from, to, wh }) => ({ source: from, target: to, value: wh })),
      },
    ],
  };
}

/** Beside its box, where no other column's labels stand. */
function placeOf({ column }: EnergyNode, { isTall }: Layout): 'left' | 'right' | 'bottom' {
  if (column === 3) return 'left';
  if (!isTall || column === 0) return 'right';
  return column === 1 ? 'bottom' : 'left';
}

/** `Gonghe PV → Xining: 12.3 MWh` of a band, `Xining: 45 MWh` of a box. */
function tooltipText(
  item: unknown,
  names: ReadonlyMap<string, string>,
  whOf: ReadonlyMap<string, number>,
  text: (wh: number) => string,
): string {
  const { data } = item as { data: { name?: string; source?: string; target?: string; value?: number } };
  if (data.source !== undefined && data.target !== undefined)
    return `${names.get(data.source)} → ${names.get(data.target)}: ${text(data.value ?? 0)}`;
  const key = data.name ?? '';
  return `${names.get(key)}: ${text(whOf.get(key) ?? 0)}`;
}

function descriptionOf(day: string, { nodes, links }: EnergyGraph, context: ChartContext): string {
  const { language } = context;
  const text = (some: readonly { readonly wh: number }[]): string =>
    energyText(some.reduce((sum, { wh }) => sum + wh, 0) / 1e6, language);
  const sources = nodes.filter(({ column }) => column === 0);
  const largest = sources.toSorted((a, b) => b.wh - a.wh).slice(0, 3);
  const jobs = new Set(nodes.filter(({ kind }) => kind === 'job' || kind === 'jobs').map(({ key }) => key));
  return sentence(DESCRIPTION[language], {
    day,
    total: text(sources),
    sources: largest
      .map((node) => `${nodeName(node, context)} ${text([node])}`)
      .join(language === 'zh' ? '、' : ', '),
    sites: text(nodes.filter(({ kind }) => kind === 'siteTotal')),
    jobs: text(links.filter(({ to }) => jobs.has(to))),
  });
}
