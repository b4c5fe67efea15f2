import { describe, expect, it } from 'vitest';
import type { PlantState, Region } from '#dispatch/domain';
import { assembleProblem } from './assemble.ts';
import { everyElement } from './every-element.testing.ts';
import { resolveWindow } from './resolve.ts';
import { hoursFromMidnight, MIDNIGHT_MS, smallScenario } from './testing.ts';
import { initialState } from './window.ts';

const HOUR_MS = 3_600_000;

async function assembled(more: { state?: Partial<PlantState>; expands?: boolean; region?: Region } = {}) {
  const region = more.region ?? everyElement();
  const horizon = hoursFromMidnight(12);
  const scenario = smallScenario([], region);
  const { values } = await resolveWindow({ scenario, horizon, foresight: 'perfect' });
  const state = { ...initialState(region, MIDNIGHT_MS), ...more.state };
  const { problem } = assembleProblem({
    ...{ region, horizon, objective: 'cost', values, jobs: [], state, carried: [] },
    ...(more.expands === undefined ? {} : { expands: more.expands }),
  });
  return problem;
}

describe('the power side of a problem', () => {
  it('knows lines with outages, steps of a DC link between areas, and converters', async () => {
    const problem = await assembled();
    expect(problem.acLines.map((line) => [line.postContingencyMw, line.isOutage])).toEqual([
      [6, true],
      [6, false],
      [6, false],
    ]);
    expect(problem.hvdcLinks[0]).toMatchObject({ area: 1, toArea: 4, stepMw: 1, holdPeriods: 2 });
    expect(problem.hvdcLinks[0]!.changes).toEqual({ mostPerDay: 4, madeToday: 0 });
    expect(problem.converters[0]).toMatchObject({ fromArea: 0, toArea: 2, ratedMw: 0.4 });
    expect(problem.converters[0]!.efficiencyRatio[11]).toBe(3);
    expect(problem.areas[3]!.island).toEqual({ autonomyHours: 1, formingRatio: 0.2 });
  });

  it('counts starts, standstills and minimum times in periods from the hours of the region', async () => {
    const [coal, boiler] = (await assembled()).thermalUnits;
    expect(coal).toMatchObject({
      area: 0,
      heat: { area: 2, mwPerMw: 0.2 },
      quadraticYuanPerMw2H: 2,
      beforeMw: 3,
    });
    expect(coal!.commitment).toMatchObject({
      ...{ minimumUpPeriods: 3, minimumDownPeriods: 2, coldStart: { afterPeriods: 8, yuan: 900 } },
      before: { isOn: true, periods: 1 },
    });
    expect(boiler!.commitment).toBeUndefined();
    expect(boiler!.beforeMw).toBeUndefined();
  });

  it('goes on from what the plant metered: units, heat, water on its way, changes, peak, counts', async () => {
    const problem = await assembled({
      state: {
        heatMwh: { tower: 22 },
        running: {
          coal: { isOn: false, sinceMs: MIDNIGHT_MS - 5 * HOUR_MS },
          tower: { isOn: true, sinceMs: MIDNIGHT_MS - HOUR_MS },
        },
        outputMw: { coal: 0, upper: 1.5 },
        releasedM3PerS: { upper: [9, 7, 8] },
        hvdcMw: { cable: 5 },
        hvdcChanges: { cable: { day: '2025-03-10', count: 3 } },
        bought: { grid: { month: '2025-03', peakMw: 7, energyMwh: 1200 } },
        counted: { green: { since: '2025-01-01', part: 60, whole: 100 } },
      },
    });
    expect(problem.thermalUnits[0]).toMatchObject({
      beforeMw: 0,
      commitment: { before: { isOn: false, periods: 5 } },
    });
    expect(problem.cspPlants[0]).toMatchObject({ initialMwh: 22, isOnBefore: true });
    const [upper] = problem.reservoirs;
    expect(upper).toMatchObject({ beforeMw: 1.5, rampMwPerH: 2 });
    expect(upper!.downstream).toMatchObject({ reservoir: 1, delayPeriods: 2 });
    expect(Array.from(upper!.downstream!.underwayM3PerS)).toEqual([7, 8]);
    expect(problem.hvdcLinks[0]).toMatchObject({ beforeMw: 5, changes: { mostPerDay: 4, madeToday: 3 } });
    expect(problem.gridConnections[0]!.demandCharges).toEqual([
      { fromPeriod: 0, toPeriod: 12, yuanPerMw: 30_000, soFarMw: 7 },
    ]);
    expect(problem.gridConnections[0]!.tiers![0]).toMatchObject({ soFarMwh: 1200 });
    expect(problem.budgets[0]).toMatchObject({
      kind: 'greenShare',
      limit: 0.8,
      soFar: { part: 60, whole: 100 },
    });
  });

  it('takes the figures of the region where nothing was metered', async () => {
    const problem = await assembled();
    expect(Array.from(problem.reservoirs[0]!.downstream!.underwayM3PerS)).toEqual([2, 2]);
    expect(problem.gridConnections[0]!.demandCharges![0]!.soFarMw).toBe(2);
    expect(problem.gridConnections[0]!.tiers![0]!.soFarMwh).toBe(990);
    expect(problem.budgets[2]).toMatchObject({ kind: 'carbon', limit: 5000, soFar: { part: 100, whole: 0 } });
    // 50 MWh a day over half a day.
    expect(problem.certificates).toEqual({ yuanPerMwh: 40, mostMwh: 25 });
  });

  it('starts a rule’s count and a month’s peak anew when their time has begun anew', async () => {
    const problem = await assembled({
      state: {
        bought: { grid: { month: '2025-02', peakMw: 7, energyMwh: 1200 } },
        counted: {
          green: { since: '2024-01-01', part: 60, whole: 100 },
          carbon: { since: '2025-02-01', part: 4000, whole: 0 },
        },
      },
    });
    expect(problem.gridConnections[0]!.demandCharges![0]!.soFarMw).toBe(0);
    expect(problem.budgets.map(({ soFar }) => soFar.part)).toEqual([0, 0, 0]);
  });

  it('keeps only the version of a rule that holds on its first day', async () => {
    const region = everyElement();
    const [green] = region.rules;
    const older = { ...green!, effectiveFrom: '2020-01-01', effectiveTo: '2025-03-09', limitRatio: 0.5 };
    const problem = await assembled({
      region: { ...region, rules: [older, { ...green!, effectiveFrom: '2025-03-10' }] as Region['rules'] },
    });
    expect(problem.budgets.map(({ limit }) => limit)).toEqual([0.8]);
  });

  it('leaves a metered content outside its band where it is, and asks for the band at the end', async () => {
    const problem = await assembled({ state: { batteryMwh: { store: 9.6, ups: 0.02 } } });
    expect(problem.batteries[0]).toMatchObject({ initialMwh: 9.6, maximumMwh: 9, finalMwh: 9 });
    expect(problem.batteries[1]).toMatchObject({ site: 0, initialMwh: 0.02, minimumMwh: 0.1, finalMwh: 0.1 });
    expect(problem.batteries[2]).toMatchObject({ isOneWay: true });
  });

  it('lets losses of a site rise with the square of its load', async () => {
    // East: 100 cards of 0.6 kW are 0.06 MW; 4 % of it lost at full load: 0.04 / 0.06 per MW.
    expect((await assembled()).sites[0]!.facilityPerItSquared).toBeCloseTo(0.04 / 0.06, 12);
  });

  it('moves a DC link that stands between two steps once, whatever was changed before', async () => {
    const state = { hvdcMw: { cable: 4.3 }, hvdcChanges: { cable: { day: '2025-03-10', count: 4 } } };
    expect((await assembled({ state })).hvdcLinks[0]!.changes!.madeToday).toBe(3);
    const onStep = { ...state, hvdcMw: { cable: 4 } };
    expect((await assembled({ state: onStep })).hvdcLinks[0]!.changes!.madeToday).toBe(4);
  });
});

