import { describe, expect, it } from 'vitest';
import type { FlowEdge, FlowNode } from '#dispatch/domain';
import { balanceOf } from './balance.ts';
import { flowStrokes, isStill, joinedEdges, legendMw, nodeColour, pxPerMw } from './flow-strokes.ts';

const node = (
  id: string,
  kind: FlowNode['kind'],
  supplyMw: number,
  drawMw: number,
  more: Partial<FlowNode> = {},
): FlowNode => ({
  id,
  kind,
  name: { zh: id, en: id },
  area: 'a',
  supplyMw,
  drawMw,
  ...more,
});
const sun = node('sun', 'pv', 300, 0, { availableMw: 360 });
const cell = node('cell', 'battery', 0, 100);
const site = node('site', 'site', 0, 150);
const edge: FlowEdge = { id: 'ab', from: 'a', to: 'b', flowMw: -50, limitMw: 200 };

describe('bands of the flow picture', () => {
  const strokes = flowStrokes([sun, cell, site], [edge]);
  const of = (id: string) => strokes.find((stroke) => stroke.id === id)!;

  it('run from where the power comes to where it goes', () => {
    expect([of('link.sun').from, of('link.sun').to]).toEqual(['sun', 'a']);
    expect([of('link.cell').from, of('link.cell').to]).toEqual(['a', 'cell']);
    expect([of('ab').from, of('ab').to, of('ab').mw]).toEqual(['b', 'a', 50]);
  });

  it('are as wide as their megawatts', () => {
    expect(of('link.sun').px / of('link.site').px).toBeCloseTo(2);
  });

  it('say how loaded a line is', () => {
    expect(of('ab').loadingRatio).toBe(0.25);
    expect(of('link.sun').loadingRatio).toBeNull();
  });

  it('of nothing stand still', () => {
    expect(isStill(flowStrokes([node('off', 'wind', 0, 0)], [])[0]!)).toBe(true);
  });

  it('tell charge from discharge and import from export by colour', () => {
    expect([nodeColour(cell), nodeColour(node('c', 'battery', 5, 0))]).toEqual([
      'storageCharge',
      'storageDischarge',
    ]);
    expect([nodeColour(node('g', 'grid', 5, 0)), nodeColour(node('g', 'grid', 0, 5))]).toEqual([
      'gridImport',
      'export',
    ]);
  });

  it('have a legend of a round number of megawatts that fits', () => {
    const perMw = pxPerMw([sun, cell, site], [edge]);
    expect(legendMw(perMw)).toBe(100);
    expect(legendMw(perMw) * perMw).toBeLessThanOrEqual(12);
  });
});

describe('the balance', () => {
  it('counts the demand of an area as load', () => {
    const load = balanceOf([node('a', 'area', 0, 70)]).outOf.find((part) => part.id === 'load');
    expect(load?.mw).toBe(70);
  });

  const balance = balanceOf([sun, cell, site, node('grid', 'grid', 100, 0)]);

  it('sums what comes and what goes', () => {
    // in: 300 + 100; out: 100 + 150
    expect([balance.inMw, balance.outMw]).toEqual([400, 250]);
  });

  it('counts as clean what was not imported, and as curtailed what was available and not taken', () => {
    expect([balance.cleanRatio, balance.curtailedMw]).toEqual([0.75, 60]);
  });

  it('of a region without power has no clean share', () => {
    expect(balanceOf([]).cleanRatio).toBeNull();
  });
});

it('circuits between the same two areas are drawn as one, whichever way each is written', () => {
  const circuit = (id: string, from: string, to: string, flowMw: number) => ({
    ...{ id, from, to, flowMw, limitMw: 10 },
  });
  const joined = joinedEdges([
    circuit('one', 'a', 'b', 3),
    circuit('two', 'b', 'a', -4),
    circuit('other', 'a', 'c', 1),
  ]);
  expect(joined).toEqual([
    { id: 'one', from: 'a', to: 'b', flowMw: 7, limitMw: 20 },
    { id: 'other', from: 'a', to: 'c', flowMw: 1, limitMw: 10 },
  ]);
});
