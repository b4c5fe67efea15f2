import type { Problem } from '#dispatch/domain';
import { smallBattery, smallBid, smallGrid, smallPool, smallProblem, smallSite } from './small-problem.ts';

const PERIODS = 6;
const flat = (value: number): Float64Array => new Float64Array(PERIODS).fill(value);

/** A small region in which every constraint block has something to say; each part may be replaced. */
export const everyBlock = (over: Partial<Problem> = {}): Problem =>
  smallProblem(PERIODS, {
    objective: 'stability',
    areas: [
      { id: 'town', loadMw: flat(20) },
      { id: 'steppe', loadMw: flat(5) },
      { id: 'mine', loadMw: flat(5) },
      { id: 'camp', loadMw: flat(2), island: { autonomyHours: 1, formingRatio: 0.2 } },
    ],
    acLines: [
      line('town-steppe', 0, 1, { isOutage: true }),
      line('steppe-mine', 1, 2, {}),
      line('mine-town', 2, 0, { postContingencyMw: 12 }),
    ],
    hvdcLinks: [
      {
        id: 'export',
        area: 0,
        ratedMw: 10,
        minimumRatio: 0.1,
        lossRatio: 0.05,
        holdPeriods: 2,
        stepMw: 1,
        changes: { mostPerDay: 2, madeToday: 0 },
        deliveredYuanPerMwh: flat(350),
        contractedMw: flat(2),
        shortfallYuanPerMwh: 600,
      },
    ],
    converters: [
      {
        id: 'boiler',
        fromArea: 0,
        toArea: 2,
        ratedMw: 4,
        minimumRatio: flat(0),
        maximumRatio: flat(1),
        efficiencyRatio: flat(0.98),
        operatingYuanPerMwh: flat(1),
      },
    ],
    renewables: [
      { id: 'wind', area: 1, kind: 'wind', availableMw: flat(12), operatingYuanPerMwh: 5 },
      {
        id: 'new-pv',
        area: 1,
        kind: 'pv',
        availableMw: flat(0),
        operatingYuanPerMwh: 2,
        expansion: { minimum: 0, maximum: 20, paidFrom: 0, yuanPerUnit: 400, availableRatio: flat(0.5) },
      },
    ],
    thermalUnits: [
      {
        id: 'coal',
        area: 0,
        ratedMw: 15,
        minimumRatio: 0.4,
        availableRatio: flat(1),
        operatingYuanPerMwh: flat(280),
        emissionTco2PerMwh: 0.8,
        rampUpMwPerH: 6,
        rampDownMwPerH: 6,
        commitment: {
          noLoadYuanPerH: 300,
          startYuan: 2000,
          coldStart: { afterPeriods: 4, yuan: 3500 },
          stopYuan: 100,
          minimumUpPeriods: 3,
          minimumDownPeriods: 2,
          startMw: 8,
          stopMw: 8,
          before: { isOn: false, periods: 2 },
        },
      },
    ],
    cspPlants: [
      {
        id: 'tower',
        area: 1,
        ratedMw: 5,
        minimumRatio: 0.3,
        efficiencyRatio: 0.4,
        fieldMw: flat(8),
        minimumMwh: 2,
        maximumMwh: 60,
        initialMwh: 20,
        finalMwh: 10,
        lossRatioPerH: 0.002,
        operatingYuanPerMwh: 10,
        startYuan: 50,
      },
    ],
    reservoirs: [
      reservoir('upper', {
        downstream: { reservoir: 1, delayPeriods: 2, underwayM3PerS: Float64Array.of(3, 4) },
      }),
      reservoir('lower', { rampMwPerH: 2, beforeMw: 1 }),
    ],
    batteries: [
      smallBattery({ id: 'town-battery', finalMwh: 2, leaseYuanPerMwh: 5, lossRatioPerH: 0.001 }),
      smallBattery({ id: 'ups', site: 0, initialMwh: 12, isOneWay: true }),
      smallBattery({ id: 'camp-battery', area: 3, initialMwh: 8, minimumMwh: 1 }),
    ],
    gridConnections: [
      smallGrid(flat(420), {
        importLimitMw: 40,
        exportLimitMw: 10,
        exportYuanPerMwh: flat(100),
        demandCharges: [{ fromPeriod: 0, toPeriod: PERIODS, yuanPerMw: 1000, soFarMw: 5 }],
        tiers: [
          {
            fromPeriod: 0,
            toPeriod: PERIODS,
            soFarMwh: 10,
            steps: [{ fromMwh: 50, addedYuanPerMwh: 30 }],
          },
        ],
      }),
    ],
    reserves: [
      {
        id: 'spin',
        areas: [0, 1, 2],
        upMw: flat(3),
        downMw: flat(2),
        sustainHours: 0.5,
        shortfallYuanPerMwh: 800,
      },
    ],
    budgets: [
      { id: 'cap', kind: 'carbon', limit: 200, soFar: { part: 0, whole: 0 }, excessYuanPerUnit: 300 },
      {
        id: 'green',
        kind: 'greenShare',
        limit: 0.3,
        soFar: { part: 0, whole: 0 },
        excessYuanPerUnit: 200,
        certificatesCount: true,
      },
      { id: 'feed-in', kind: 'feedIn', limit: 0.2, soFar: { part: 0, whole: 0 }, excessYuanPerUnit: null },
    ],
    certificates: { yuanPerMwh: 20, mostMwh: 100 },
    sites: [smallSite(PERIODS, { facilityPerItSquared: 0.01, facilityLimitMw: 12 })],
    pools: [smallPool({ unitCount: 3, expansion: { minimum: 3, maximum: 8, paidFrom: 3, yuanPerUnit: 20 } })],
    bids: [smallBid('a', 'rigid', 0, PERIODS, 2, 2), smallBid('b', 'rigid', 0, PERIODS, 3, 2)],
    online: [
      {
        id: 'chat',
        streams: [{ userRegion: 'shore', demandUnits: flat(1), pools: [0] }],
        unservedYuanPerUnitHour: 50,
      },
    ],
    ...over,
  });

const line = (
  id: string,
  fromArea: number,
  toArea: number,
  over: Partial<Problem['acLines'][number]>,
): Problem['acLines'][number] => ({ id, fromArea, toArea, reactanceOhm: 10, limitMw: 15, ...over });

const reservoir = (
  id: string,
  over: Partial<Problem['reservoirs'][number]>,
): Problem['reservoirs'][number] => ({
  id,
  area: 2,
  ratedMw: 4,
  mwPerM3PerS: 1,
  minimumMm3: 0.01,
  maximumMm3: 1,
  initialMm3: 0.2,
  inflowM3PerS: flat(2),
  minimumReleaseM3PerS: 1,
  waterValueYuanPerMwh: 150,
  ...over,
});
