import { expect, test } from 'vitest';
import type { ConverterInput, Problem, RenewableInput } from '#dispatch/domain';
import { createHighsSolver } from '../index.ts';
import { smallBattery, smallGrid, smallPool, smallProblem, smallSite } from '../testing/small-problem.ts';
import { solveBlocks } from '../testing/solve-blocks.ts';

const solver = await createHighsSolver();
const solve = (problem: Problem) => solveBlocks(problem, solver);
const bare = (periods: number, over: Partial<Problem>): Problem =>
  smallProblem(periods, { sites: [], pools: [], ...over });

const pump = (over: Partial<ConverterInput> = {}): ConverterInput => ({
  id: 'pump',
  fromArea: 0,
  toArea: 1,
  ratedMw: 2,
  minimumRatio: Float64Array.of(0),
  maximumRatio: Float64Array.of(1),
  efficiencyRatio: Float64Array.of(3),
  operatingYuanPerMwh: Float64Array.of(10),
  ...over,
});
const town = (converters: Problem['converters'], heatMw = 9): Problem =>
  bare(1, {
    areas: [
      { id: 'power', loadMw: Float64Array.of(1) },
      { id: 'heat', loadMw: Float64Array.of(heatMw) },
    ],
    gridConnections: [
      smallGrid(Float64Array.of(300)),
      smallGrid(Float64Array.of(150), { id: 'boiler', area: 1 }),
    ],
    converters,
  });

test('converter: a heat pump gives three times what it takes, as far as its rating', () => {
  // 2 MW at 300 + 10 make 6 MW of heat at 103.3 each; 3 MW come from the boiler at 150.
  const solved = solve(town([pump()]));
  expect(solved.values('convertedMw', 'pump')[0]).toBeCloseTo(2, 6);
  expect(solved.objective).toBeCloseTo(300 + 2 * 310 + 3 * 150, 4);
});

test('converter: what it must take it takes, and backwards it feeds the first area', () => {
  const least = pump({ minimumRatio: Float64Array.of(0.5), efficiencyRatio: Float64Array.of(1) });
  expect(solve(town([least])).values('convertedMw', 'pump')[0]).toBeCloseTo(1, 6);
  // Backwards at 150 instead of 300: 1 MW of load is all the first area can take.
  const backwards = pump({
    minimumRatio: Float64Array.of(-1),
    efficiencyRatio: Float64Array.of(1),
    operatingYuanPerMwh: Float64Array.of(0),
  });
  expect(solve(town([backwards])).values('convertedMw', 'pump')[0]).toBeCloseTo(-1, 6);
});

test('converter: a rating that is chosen grows as far as it pays', () => {
  // A MW saves 3 x 150 - 310 = 140; the heat takes 3 MW.
  const at = (yuanPerUnit: number): number =>
    solve(town([pump({ expansion: { minimum: 0, maximum: 10, paidFrom: 0, yuanPerUnit } })])).values(
      'capacityMw',
      'pump',
    )[0]!;
  expect(at(130)).toBeCloseTo(3, 6);
  expect(at(150)).toBeCloseTo(0, 6);
});

const wind = (over: Partial<RenewableInput> = {}): RenewableInput => ({
  id: 'w',
  area: 0,
  kind: 'wind',
  availableMw: Float64Array.of(8, 8),
  operatingYuanPerMwh: 20,
  ...over,
});
const windy = (plant: RenewableInput, over: Partial<Problem> = {}): Problem =>
  bare(2, {
    areas: [{ id: 'a', loadMw: Float64Array.of(5, 10) }],
    gridConnections: [smallGrid(Float64Array.of(100, 100))],
    renewables: [plant],
    ...over,
  });

test('renewable: what is not used is curtailed at its price, and saves its running cost', () => {
  // 5 + 8 MWh at 20, 3 curtailed at 7, 2 bought at 100.
  const solved = solve(windy(wind(), { curtailedYuanPerMwh: 7 }));
  expect(solved.values('curtailedMw', 'w')).toEqual([expect.closeTo(3, 6), expect.closeTo(0, 6)]);
  expect(solved.objective).toBeCloseTo(13 * 20 + 3 * 7 + 200, 4);
});

test('expansion: capacity is built until the last MW earns its cost, and what is there is not paid again', () => {
  // Half of the capacity is available. Up to 10 MW each MW earns 80 x (0.5 + 0.5) = 80, up to 20 MW 40 (the first hour is full).
  const at = (yuanPerUnit: number, over: Partial<NonNullable<RenewableInput['expansion']>> = {}) =>
    solve(
      windy(
        wind({
          expansion: {
            minimum: 0,
            maximum: 100,
            paidFrom: 0,
            yuanPerUnit,
            availableRatio: Float64Array.of(0.5, 0.5),
            ...over,
          },
        }),
      ),
    );
  expect(at(79).values('capacityMw', 'w')).toEqual([expect.closeTo(10, 6)]);
  expect(at(39).values('capacityMw', 'w')).toEqual([expect.closeTo(20, 6)]);
  expect(at(81).values('capacityMw', 'w')).toEqual([expect.closeTo(0, 6)]);
  // 4 MW are there and stay: 6 more at 79. Energy: 5 + 5 at 20, 5 at 100.
  const more = at(79, { minimum: 4, paidFrom: 4 });
  expect(more.objective).toBeCloseTo(10 * 20 + 5 * 100 + 6 * 79, 4);
});

