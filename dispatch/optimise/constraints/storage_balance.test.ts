import { expect, test } from 'vitest';
import type { BatteryInput, Problem } from '#dispatch/domain';
import { createHighsSolver } from '../index.ts';
import { smallBattery, smallGrid, smallProblem, smallSite } from '../testing/small-problem.ts';
import { solveBlocks } from '../testing/solve-blocks.ts';

const solver = await createHighsSolver();

/** A store beside a load and a grid that sells at the given prices. */
const storing = (
  battery: Partial<BatteryInput>,
  gridYuan: readonly number[],
  loadMw: readonly number[] = gridYuan.map(() => 10),
  over: Partial<Problem> = {},
): Problem =>
  smallProblem(gridYuan.length, {
    areas: [{ id: 'a', loadMw: Float64Array.from(loadMw) }],
    gridConnections: [smallGrid(Float64Array.from(gridYuan))],
    batteries: [smallBattery(battery)],
    sites: [],
    pools: [],
    ...over,
  });
const solve = (problem: Problem) => solveBlocks(problem, solver);

test('energy is moved from cheap to dear hours through both efficiencies, and wear and lease are paid on discharge', () => {
  // 5 MWh bought at 100 store 4 MWh and give 2 MWh: 500 + 2 x (30 + 10), saving 2 x 600 = 1,200.
  const solved = solve(
    storing(
      {
        chargeEfficiencyRatio: 0.8,
        dischargeEfficiencyRatio: 0.5,
        wearYuanPerMwh: 30,
        leaseYuanPerMwh: 10,
      },
      [100, 600],
    ),
  );
  expect(solved.values('chargeMw', 'b')).toEqual([5, 0]);
  expect(solved.values('storedMwh', 'b')).toEqual([expect.closeTo(4, 6), expect.closeTo(0, 6)]);
  expect(solved.values('dischargeMw', 'b')[1]).toBeCloseTo(2, 6);
  expect(solved.objective).toBeCloseTo(1000 + 500 + 80 + 8 * 600, 4);
});

test('a content that is lost by the hour is lost by the length of the period', () => {
  // 10 MWh, a tenth lost an hour, nothing to gain: 10 x 0.9 ** 0.5 after half an hour, 9 after an hour.
  const problem = storing({ initialMwh: 10, lossRatioPerH: 0.1, dischargeMw: 0 }, [100, 100]);
  const solved = solve({ ...problem, horizon: { ...problem.horizon, periodMinutes: 30 } });
  expect(solved.values('storedMwh', 'b')).toEqual([
    expect.closeTo(10 * Math.sqrt(0.9), 9),
    expect.closeTo(9, 9),
  ]);
});

test('a cyclic store chooses where it begins and ends there', () => {
  // Dear first, cheap last: 5 MWh are lent from the end. 5 x 600 saved, 5 x 100 paid.
  const solved = solve(storing({ isCyclic: true, initialMwh: 0 }, [600, 300, 100]));
  expect(solved.values('dischargeMw', 'b')[0]).toBeCloseTo(5, 6);
  expect(solved.values('chargeMw', 'b')[2]).toBeCloseTo(5, 6);
  expect(solved.values('storedMwh', 'b')[2]).toBeGreaterThan(5 - 1e-6);
  expect(solved.objective).toBeCloseTo(10 * 1000 - 5 * 500, 4);
});

test('contents that are given are kept to the letter', () => {
  const contents = [{ period: 1, mwh: 3 }];
  const solved = solve(storing({ initialMwh: 1, contents }, [100, 100, 600]));
  expect(solved.values('storedMwh', 'b')[1]).toBeCloseTo(3, 9);
  const impossible = [{ period: 0, mwh: 9 }];
  expect(solve(storing({ initialMwh: 1, contents: impossible }, [100, 100])).kind).toBe('infeasible');
});

test('charge and discharge share one converter', () => {
  // Negative prices would pay for burning: 2 MWh of room, then charge / 5 + discharge / 5 <= 1 with 50 % lost on charging:
  // 0.5 c - d = 2 / 1 and c + d = 5 give c = 4.667, d = 0.333.
  const solved = solve(storing({ initialMwh: 8, chargeEfficiencyRatio: 0.5, finalMwh: 10 }, [-100], [10]));
  expect(solved.values('chargeMw', 'b')[0]).toBeCloseTo(14 / 3, 6);
  expect(solved.values('dischargeMw', 'b')[0]).toBeCloseTo(1 / 3, 6);
});

test('a store that goes one way at a time never burns energy', () => {
  const solved = solve(storing({ initialMwh: 8, chargeEfficiencyRatio: 0.5, isOneWay: true }, [-100], [10]));
  expect(solved.values('chargeMw', 'b')[0]).toBeCloseTo(4, 6);
  expect(solved.values('dischargeMw', 'b')[0]).toBeCloseTo(0, 6);
});