describe('capacity that may be built', () => {
  const region = (): Region => {
    const base = everyElement();
    const expansion = { maximumMw: 20, yuanPerMwYear: 87_600 };
    return everyElement({
      pv: [{ ...base.pv[0], capacityMw: 0, expansion }, base.pv[1]],
      thermalUnits: [{ ...base.thermalUnits[0], expansion }, base.thermalUnits[1]],
      batteries: [
        {
          ...base.batteries[0],
          expansion: { power: expansion, energy: { maximumMwh: 40, yuanPerMwhYear: 8760 } },
        },
        ...base.batteries.slice(1),
      ],
      sites: base.sites.map((site, at) =>
        at > 0
          ? site
          : {
              ...site,
              pools: [{ ...site.pools[0], expansion: { maximumUnits: 150, yuanPerUnitYear: 730 } }],
            },
      ),
    });
  };

  it('is left as it stands unless the plan is asked what to build', async () => {
    const problem = await assembled({ region: region() });
    expect(problem.renewables[0]!.expansion).toBeUndefined();
    expect(problem.batteries[0]!.expansion).toBeUndefined();
    expect(problem.pools[0]!.expansion).toBeUndefined();
  });

  it('costs the window’s part of a year beyond what stands', async () => {
    const problem = await assembled({ region: region(), expands: true });
    // 87,600 yuan a year over 12 of 8,760 hours.
    expect(problem.renewables[0]!.expansion).toMatchObject({
      minimum: 0,
      maximum: 20,
      paidFrom: 0,
      yuanPerUnit: 120,
    });
    expect(problem.renewables[0]!.expansion!.availableRatio[8]).toBe(0.5);
    expect(problem.thermalUnits[0]!.expansion).toMatchObject({ minimum: 6, paidFrom: 6 });
    // 80 % of 10 MWh can be used; the content counts from the lowest state of charge.
    expect(problem.batteries[0]!.expansion!.energy).toMatchObject({
      minimum: 8,
      paidFrom: 8,
      yuanPerUnit: 12,
    });
    expect(problem.batteries[0]).toMatchObject({ minimumMwh: 0, maximumMwh: 8, initialMwh: 4 });
    expect(problem.pools[0]!.expansion).toMatchObject({ minimum: 100, maximum: 150, yuanPerUnit: 1 });
  });
});
