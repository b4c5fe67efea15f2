import { describe, expect, it } from 'vitest';
import type { FlowEdge, FlowNode } from '#dispatch/domain';
import { glyphOffset, layoutFlow, STATION_SIZE } from './flow-layout.ts';

const area = (id: string, x: number, y: number): FlowNode => ({
  id,
  kind: 'area',
  name: { zh: id, en: id },
  area: id,
  position: { x, y },
  supplyMw: 0,
  drawMw: 0,
});
const station = (id: string, home: string, kind: FlowNode['kind'] = 'pv'): FlowNode => ({
  id,
  kind,
  name: { zh: id, en: id },
  area: home,
  supplyMw: 10,
  drawMw: 0,
});
const line = (from: string, to: string): FlowEdge => ({
  id: `${from}-${to}`,
  from,
  to,
  flowMw: 5,
  limitMw: 10,
});

const areas = [
  area('xining', 88, 38),
  area('haidong', 95, 54),
  area('hainan', 72, 52),
  area('haixi', 30, 50),
  area('delingha', 50, 30),
  area('haibei', 76, 18),
];
const kinds = ['pv', 'wind', 'hydro', 'battery', 'site'] as const;
const nodes = [
  ...areas,
  ...areas.flatMap(({ id }) => kinds.map((kind) => station(`${id}-${kind}`, id, kind))),
  station('hvdc', 'hainan', 'hvdc'),
];
const edges = [
  line('haixi', 'delingha'),
  line('haixi', 'hainan'),
  line('delingha', 'hainan'),
  line('hainan', 'xining'),
  line('hainan', 'haidong'),
  line('xining', 'haidong'),
  line('haibei', 'xining'),
];

describe('the layout of the flow picture', () => {
  const layout = layoutFlow(nodes, edges, 1400, 640);

  it('keeps everything inside the picture', () => {
    for (const { x, y } of layout.at.values()) {
      expect(x).toBeGreaterThan(20);
      expect(x).toBeLessThan(1380);
      expect(y).toBeGreaterThan(20);
      expect(y).toBeLessThan(620);
    }
    expect(layout.at.size).toBe(nodes.length);
  });

  it('lets no station cover another', () => {
    const places = nodes.filter((node) => node.kind !== 'area').map((node) => layout.at.get(node.id)!);
    const [w, h] = [STATION_SIZE.w * layout.scale, STATION_SIZE.h * layout.scale];
    for (const [at, one] of places.entries())
      for (const other of places.slice(at + 1)) {
        const covered =
          Math.max(0, w - Math.abs(one.x - other.x)) * Math.max(0, h - Math.abs(one.y - other.y));
        expect(covered / (w * h)).toBeLessThan(0.12);
      }
  });

  it('keeps west in the west and north in the north', () => {
    const x = (id: string) => layout.at.get(id)!.x;
    const y = (id: string) => layout.at.get(id)!.y;
    expect(x('haixi')).toBeLessThan(x('delingha'));
    expect(x('delingha')).toBeLessThan(x('haidong'));
    expect(y('haibei')).toBeLessThan(y('hainan'));
  });

  it('depends on nothing but what there is', () => {
    const busier = nodes.map((node) => ({ ...node, supplyMw: node.supplyMw * 100 }));
    expect([...layoutFlow(busier, edges, 1400, 640).at]).toEqual([...layout.at]);
  });

  it('draws one site with its own sun and battery', () => {
    const small = [area('here', 50, 50), station('roof', 'here'), station('cell', 'here', 'battery')];
    expect([...layoutFlow(small, [], 360, 420).at.keys()]).toEqual(
      ['here', 'cell', 'roof'].sort((a, b) => (a === 'here' ? -1 : b === 'here' ? 1 : a < b ? 1 : -1)),
    );
  });

  it('puts the words of a station above its area on the far side of the band', () => {
    expect(glyphOffset({ x: 0, y: 0 }, { x: 0, y: 100 })).toBeGreaterThan(0);
    expect(glyphOffset({ x: 0, y: 100 }, { x: 0, y: 0 })).toBeLessThan(0);
  });
});

it('a region of one area reads from left to right: givers, the area, takers', () => {
  const one = [area('campus', 0, 0), station('roof', 'campus'), station('hall', 'campus', 'site')];
  const { at } = layoutFlow(one, [], 1200, 500);
  expect(at.get('roof')!.x).toBeLessThan(at.get('campus')!.x);
  expect(at.get('hall')!.x).toBeGreaterThan(at.get('campus')!.x);
  for (const { x, y } of at.values()) {
    expect(x).toBeGreaterThan(0);
    expect(x).toBeLessThan(1200);
    expect(y).toBeGreaterThan(0);
    expect(y).toBeLessThan(500);
  }
});
