import type { Region } from '#dispatch/domain';
import { smallRegion } from './testing.ts';

const name = { zh: '测试', en: 'test' };
const area = (id: string, loadMw: number) => ({ id, name, loadMw, position: { x: 50, y: 50 } });
const battery = {
  ...{ name, chargeMw: 2, dischargeMw: 2, capacityMwh: 10, wearYuanPerMwh: 10 },
  ...{ chargeEfficiencyRatio: 0.9, dischargeEfficiencyRatio: 0.9 },
  ...{ minimumSocRatio: 0.1, maximumSocRatio: 0.9, initialSocRatio: 0.5 },
};
const lake = {
  ...{ name, area: 'valley', headM: 100, efficiencyRatio: 0.9, minimumMm3: 1, maximumMm3: 5, initialMm3: 3 },
  ...{ waterValueYuanPerMwh: 120 },
};
const dated = { jurisdiction: 'test', effectiveFrom: '2025-01-01', source: 'made for this test' };

/** A small region with one of every kind of element, an area of heat and an island among its five areas. */
export const everyElement = (change: Readonly<Record<string, unknown>> = {}): Region => {
  const small = smallRegion();
  return smallRegion({
    areas: [
      area('town', 5),
      area('valley', 1),
      area('warmth', 2),
      { ...area('camp', 0.5), island: { autonomyHours: 1, formingRatio: 0.2 } },
      // What arrives of a step of 3 MW.
      area('harbour', 2.85),
    ],
    acLines: ['one', 'two', 'three'].map((id) => ({
      ...{ id, name, from: 'town', to: 'valley', reactanceOhm: 10, limitMw: 4 },
      ...{ postContingencyMw: 6, outage: id === 'one' },
    })),
    hvdcLinks: [
      {
        ...{ id: 'cable', name, from: 'valley', to: 'harbour', ratedMw: 8, minimumRatio: 0.25 },
        ...{ lossRatio: 0.05, holdMinutes: 120, stepMw: 1, mostChangesPerDay: 4 },
      },
    ],
    converters: [
      {
        id: 'heat-pump',
        name,
        from: 'town',
        to: 'warmth',
        ratedMw: 0.4,
        efficiencyRatio: 3,
        operatingYuanPerMwh: 5,
      },
    ],
    wind: [{ id: 'mill', name, area: 'valley', capacityMw: 6, availableRatio: 0.5 }],
    thermalUnits: [
      {
        ...{ id: 'coal', name, area: 'town', ratedMw: 6, minimumRatio: 0.3, fuelYuanPerMwh: 280 },
        ...{ fuelYuanPerMw2H: 2, emissionTco2PerMwh: 0.9, rampUpMwPerH: 3, rampDownMwPerH: 3 },
        ...{ heat: { area: 'warmth', mwPerMw: 0.2 }, initialMw: 3, initialHours: 1 },
        commitment: {
          ...{ noLoadYuanPerHour: 50, startYuan: 500, stopYuan: 20, startMw: 3, stopMw: 3 },
          ...{ coldStart: { afterHours: 8, yuan: 900 }, minimumUpHours: 3, minimumDownHours: 2 },
        },
      },
      { id: 'boiler', name, area: 'warmth', ratedMw: 3, fuelYuanPerMwh: 260, emissionTco2PerMwh: 0.3 },
    ],
    cspPlants: [
      {
        ...{ id: 'tower', name, area: 'valley', ratedMw: 3, minimumRatio: 0.2, efficiencyRatio: 0.4 },
        ...{ fieldMw: 12, availableRatio: { series: 'sun' }, maximumMwh: 40, initialMwh: 15 },
        ...{ lossRatioPerH: 0.001, operatingYuanPerMwh: 4, startYuan: 30, latitude: 37, longitude: 97 },
      },
    ],
    reservoirs: [
      {
        ...{ ...lake, id: 'upper', ratedMw: 4, inflowM3PerS: 3, minimumReleaseM3PerS: 2, rampMwPerH: 2 },
        downstream: { reservoir: 'lower', delayHours: 2 },
      },
      { ...lake, id: 'lower', ratedMw: 4, inflowM3PerS: 0.5, minimumReleaseM3PerS: 1 },
    ],
    batteries: [
      { ...battery, id: 'store', area: 'town', leaseYuanPerMwh: 30, lossRatioPerH: 0.001 },
      { ...battery, id: 'ups', area: 'town', site: 'east', behindMeter: true, capacityMwh: 1, chargeMw: 0.4 },
      { ...battery, id: 'camp-store', area: 'camp', oneWay: true, capacityMwh: 20 },
    ],
    pv: [...small.pv, { ...small.pv[0]!, id: 'camp-sun', area: 'camp', capacityMw: 4 }],
    gridConnections: [
      {
        ...small.gridConnections[0],
        demandCharge: { yuanPerMwMonth: 30_000, monthToDatePeakMw: 2 },
        tiers: { steps: [{ fromMwh: 1000, addedYuanPerMwh: 50 }], monthToDateMwh: 990 },
      },
    ],
    reserves: [
      {
        id: 'spinning',
        name,
        areas: ['town', 'valley'],
        upMw: 1.5,
        downMw: 0.5,
        shortfallYuanPerMwh: 500,
      },
    ],
    rules: [
      {
        ...{ id: 'green', title: name, ...dated, kind: 'greenShare', limitRatio: 0.8 },
        ...{ excessYuanPerMwh: 200, certificatesCount: true },
      },
      { id: 'feed-in', title: name, ...dated, kind: 'feedIn', limitRatio: 0.2, excessYuanPerMwh: 100 },
      {
        ...{ id: 'carbon', title: name, ...dated, countedOver: 'month', kind: 'carbon' },
        ...{ limitTonnes: 5000, soFarTonnes: 100, excessYuanPerTonne: 300 },
      },
    ],
    certificates: { yuanPerMwh: 40, mostMwhPerDay: 50 },
    sites: small.sites.map((site) => ({
      ...site,
      cooling: { ...site.cooling, partLoadLossRatio: 0.04 },
    })),
    ...change,
  });
};
