import type { FlowEdge, FlowNode } from '#dispatch/domain';

export interface Point {
  readonly x: number;
  readonly y: number;
}
/** Where everything of the flow picture stands, in pixels; it depends on what there is, not on the megawatts. */
export interface FlowLayout {
  readonly width: number;
  readonly height: number;
  /** 1 on a wide picture, smaller on a narrow one. */
  readonly scale: number;
  readonly at: ReadonlyMap<string, Point>;
}
interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}
interface Segment {
  readonly from: Point;
  readonly to: Point;
}

/** Size of a drawn thing with its words, before scaling. */
export const AREA_SIZE = { w: 128, h: 46 } as const;
export const STATION_SIZE = { w: 104, h: 66 } as const;
/** Glyph's centre above the middle of its box: words stand below it. */
export const GLYPH_RISE = 14;
const LINE_LABEL = { w: 78, h: 20 } as const;
const ANGLES = 36;
const RADII = [96, 118, 142, 170, 205, 245];

const overlap = (a: Box, b: Box): number =>
  Math.max(0, (a.w + b.w) / 2 - Math.abs(a.x - b.x)) * Math.max(0, (a.h + b.h) / 2 - Math.abs(a.y - b.y));

const cross = (o: Point, a: Point, b: Point): number => (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
const segmentsCross = (a: Segment, b: Segment): boolean =>
  cross(a.from, a.to, b.from) * cross(a.from, a.to, b.to) < 0 &&
  cross(b.from, b.to, a.from) * cross(b.from, b.to, a.to) < 0;

/** Length of a segment inside a box (Liang-Barsky). */
const lengthInside = ({ from, to }: Segment, box: Box): number => {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  let [enter, leave] = [0, 1];
  const sides = [
    [-dx, from.x - (box.x - box.w / 2)],
    [dx, box.x + box.w / 2 - from.x],
    [-dy, from.y - (box.y - box.h / 2)],
    [dy, box.y + box.h / 2 - from.y],
  ] as const;
  for (const [slope, room] of sides) {
    if (slope === 0) {
      if (room < 0) return 0;
    } else if (slope < 0) enter = Math.max(enter, room / slope);
    else leave = Math.min(leave, room / slope);
  }
  return leave > enter ? (leave - enter) * Math.hypot(dx, dy) : 0;
};

/** Areas at their place on the map, stretched to the picture and pushed apart where they would crowd. */
const placeAreas = (
  areas: readonly FlowNode[],
  width: number,
  height: number,
  scale: number,
): Map<string, Point> => {
  const raw = areas.map((area, index) => area.position ?? { x: (index * 37) % 100, y: (index * 61) % 100 });
  const range = (values: readonly number[]) => [Math.min(...values), Math.max(...values)] as const;
  const [left, right] = range(raw.map((place) => place.x));
  const [top, bottom] = range(raw.map((place) => place.y));
  const margin = { x: 205 * scale, y: 150 * scale };
  const stretch = (value: number, low: number, high: number, size: number, edge: number) =>
    high - low < 1e-9 ? size / 2 : edge + ((value - low) / (high - low)) * (size - 2 * edge);
  const places = raw.map((place) => ({
    x: stretch(place.x, left, right, width, Math.min(margin.x, width / 3)),
    y: stretch(place.y, top, bottom, height, Math.min(margin.y, height / 3)),
  }));
  const apart = Math.min(290 * scale, Math.sqrt((width * height) / Math.max(1, areas.length)) * 0.72);
  for (let round = 0; round < 80; round++) pushApart(places, apart, width, height, margin);
  return new Map(areas.map((area, index) => [area.id, places[index] as Point]));
};

const pushApart = (
  places: { x: number; y: number }[],
  apart: number,
  width: number,
  height: number,
  margin: Point,
): void => {
  for (const [index, one] of places.entries()) {
    for (const other of places.slice(index + 1)) {
      const dx = other.x - one.x || 0.1;
      const dy = other.y - one.y;
      const distance = Math.hypot(dx, dy) || 0.1;
      if (distance >= apart) continue;
      const push = ((apart - distance) / distance) * 0.25;
      one.x -= dx * push;
      one.y -= dy * push;
      other.x += dx * push;
      other.y += dy * push;
    }
  }
  for (const place of places) {
    place.x = Math.min(width - margin.x * 0.8, Math.max(margin.x * 0.8, place.x));
    place.y = Math.min(height - margin.y * 0.72, Math.max(margin.y * 0.72, place.y));
  }
};

interface Board {
  /** Areas and labels of lines: they stay where they are. */
  readonly boxes: readonly Box[];
  readonly segments: readonly Segment[];
  readonly width: number;
  readonly height: number;
  readonly scale: number;
  readonly middle: Point;
}
interface Placed {
  readonly box: Box;
  readonly link: Segment;
}

/** How bad it is to put a station's box here: overlaps, crossings, distance, turning inwards. */
const placeCost = (
  board: Board,
  others: readonly Placed[],
  home: Point,
  box: Box,
  outward: number,
): number => {
  const link = { from: home, to: box };
  let cost = Math.hypot(box.x - home.x, box.y - home.y) * 0.6;
  for (const other of board.boxes) cost += overlap(box, other) * 2 + lengthInside(link, other) * 3;
  for (const segment of board.segments) {
    cost += lengthInside(segment, box) * 8;
    if (segmentsCross(segment, link)) cost += 220;
  }
  for (const other of others) {
    cost +=
      overlap(box, other.box) * 0.5 + lengthInside(link, other.box) * 4 + lengthInside(other.link, box) * 8;
    if (segmentsCross(other.link, link)) cost += 120;
  }
  const out = Math.hypot(box.x - board.middle.x, box.y - board.middle.y);
  const homeOut = Math.hypot(home.x - board.middle.x, home.y - board.middle.y);
  return cost - (out - homeOut) * outward;
};

const OUTWARD: Readonly<Partial<Record<FlowNode['kind'], number>>> = { hvdc: 0.9, grid: 0.7 };

const placeStation = (board: Board, others: readonly Placed[], home: Point, node: FlowNode): Placed => {
  const size = { w: STATION_SIZE.w * board.scale, h: STATION_SIZE.h * board.scale };
  let best: { box: Box; cost: number } | null = null;
  for (const radius of RADII) {
    for (let turn = 0; turn < ANGLES; turn++) {
      const angle = (turn / ANGLES) * 2 * Math.PI;
      // Words are wider than high, so places beside an area stand further off than those above it.
      const x = home.x + Math.cos(angle) * radius * board.scale * 1.25;
      const y = home.y + Math.sin(angle) * radius * board.scale;
      if (x < size.w / 2 || x > board.width - size.w / 2 || y < size.h / 2 || y > board.height - size.h / 2)
        continue;
      const box = { x, y, ...size };
      const cost = placeCost(board, others, home, box, OUTWARD[node.kind] ?? 0.15);
      if (best === null || cost < best.cost) best = { box, cost };
    }
  }
  const box = best?.box ?? { ...home, ...size };
  return { box, link: { from: home, to: box } };
};

const newBoard = (
  places: ReadonlyMap<string, Point>,
  edges: readonly FlowEdge[],
  size: { readonly width: number; readonly height: number; readonly scale: number },
): Board => {
  const { width, height, scale } = size;
  const boxes: Box[] = [...places.values()].map((place) => ({
    ...place,
    w: (AREA_SIZE.w + 16) * scale,
    h: (AREA_SIZE.h + 16) * scale,
  }));
  const segments: Segment[] = [];
  for (const edge of edges) {
    const [from, to] = [places.get(edge.from), places.get(edge.to)];
    if (!from || !to) continue;
    segments.push({ from, to });
    boxes.push({
      x: (from.x + to.x) / 2,
      y: (from.y + to.y) / 2,
      w: LINE_LABEL.w * scale,
      h: (LINE_LABEL.h + 14) * scale,
    });
  }
  return { boxes, segments, width, height, scale, middle: { x: width / 2, y: height / 2 } };
};

const ORDER: readonly FlowNode['kind'][] = [
  'hvdc',
  'grid',
  'site',
  'thermal',
  'hydro',
  'csp',
  'pv',
  'wind',
  'battery',
  'load',
];
/** Once greedily, then each again with all the others standing. */
const ROUNDS = 3;

/** Places areas by the map and their stations around them, clear of lines and of each other. Pure and repeatable. */
export const layoutFlow = (
  nodes: readonly FlowNode[],
  edges: readonly FlowEdge[],
  width: number,
  height: number,
): FlowLayout => {
  const areas = nodes.filter((node) => node.kind === 'area');
  const stations = nodes
    .filter((node) => node.kind !== 'area')
    .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || (a.id < b.id ? -1 : 1));
  const roomy = Math.sqrt((width * height) / (Math.max(1, nodes.length) * 26_000));
  if (areas.length === 1) return oneArea(areas[0] as FlowNode, stations, { width, height, roomy });
  const scale = Math.min(1.2, Math.max(0.62, roomy));
  const at = placeAreas(areas, width, height, scale);
  const board = newBoard(at, edges, { width, height, scale });
  const placed = new Map<string, Placed>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const node of stations) {
      placed.delete(node.id);
      const home = at.get(node.area) ?? board.middle;
      placed.set(node.id, placeStation(board, [...placed.values()], home, node));
    }
  }
  for (const [id, { box }] of placed) at.set(id, { x: box.x, y: box.y });
  return { width, height, scale, at };
};

