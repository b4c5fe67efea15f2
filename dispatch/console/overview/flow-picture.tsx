import { type CSSProperties, useMemo, useState } from 'react';
import type { FlowEdge, FlowNode } from '#dispatch/domain';
import { cssName } from '#platform/look';
import { useFormat, useText, words } from '#platform/web-shell';
import { FlowDetails } from './flow-details.tsx';
import { AREA_SIZE, type FlowLayout, glyphOffset, layoutFlow, type Point } from './flow-layout.ts';
import './flow-picture.css';
import { FlowStation, glyphRadius } from './flow-station.tsx';
import { flowStrokes, isStill, legendMw, pxPerMw, type Stroke } from './flow-strokes.ts';
import { useSize } from './use-size.ts';

const say = words({
  picture: {
    zh: '区域能流图：宽度是功率，流动方向是电力方向，颜色是来源',
    en: 'Energy flow of the region: width is power, motion is direction, colour is source',
  },
  load: { zh: '负荷 {mw}', en: 'load {mw}' },
  line: { zh: '{from} → {to}：{mw}，限额 {limit}', en: '{from} → {to}: {mw} of {limit}' },
});

/** Where a band meets a station: its glyph, not the middle of its words. */
const anchor = (layout: FlowLayout, id: string, home: string | undefined): Point | undefined => {
  const place = layout.at.get(id);
  return place && home !== undefined
    ? { x: place.x, y: place.y + glyphOffset(place, layout.at.get(home)) * layout.scale }
    : place;
};

const Band = ({
  stroke,
  from,
  to,
  scale,
  dim,
  title,
}: {
  readonly stroke: Stroke;
  readonly from: Point;
  readonly to: Point;
  readonly scale: number;
  readonly dim: boolean;
  readonly title?: string;
}) => {
  const path = `M${from.x.toFixed(1)} ${from.y.toFixed(1)}L${to.x.toFixed(1)} ${to.y.toFixed(1)}`;
  const hot =
    (stroke.loadingRatio ?? 0) >= 0.95 ? 'alarm' : (stroke.loadingRatio ?? 0) >= 0.8 ? 'warning' : null;
  const colour = `var(${cssName(hot ?? stroke.colour)})`;
  return (
    <g className={dim ? 'flow-band flow-dim' : 'flow-band'} style={{ '--band': colour } as CSSProperties}>
      {title ? <title>{title}</title> : null}
      <path d={path} className={isStill(stroke) ? 'flow-still' : 'flow-body'} strokeWidth={stroke.px} />
      {isStill(stroke) ? null : (
        <path
          d={path}
          className="flow-dots"
          strokeWidth={Math.min(5, Math.max(2, stroke.px * 0.4)) * Math.sqrt(scale)}
        />
      )}
    </g>
  );
};

const LineLabel = ({
  stroke,
  middle,
  scale,
}: {
  readonly stroke: Stroke;
  readonly middle: Point;
  readonly scale: number;
}) => {
  const format = useFormat();
  const loading = stroke.loadingRatio ?? 0;
  const tone = loading >= 0.95 ? 'alarm' : loading >= 0.8 ? 'warning' : 'ink';
  const w = 78 * scale;
  const bar = w - 24 * scale;
  return (
    <g transform={`translate(${middle.x.toFixed(1)} ${middle.y.toFixed(1)})`} className="flow-line-label">
      <rect x={-w / 2} y={-10 * scale} width={w} height={20 * scale} rx={10 * scale} />
      <rect x={-bar / 2} y={5 * scale} width={bar} height={2 * scale} rx={1} className="flow-track" />
      <rect
        x={-bar / 2}
        y={5 * scale}
        width={bar * Math.min(1, loading)}
        height={2 * scale}
        rx={1}
        style={{ fill: `var(--${tone === 'ink' ? 'ink-faint' : tone})`, stroke: 'none' }}
      />
      <text
        textAnchor="middle"
        y={1.5 * scale}
        fontSize={11 * scale}
        style={tone === 'ink' ? undefined : { fill: `var(--${tone})` }}
      >
        {format.power(stroke.mw)}
      </text>
    </g>
  );
};

const AreaBox = ({
  node,
  netMw,
  isKnown,
  place,
  scale,
  dim,
  onActive,
}: {
  readonly node: FlowNode;
  readonly netMw: number;
  readonly isKnown: boolean;
  readonly place: Point;
  readonly scale: number;
  readonly dim: boolean;
  readonly onActive: (id: string | null) => void;
}) => {
  const t = useText();
  const format = useFormat();
  const { w, h } = AREA_SIZE;
  const sign = Math.abs(netMw) < 0.05 ? '' : netMw > 0 ? '+' : '−';
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of a drawing; a button cannot stand inside SVG
    <g
      transform={`translate(${place.x.toFixed(1)} ${place.y.toFixed(1)}) scale(${scale})`}
      className={dim ? 'flow-area flow-dim' : 'flow-area'}
      tabIndex={0}
      role="button"
      aria-description={`${sign}${format.power(Math.abs(netMw))}`}
      onPointerEnter={() => onActive(node.id)}
      onPointerLeave={() => onActive(null)}
      onFocus={() => onActive(node.id)}
      onBlur={() => onActive(null)}
    >
      <rect x={-w / 2} y={-h / 2} width={w} height={h} rx={12} />
      <text textAnchor="middle" y={-3} className="flow-area-name">
        {t(node.name)}
      </text>
      <text textAnchor="middle" y={13} className="flow-area-net">
        {!isKnown
          ? '—'
          : node.drawMw > 0
            ? t(say.load, { mw: format.power(node.drawMw) })
            : `${sign}${format.power(Math.abs(netMw))}`}
      </text>
    </g>
  );
};

