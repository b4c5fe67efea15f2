import type { CSSProperties } from 'react';
import { useNavigate } from 'react-router';
import type { FlowNode } from '#dispatch/domain';
import { cssName } from '#platform/look';
import { type IconName, iconPath, useFormat, useText } from '#platform/web-shell';
import { nodeKindWords } from '../words.ts';
import { glyphOffset, type Point, wordsAbove } from './flow-layout.ts';
import { nodeColour } from './flow-strokes.ts';

const ICONS: Readonly<Record<FlowNode['kind'], IconName>> = {
  area: 'area',
  pv: 'sun',
  wind: 'wind',
  thermal: 'flame',
  csp: 'tower',
  hydro: 'water',
  battery: 'battery',
  grid: 'grid',
  hvdc: 'hvdc',
  site: 'compute',
  load: 'load',
};
const SMALLEST_PX = 14;
const LARGEST_PX = 23;

/** Radius of a glyph: its area grows with the capacity, up to the largest of the region. */
export const glyphRadius = (capacityMw: number | undefined, largestMw: number): number =>
  SMALLEST_PX +
  (LARGEST_PX - SMALLEST_PX) * Math.sqrt(Math.min(1, (capacityMw ?? 0) / Math.max(1, largestMw)));

const share = (part: number | undefined, whole: number | undefined): number | null =>
  part === undefined || whole === undefined || whole <= 0 ? null : Math.min(1, Math.max(0, part / whole));

/** How far the ring round the glyph is filled: use of capacity, or content of a store. */
export const ringShare = (node: FlowNode): number | null =>
  node.kind === 'battery' || node.kind === 'csp'
    ? share(node.storedMwh, node.capacityMwh)
    : share(Math.max(node.supplyMw, node.drawMw), node.capacityMw ?? node.availableMw);

/** What could have been generated and was not, as a share of the ring after the used part. */
export const curtailedShare = (node: FlowNode): number | null =>
  node.availableMw === undefined
    ? null
    : share(Math.max(0, node.availableMw - node.supplyMw), node.capacityMw ?? node.availableMw);

interface RingProps {
  readonly radius: number;
  /** Shares of the whole ring. */
  readonly from: number;
  readonly length: number;
  readonly className: string;
}
const Ring = ({ radius, from, length, className }: RingProps) => {
  const round = 2 * Math.PI * radius;
  return (
    <circle
      r={radius}
      className={className}
      strokeDasharray={`${(length * round).toFixed(2)} ${round.toFixed(2)}`}
      transform={`rotate(${(from * 360 - 90).toFixed(1)})`}
    />
  );
};

const ROOM = 17;

/** What fits in the room under a glyph; a Chinese sign takes the room of two letters. */
const cutName = (name: string): string => {
  let used = 0;
  let end = 0;
  for (const sign of name) {
    used += /[\u2e80-\u9fff\uff00-\uffef]/.test(sign) ? 2 : 1;
    if (used > ROOM) return `${name.slice(0, end).trimEnd()}…`;
    end += sign.length;
  }
  return name;
};

/** A name short enough to stand under a glyph: what it adds in brackets is left out before it is cut. */
export const shortName = (name: string): string =>
  cutName(name) === name ? name : cutName(name.replace(/\s*[(（].*[)）]$/, ''));

/** A station, store, grid connection, export or site: glyph with its ring, name and megawatts. */
export const FlowStation = ({
  node,
  place,
  scale,
  home,
  radius,
  isKnown,
  dim,
  onActive,
}: {
  readonly node: FlowNode;
  readonly place: Point;
  /** Where its area stands. */
  readonly home: Point | undefined;
  readonly scale: number;
  readonly radius: number;
  readonly isKnown: boolean;
  readonly dim: boolean;
  readonly onActive: (id: string | null) => void;
}) => {
  const t = useText();
  const format = useFormat();
  const navigate = useNavigate();
  const mw = Math.abs(node.supplyMw - node.drawMw);
  const used = ringShare(node);
  const lost = curtailedShare(node);
  const open = node.kind === 'site' ? () => void navigate(`/sites?site=${node.id}`) : undefined;
  const still = mw < 0.0005;
  const above = wordsAbove(place, home);
  /** Words keep clear of the largest glyphs. */
  const below = Math.max(0, radius - 18);
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of a drawing; a button cannot stand inside SVG
    <g
      transform={`translate(${place.x.toFixed(1)} ${place.y.toFixed(1)}) scale(${scale})`}
      className={`flow-station${dim ? ' flow-dim' : ''}${still ? ' flow-quiet' : ''}`}
      style={
        {
          '--band': `var(${cssName(nodeColour(node))})`,
          cursor: open ? 'pointer' : 'default',
        } as CSSProperties
      }
      tabIndex={0}
      role="button"
      aria-description={`${t(nodeKindWords[node.kind])} ${t(node.name)}`}
      onClick={open}
      onKeyDown={(event) => event.key === 'Enter' && open?.()}
      onPointerEnter={() => onActive(node.id)}
      onPointerLeave={() => onActive(null)}
      onFocus={() => onActive(node.id)}
      onBlur={() => onActive(null)}
    >
      <g transform={`translate(0 ${glyphOffset(place, home)})`}>
        {node.kind === 'site' ? (
          <rect
            x={-radius}
            y={-radius}
            width={radius * 2}
            height={radius * 2}
            rx={8}
            className="flow-plate"
          />
        ) : (
          <circle r={radius} className="flow-plate" />
        )}
        {used !== null && node.kind !== 'site' ? (
          <Ring radius={radius} from={0} length={used} className="flow-ring" />
        ) : null}
        {lost !== null && lost > 0.005 ? (
          <Ring radius={radius} from={used ?? 0} length={lost} className="flow-ring-lost" />
        ) : null}
        <path
          d={iconPath(ICONS[node.kind])}
          transform={`scale(${(radius / 19).toFixed(2)}) translate(-10 -10)`}
          className="flow-glyph"
        />
      </g>
      <text textAnchor="middle" y={above ? -23 - below : 19 + below} className="flow-mw">
        {isKnown ? format.power(mw) : '—'}
      </text>
      <text textAnchor="middle" y={above ? -10 - below : 32 + below} className="flow-name">
        {shortName(t(node.name))}
      </text>
    </g>
  );
};