test('expansion: a line is built as far as the difference of prices pays for it', () => {
  const line = (yuanPerUnit: number): Problem =>
    bare(1, {
      areas: [
        { id: 'cheap', loadMw: Float64Array.of(0) },
        { id: 'dear', loadMw: Float64Array.of(6) },
      ],
      gridConnections: [
        smallGrid(Float64Array.of(100)),
        smallGrid(Float64Array.of(300), { id: 'g2', area: 1 }),
      ],
      acLines: [
        {
          id: 'l',
          fromArea: 1,
          toArea: 0,
          reactanceOhm: 1,
          limitMw: 1,
          expansion: { minimum: 1, maximum: 50, paidFrom: 1, yuanPerUnit },
        },
      ],
    });
  const built = solve(line(150));
  expect(built.values('lineFlowMw', 'l')[0]).toBeCloseTo(-6, 6);
  expect(built.objective).toBeCloseTo(600 + 5 * 150, 4);
  expect(solve(line(250)).values('capacityMw', 'l')[0]).toBeCloseTo(1, 6);
});

test('unserved: an area sheds its own load and its sites, and no more', () => {
  // A dead island with a link that must send 2 MW and a load of 1: nothing may be made up for the link.
  const island = (minimumRatio: number): Problem =>
    bare(1, {
      areas: [{ id: 'a', loadMw: Float64Array.of(1) }],
      gridConnections: [],
      hvdcLinks: [
        {
          id: 'dc',
          area: 0,
          ratedMw: 20,
          minimumRatio,
          lossRatio: 0,
          holdPeriods: 1,
          deliveredYuanPerMwh: Float64Array.of(90_000),
          contractedMw: Float64Array.of(0),
          shortfallYuanPerMwh: 0,
        },
      ],
    });
  expect(solve(island(0.1)).kind).toBe('infeasible');
  const shed = solve(island(0));
  expect(shed.values('unservedMw', 'a')[0]).toBeCloseTo(1, 6);
  expect(shed.values('hvdcSentMw', 'dc')[0]).toBeCloseTo(0, 6);
  // With a site of 1.5 MW on it, that may be shed too, and still nothing is sent.
  const withSite = solve({
    ...island(0),
    sites: [smallSite(1, { fixedMw: Float64Array.of(1.5) })],
    pools: [smallPool()],
  });
  expect(withSite.values('unservedMw', 'a')[0]).toBeCloseTo(2.5, 4);
  expect(withSite.values('hvdcSentMw', 'dc')[0]).toBeCloseTo(0, 4);
});

test('online_routing: demand goes to the cheaper pool that is near enough, and the rest is missed', () => {
  // Pool p draws 1 MW a unit at 100 yuan, pool q at 300 in its own area; q is the only one near enough for the second stream.
  const problem = smallProblem(1, {
    areas: ['a', 'b'].map((id) => ({ id, loadMw: Float64Array.of(0) })),
    gridConnections: [
      smallGrid(Float64Array.of(100)),
      smallGrid(Float64Array.of(300), { id: 'g2', area: 1 }),
    ],
    sites: [smallSite(1), smallSite(1, { id: 's2', area: 1 })],
    pools: [smallPool({ unitCount: 3 }), smallPool({ id: 'q', site: 1, unitCount: 4 })],
    online: [
      {
        id: 'chat',
        streams: [
          { userRegion: 'near', demandUnits: Float64Array.of(5), pools: [0, 1] },
          { userRegion: 'far', demandUnits: Float64Array.of(3), pools: [1] },
        ],
        unservedYuanPerUnitHour: 1000,
      },
    ],
  });
  const solved = solve(problem);
  expect(solved.values('servedUnits', 'chat/near@p')[0]).toBeCloseTo(3, 6);
  const missed =
    solved.values('unservedUnits', 'chat/near')[0]! + solved.values('unservedUnits', 'chat/far')[0]!;
  expect(missed).toBeCloseTo(1, 6);
  expect(solved.objective).toBeCloseTo(3 * 100 + 4 * 300 + 1000, 4);
});

test('steady_exchange: a store keeps import level where steadiness is the aim', () => {
  // 4 and 10 MW of load: the store moves 3 MWh, both hours import 7, and nothing changes from one to the next.
  const solved = solve(
    bare(2, {
      objective: 'stability',
      areas: [{ id: 'a', loadMw: Float64Array.of(4, 10) }],
      gridConnections: [smallGrid(Float64Array.of(900, 100))],
      batteries: [smallBattery()],
    }),
  );
  expect(solved.values('importMw', 'grid')[0]).toBeCloseTo(7, 6);
  expect(solved.values('importMw', 'grid')[1]).toBeCloseTo(7, 6);
  expect(solved.values('riseMw', 'grid')[1]! + solved.values('fallMw', 'grid')[1]!).toBeCloseTo(0, 6);
});

test('area_balance: the dual is what one more MWh of load costs', () => {
  const solved = solve(
    bare(1, {
      areas: [{ id: 'a', loadMw: Float64Array.of(12) }],
      gridConnections: [
        smallGrid(Float64Array.of(100), { importLimitMw: 10 }),
        smallGrid(Float64Array.of(260), { id: 'g2' }),
      ],
    }),
  );
  expect(solved.dual('area_balance[a,0]')).toBeCloseTo(260, 6);
});
