import type { FlowEdge, FlowNode } from '#dispatch/domain';
import type { ColourName } from '#platform/look';

/** Below this a flow counts as standing still. */
const STILL_MW = 0.0005;
const WIDEST_PX = 24;
const THINNEST_PX = 1.5;

/** A band from one thing to another, as wide as its megawatts and in the direction they go. */
export interface Stroke {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly mw: number;
  readonly px: number;
  readonly colour: ColourName;
  /** Share of the line's limit; null where there is none. */
  readonly loadingRatio: number | null;
  readonly between: 'areas' | 'station';
}

export const nodeColour = (node: Pick<FlowNode, 'kind' | 'supplyMw' | 'drawMw'>): ColourName => {
  const gives = node.supplyMw >= node.drawMw;
  switch (node.kind) {
    case 'pv':
      return 'sun';
    case 'wind':
      return 'wind';
    case 'thermal':
      return 'thermal';
    case 'csp':
      return 'sunHeat';
    case 'hydro':
      return 'water';
    case 'battery':
      return gives ? 'storageDischarge' : 'storageCharge';
    case 'grid':
      return gives ? 'gridImport' : 'export';
    case 'hvdc':
      return 'export';
    case 'site':
      return 'compute';
    case 'load':
    case 'area':
      return 'load';
  }
};

/** Pixels of band per MW: the widest flow fills the widest band, so that widths compare honestly. */
export const pxPerMw = (nodes: readonly FlowNode[], edges: readonly FlowEdge[], scale = 1): number => {
  const flows = [
    ...nodes.filter((node) => node.kind !== 'area').map((node) => Math.max(node.supplyMw, node.drawMw)),
    ...edges.map((edge) => Math.abs(edge.flowMw)),
  ];
  return (WIDEST_PX * scale) / Math.max(STILL_MW, ...flows);
};

const width = (mw: number, perMw: number): number => (mw < STILL_MW ? 1 : Math.max(THINNEST_PX, mw * perMw));

/** Circuits between the same two areas as one, so that their bands do not hide each other: flows and limits added up. */
export const joinedEdges = (edges: readonly FlowEdge[]): readonly FlowEdge[] => {
  const joined = new Map<string, FlowEdge>();
  for (const edge of edges) {
    const key = [edge.from, edge.to].sort().join(' ');
    const known = joined.get(key);
    const flowMw = known === undefined || known.from === edge.from ? edge.flowMw : -edge.flowMw;
    joined.set(
      key,
      known === undefined
        ? edge
        : { ...known, flowMw: known.flowMw + flowMw, limitMw: known.limitMw + edge.limitMw },
    );
  }
  return [...joined.values()];
};

/** Bands of every line and station; each runs from where the power comes to where it goes. */
export const flowStrokes = (
  nodes: readonly FlowNode[],
  edges: readonly FlowEdge[],
  scale = 1,
): readonly Stroke[] => {
  const perMw = pxPerMw(nodes, edges, scale);
  const stations = nodes.filter((node) => node.kind !== 'area');
  const lines = edges.map((edge): Stroke => {
    const [from, to] = edge.flowMw >= 0 ? [edge.from, edge.to] : [edge.to, edge.from];
    const mw = Math.abs(edge.flowMw);
    const loadingRatio = edge.limitMw > 0 ? mw / edge.limitMw : null;
    return {
      id: edge.id,
      from,
      to,
      mw,
      px: width(mw, perMw),
      colour: 'load',
      loadingRatio,
      between: 'areas',
    };
  });
  const links = stations.map((node): Stroke => {
    const net = node.supplyMw - node.drawMw;
    const [from, to] = net >= 0 ? [node.id, node.area] : [node.area, node.id];
    const mw = Math.abs(net);
    return {
      id: `link.${node.id}`,
      from,
      to,
      mw,
      px: width(mw, perMw),
      colour: nodeColour(node),
      loadingRatio: null,
      between: 'station',
    };
  });
  return [...lines, ...links];
};

export const isStill = (stroke: Stroke): boolean => stroke.mw < STILL_MW;

/** A round number of MW whose band is a good length for the legend. */
export const legendMw = (perMw: number): number => {
  const target = 12 / perMw;
  const size = 10 ** Math.floor(Math.log10(target));
  return [5, 2, 1].map((step) => step * size).find((mw) => mw <= target) ?? size;
};