test('a store with a least charge takes that much or nothing', () => {
  // Room for 2 MWh, least charge 3 MW: nothing is charged at 100 although it would pay at 600.
  const solved = solve(storing({ initialMwh: 8, minimumChargeMw: 3 }, [100, 600], [10, 10]));
  expect(solved.values('chargeMw', 'b')[0]).toBeCloseTo(0, 6);
  const roomy = solve(storing({ initialMwh: 7, minimumChargeMw: 3 }, [100, 600, 600], [10, 10, 10]));
  expect(roomy.values('chargeMw', 'b')[0]).toBeCloseTo(3, 6);
});

test('a final level out of reach is missed at the price of unserved energy', () => {
  // 5 MWh can be charged, 8 are wanted: 3 x 10,000.
  const solved = solve(storing({ finalMwh: 8 }, [100]));
  expect(solved.values('storageShortfallMwh', 'b')).toEqual([expect.closeTo(3, 6)]);
  expect(solved.objective).toBeCloseTo(1500 + 30_000, 4);
});

test('a content below its band is brought back into it, and priced for as long as it is outside', () => {
  // 1 MWh where 7 are asked for: 5 MWh in the first hour (1 MWh missing), the rest in the second.
  const solved = solve(storing({ initialMwh: 1, minimumMwh: 7 }, [100, 100]));
  expect(solved.values('storedMwh', 'b')).toEqual([expect.closeTo(6, 6), expect.closeTo(7, 6)]);
  expect(solved.values('belowBandMwh', 'b')).toEqual([expect.closeTo(1, 6), expect.closeTo(0, 6)]);
  expect(solved.objective).toBeCloseTo(16 * 100 + 100 * 10 + 10_000, 4);
});

test('a content above its band is brought back into it', () => {
  // 14 MWh where 8 are allowed: 5 in the first hour, 1 in the second; no more is needed where discharging costs wear.
  const solved = solve(storing({ initialMwh: 14, maximumMwh: 8, wearYuanPerMwh: 900 }, [100, 100]));
  expect(solved.values('storedMwh', 'b')).toEqual([expect.closeTo(9, 6), expect.closeTo(8, 6)]);
  expect(solved.values('aboveBandMwh', 'b')).toEqual([expect.closeTo(1, 6), expect.closeTo(0, 6)]);
});

test('inflow fills the store, and what does not fit is spilled', () => {
  // 8 MWh stored of 10, 3 MW come in, nothing is drawn: 1 MW is spilled.
  const solved = solve(
    storing(
      { initialMwh: 8, inflowMw: Float64Array.of(3), dischargeMw: 0, chargeMw: 0, finalMwh: 10 },
      [100],
    ),
  );
  expect(solved.values('spilledMw', 'b')[0]).toBeCloseTo(1, 6);
  expect(solved.values('storedMwh', 'b')[0]).toBeCloseTo(10, 6);
});

test("a store behind a site's meter carries the site and feeds nothing back", () => {
  // The site draws 2 MW; the store could give 5 at 600 yuan, and gives 2.
  const solved = solve(
    storing({ site: 0, initialMwh: 10 }, [600], [10], {
      sites: [smallSite(1, { fixedMw: Float64Array.of(2) })],
    }),
  );
  expect(solved.values('dischargeMw', 'b')[0]).toBeCloseTo(2, 6);
  expect(solved.values('facilityMw', 's')[0]).toBeCloseTo(0, 6);
  expect(solved.values('importMw', 'grid')[0]).toBeCloseTo(10, 6);
});

test('power and content are built as far as they pay', () => {
  // A MW with an hour of content moves 1 MWh and earns 500 a day: content 4 h at full power, power at 300 a MW.
  const expansion = { power: { minimum: 0, maximum: 4, paidFrom: 0, yuanPerUnit: 300 }, hoursAtFullPower: 1 };
  const solved = solve(storing({ expansion }, [100, 600]));
  expect(solved.values('capacityMw', 'b')).toEqual([expect.closeTo(4, 6)]);
  expect(solved.values('storedMwh', 'b')[0]).toBeCloseTo(4, 6);
  expect(solved.objective).toBeCloseTo(7000 + 4 * 300 - 4 * 500, 4);
  const apart = {
    power: { minimum: 3, maximum: 3, paidFrom: 3, yuanPerUnit: 300 },
    energy: { minimum: 0, maximum: 9, paidFrom: 0, yuanPerUnit: 450 },
  };
  const both = solve(storing({ expansion: apart }, [100, 600]));
  expect(both.values('capacityMwh', 'b.store')).toEqual([expect.closeTo(3, 6)]);
  expect(both.objective).toBeCloseTo(7000 + 3 * 450 - 3 * 500, 4);
});

test('a store that goes one way at a time may be built larger than its given power', () => {
  // The given power of 0 is not used where the power is chosen.
  const expansion = { power: { minimum: 0, maximum: 4, paidFrom: 0, yuanPerUnit: 1 }, hoursAtFullPower: 4 };
  const solved = solve(storing({ chargeMw: 0, dischargeMw: 0, isOneWay: true, expansion }, [100, 600]));
  expect(solved.values('capacityMw', 'b')).toEqual([expect.closeTo(4, 6)]);
});
