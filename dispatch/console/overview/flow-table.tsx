import type { FlowEdge, FlowNode } from '#dispatch/domain';
import { type Column, DataTable, useFormat, useText, words } from '#platform/web-shell';
import { nodeKindWords } from '../words.ts';

const say = words({
  stations: { zh: '电站、储能、站点与连接', en: 'Stations, storage, sites and connections' },
  lines: { zh: '线路与区间联络', en: 'Lines and links between areas' },
  name: { zh: '名称', en: 'Name' },
  kind: { zh: '类别', en: 'Kind' },
  area: { zh: '片区', en: 'Area' },
  gives: { zh: '送入', en: 'Gives' },
  takes: { zh: '取用', en: 'Takes' },
  available: { zh: '可发', en: 'Available' },
  stored: { zh: '存有', en: 'Stored' },
  line: { zh: '从 → 到', en: 'From → to' },
  flow: { zh: '潮流', en: 'Flow' },
  limit: { zh: '限额', en: 'Limit' },
  loading: { zh: '负载率', en: 'Loading' },
});

/** The numbers of the picture, for reading, sorting and screen readers. */
export const FlowTable = ({
  nodes,
  edges,
}: {
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
}) => {
  const t = useText();
  const format = useFormat();
  const nameOf = (id: string) => {
    const node = nodes.find((one) => one.id === id);
    return node ? t(node.name) : id;
  };
  const stationColumns: readonly Column<FlowNode>[] = [
    { id: 'name', title: t(say.name), cell: (node) => t(node.name), sortBy: (node) => t(node.name) },
    {
      id: 'kind',
      title: t(say.kind),
      cell: (node) => t(nodeKindWords[node.kind]),
      sortBy: (node) => node.kind,
    },
    {
      id: 'area',
      title: t(say.area),
      cell: (node) => nameOf(node.area),
      sortBy: (node) => node.area,
      minor: true,
    },
    {
      id: 'gives',
      title: t(say.gives),
      cell: (node) => format.power(node.supplyMw),
      sortBy: (node) => node.supplyMw,
      numeric: true,
    },
    {
      id: 'takes',
      title: t(say.takes),
      cell: (node) => format.power(node.drawMw),
      sortBy: (node) => node.drawMw,
      numeric: true,
    },
    {
      id: 'available',
      title: t(say.available),
      cell: (node) => format.power(node.availableMw),
      sortBy: (node) => node.availableMw ?? null,
      numeric: true,
      minor: true,
    },
    {
      id: 'stored',
      title: t(say.stored),
      cell: (node) => format.energy(node.storedMwh),
      sortBy: (node) => node.storedMwh ?? null,
      numeric: true,
      minor: true,
    },
  ];
  const loading = (edge: FlowEdge) => (edge.limitMw > 0 ? Math.abs(edge.flowMw) / edge.limitMw : null);
  const lineColumns: readonly Column<FlowEdge>[] = [
    {
      id: 'line',
      title: t(say.line),
      cell: (edge) =>
        edge.flowMw >= 0
          ? `${nameOf(edge.from)} → ${nameOf(edge.to)}`
          : `${nameOf(edge.to)} → ${nameOf(edge.from)}`,
      sortBy: (edge) => nameOf(edge.from),
    },
    {
      id: 'flow',
      title: t(say.flow),
      cell: (edge) => format.power(Math.abs(edge.flowMw)),
      sortBy: (edge) => Math.abs(edge.flowMw),
      numeric: true,
    },
    {
      id: 'limit',
      title: t(say.limit),
      cell: (edge) => format.power(edge.limitMw),
      sortBy: (edge) => edge.limitMw,
      numeric: true,
    },
    {
      id: 'loading',
      title: t(say.loading),
      cell: (edge) => format.percent(loading(edge)),
      sortBy: loading,
      numeric: true,
    },
  ];
  return (
    <div className="stack">
      <DataTable
        caption={t(say.stations)}
        columns={stationColumns}
        rows={nodes.filter((node) => node.kind !== 'area')}
        rowKey={(node) => node.id}
      />
      <DataTable caption={t(say.lines)} columns={lineColumns} rows={edges} rowKey={(edge) => edge.id} />
    </div>
  );
};