const netOfArea = (id: string, nodes: readonly FlowNode[]): number =>
  nodes.reduce((net, node) => net + (node.area === id ? node.supplyMw - node.drawMw : 0), 0);

const Legend = ({ perMw }: { readonly perMw: number }) => {
  const format = useFormat();
  const mw = legendMw(perMw);
  return (
    <div className="flow-legend" aria-hidden="true">
      <i style={{ height: Math.max(1, mw * perMw) }} />
      {format.power(mw)}
    </div>
  );
};

/** The live picture of the region. The table of the same numbers stands behind the button beside it. */
export const FlowPicture = ({
  nodes,
  edges,
  isKnown = true,
}: {
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
  /** False before the first plan: places are shown, numbers are not. */
  readonly isKnown?: boolean;
}) => {
  const t = useText();
  const format = useFormat();
  const [box, size] = useSize<HTMLDivElement>();
  const [active, setActive] = useState<string | null>(null);
  const structure =
    nodes.map((node) => `${node.id}@${node.area}`).join(' ') + edges.map((edge) => edge.id).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: places follow what there is, not every new megawatt
  const layout = useMemo(
    () => (size ? layoutFlow(nodes, edges, size.width, size.height) : null),
    [structure, size],
  );
  const areas = nodes.filter((node) => node.kind === 'area');
  const named = new Map(nodes.map((node) => [node.id, node]));
  const touches = (stroke: Stroke) => active === null || stroke.from === active || stroke.to === active;
  const near = (id: string) =>
    active === null ||
    id === active ||
    named.get(id)?.area === active ||
    named.get(active)?.area === id ||
    edges.some(
      (edge) => (edge.from === active && edge.to === id) || (edge.to === active && edge.from === id),
    );
  const largestMw = Math.max(...nodes.map((node) => node.capacityMw ?? 0));
  const activeNode = active === null ? undefined : named.get(active);
  const strokes = layout ? flowStrokes(nodes, edges, layout.scale) : [];
  const homeOf = (id: string) => {
    const node = named.get(id);
    return node && node.kind !== 'area' ? node.area : undefined;
  };
  const ends = (stroke: Stroke) =>
    layout &&
    ([
      anchor(layout, stroke.from, homeOf(stroke.from)),
      anchor(layout, stroke.to, homeOf(stroke.to)),
    ] as const);
  return (
    <div className="flow-box" ref={box}>
      {layout && size ? (
        // biome-ignore lint/a11y/useSemanticElements: its parts can be focused one by one, so it is a group and not an image
        <svg
          width={size.width}
          height={size.height}
          viewBox={`0 0 ${size.width} ${size.height}`}
          className="flow"
          role="group"
          aria-label={t(say.picture)}
        >
          {strokes.map((stroke) => {
            const [from, to] = ends(stroke) ?? [];
            if (!from || !to) return null;
            const edge = edges.find((one) => one.id === stroke.id);
            const title = edge
              ? t(say.line, {
                  from: t(named.get(stroke.from)?.name ?? { zh: stroke.from, en: stroke.from }),
                  to: t(named.get(stroke.to)?.name ?? { zh: stroke.to, en: stroke.to }),
                  mw: format.power(stroke.mw),
                  limit: format.power(edge.limitMw),
                })
              : '';
            return (
              <Band
                key={stroke.id}
                stroke={stroke}
                from={from}
                to={to}
                scale={layout.scale}
                dim={!touches(stroke)}
                {...(title ? { title } : {})}
              />
            );
          })}
          {strokes
            .filter((stroke) => isKnown && stroke.between === 'areas')
            .map((stroke) => {
              const [from, to] = ends(stroke) ?? [];
              return from && to ? (
                <LineLabel
                  key={stroke.id}
                  stroke={stroke}
                  scale={layout.scale}
                  middle={{ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }}
                />
              ) : null;
            })}
          {areas.map((node) => {
            const place = layout.at.get(node.id);
            return place ? (
              <AreaBox
                key={node.id}
                node={node}
                netMw={netOfArea(node.id, nodes)}
                isKnown={isKnown}
                place={place}
                scale={layout.scale}
                dim={!near(node.id)}
                onActive={setActive}
              />
            ) : null;
          })}
          {nodes
            .filter((node) => node.kind !== 'area')
            .map((node) => {
              const place = layout.at.get(node.id);
              return place ? (
                <FlowStation
                  key={node.id}
                  node={node}
                  home={layout.at.get(node.area)}
                  isKnown={isKnown}
                  radius={glyphRadius(node.capacityMw, largestMw)}
                  place={place}
                  scale={layout.scale}
                  dim={!near(node.id)}
                  onActive={setActive}
                />
              ) : null;
            })}
        </svg>
      ) : null}
      {layout && isKnown ? <Legend perMw={pxPerMw(nodes, edges, layout.scale)} /> : null}
      {activeNode && layout && isKnown ? (
        <FlowDetails node={activeNode} place={layout.at.get(activeNode.id) as Point} layout={layout} />
      ) : null}
    </div>
  );
};
