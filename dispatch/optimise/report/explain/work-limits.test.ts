import { expect, test } from 'vitest';
import type { Plan, Problem } from '#dispatch/domain';
import { createHighsSolver, planProblem } from '../../index.ts';
import {
  patient,
  smallBid,
  smallGrid,
  smallPool,
  smallProblem,
  smallSite,
} from '../../testing/small-problem.ts';

const solver = await createHighsSolver();
const plan = (problem: Problem): Promise<Plan> => planProblem(problem, solver, patient);
const flat = (value: number): Float64Array => new Float64Array(4).fill(value);

/** Two towns with a site each; power costs 500 in the first, and 300, 300, 600, 600 in the second. */
const twoTowns = (pools: readonly number[]): Problem =>
  smallProblem(4, {
    areas: [
      { id: 'near-town', loadMw: flat(5) },
      { id: 'far-town', loadMw: flat(5) },
    ],
    gridConnections: [
      smallGrid(flat(500), { id: 'near-grid' }),
      { ...smallGrid(Float64Array.of(300, 300, 600, 600), { id: 'far-grid' }), area: 1 },
    ],
    sites: [smallSite(4, { id: 'near' }), smallSite(4, { id: 'far', area: 1 })],
    pools: [smallPool({ id: 'near-pool' }), smallPool({ id: 'far-pool', site: 1 })],
    online: [
      {
        id: 'chat',
        streams: [{ userRegion: 'shore', demandUnits: flat(2), pools }],
        unservedYuanPerUnitHour: 9000,
      },
    ],
  });

test('online work away from its nearest site tells what serving it there would cost, as a plan without the other site does', async () => {
  const found = await plan(twoTowns([0, 1]));
  const [away, ...others] = found.explanations.filter(({ kind }) => kind === 'online');
  expect(others).toEqual([]);
  // 2 units of 1 MW for the two cheap hours: 4 MWh x 200.
  expect(away).toMatchObject({ element: 'chat', amount: 2, energyMwh: 4 });
  expect(away!.alternative!.extraYuan).toBeCloseTo(800, 4);
  const atHome = await plan(twoTowns([0]));
  expect(away!.alternative!.extraYuan).toBeCloseTo(atHome.costYuan - found.costYuan, 4);
  expect(away!.sentence.en).toContain('served by 2 units at far instead of near, which is nearest');
  expect(away!.sentence.zh).toContain('由far而非最近的near服务');
});

test('a site at its power limit is told at the margin, and one MW more saves no more than that', async () => {
  const problem = (facilityLimitMw: number): Problem =>
    smallProblem(4, {
      areas: [{ id: 'town', loadMw: flat(2) }],
      gridConnections: [smallGrid(Float64Array.of(100, 300, 500, 700))],
      sites: [smallSite(4, { facilityLimitMw })],
      pools: [smallPool({ unitCount: 100 })],
      bids: [1, 2, 3].map((i) => smallBid(`j${i}`, 'preemptible', 0, 4, 2, 8)),
    });
  const [found, more] = [await plan(problem(14)), await plan(problem(15))];
  const told = found.explanations.filter(({ kind }) => kind === 'siteLimit');
  expect(told.length).toBeGreaterThan(0);
  expect(told.every(({ alternative }) => alternative!.basis === 'marginal')).toBe(true);
  expect(Math.max(...found.prices['siteLimitYuanPerMwh.s']!)).toBeGreaterThan(0);
  const promised = -told.reduce((sum, { alternative }) => sum + alternative!.extraYuan!, 0);
  const saved = found.costYuan - more.costYuan;
  expect(saved).toBeGreaterThan(0);
  expect(saved).toBeLessThanOrEqual(promised + 1e-3);
});