const TAKERS: ReadonlySet<FlowNode['kind']> = new Set(['site', 'load', 'hvdc']);

/** A region of one area reads from left to right: what gives, the area, what takes. */
const oneArea = (
  area: FlowNode,
  stations: readonly FlowNode[],
  { width, height, roomy }: { readonly width: number; readonly height: number; readonly roomy: number },
): FlowLayout => {
  const takers = stations.filter((node) => TAKERS.has(node.kind));
  const givers = stations.filter((node) => !TAKERS.has(node.kind));
  const rows = Math.max(1, givers.length, takers.length);
  const highest = (height - 24) / (rows * (STATION_SIZE.h + 14));
  const scale = Math.min(1.6, roomy, Math.max(0.62, highest));
  const reach = Math.min(width / 2 - STATION_SIZE.w * scale * 0.6, 330 * scale);
  const at = new Map<string, Point>([[area.id, { x: width / 2, y: height / 2 }]]);
  for (const [side, column] of [
    [-1, givers],
    [1, takers],
  ] as const) {
    const step = Math.min(height / column.length, 170 * scale);
    for (const [row, node] of column.entries())
      at.set(node.id, {
        x: width / 2 + side * reach,
        y: height / 2 + (row - (column.length - 1) / 2) * step,
      });
  }
  return { width, height, scale, at };
};

/** A station above its area has its words above the glyph, so that its band does not run through them. */
export const wordsAbove = (place: Point, home: Point | undefined): boolean =>
  home !== undefined && home.y - place.y > Math.abs(home.x - place.x) * 0.5;
/** Where the glyph stands within the place: opposite to the words. */
export const glyphOffset = (place: Point, home: Point | undefined): number =>
  wordsAbove(place, home) ? GLYPH_RISE : -GLYPH_RISE;
