import { describe, expect, it } from 'vitest';
import type { EnergyTarget, JobReading, PriceSetter, TraceRow } from '#dispatch/domain';
import {
  Footprint,
  type FootprintPeriod,
  footprintRow,
  marginalFactor,
  siteFigures,
  targetState,
} from './index.ts';

const T0 = Date.parse('2025-03-10T00:00:00+08:00');
const factor = (id: string, tco2PerMwh: number, fromPlan = false) => ({
  id,
  tco2PerMwh,
  source: 's',
  fromPlan,
});
const row = (kind: 'load' | 'site' | 'job', id: string, energyWh: number, cleanWh: number): TraceRow => ({
  ...{ periodStartMs: T0, consumer: { kind, id }, energyWh, cleanWh, co2Tonnes: 0, bySourceWh: {} },
});
const reading = (siteId: string, energyWh: number, unitHours: number): JobReading => ({
  ...{ periodStartMs: T0, jobId: 'job', poolId: `${siteId}-gpu`, siteId, unitHours, energyWh },
  method: 'modelled',
});
const name = { zh: '名', en: 'name' };
const context = {
  sites: ['hall', 'barn'].map((id) => ({ id, name, area: 'town' })),
  pools: new Map(['hall-gpu', 'barn-gpu'].map((id) => [id, { kind: 'gpu', pflopsPerUnit: 0.5 }])),
  ownerOf: () => 'lab',
};
const figureContext = { source: name, quality: 'measured' as const, atMs: T0 };
const period = (change: Partial<FootprintPeriod> = {}): FootprintPeriod => ({
  startMs: T0,
  rows: [
    row('load', 'town', 4_000_000, 2_000_000),
    row('site', 'hall', 1_000_000, 500_000),
    row('job', 'job', 3_000_000, 1_500_000),
  ],
  jobReadings: [reading('hall', 2_000_000, 6), reading('barn', 1_000_000, 3)],
  sites: {
    hall: { facilityWh: 3_000_000, itWh: 2_500_000, waterLitres: null, reusedWh: null },
    barn: { facilityWh: 1_000_000, itWh: null, waterLitres: null, reusedWh: null },
  },
  coveredWh: { 'job job': 1_200_000, 'load town': 1_000_000 },
  location: factor('average', 0.5),
  residual: factor('residual', 0.8),
  marginal: { town: factor('coal', 0.9, true) },
  siteYuanPerMwh: { hall: 400, barn: 400 },
  ...change,
});
function counted(...periods: readonly FootprintPeriod[]): Footprint {
  const footprint = new Footprint(context);
  for (const each of periods) footprint.add(each);
  return footprint;
}
const kpis = (site: string, footprint: Footprint) =>
  Object.fromEntries(
    siteFigures(
      { id: site, name },
      footprint.siteSums.get(site)!,
      footprint.sites.get(site)!,
      figureContext,
    ).kpis.map((kpi) => [kpi.id.split('.')[0]!, kpi]),
  );

describe('carbon by three methods', () => {
  it('location takes the average, market what nothing covers at the residual mix, marginal the unit on the margin', () => {
    const { tonnes, coveredWh } = counted(period()).region;
    // 8 MWh x 0.5 = 4 t; (8 - 1.2 - 1) x 0.8 = 4.64 t; 8 x 0.9 = 7.2 t.
    expect(tonnes.location).toBeCloseTo(4, 12);
    expect(tonnes.market).toBeCloseTo(4.64, 12);
    expect(tonnes.marginal).toBeCloseTo(7.2, 12);
    expect(coveredWh).toBeCloseTo(2_200_000, 6);
  });

  it('a job at two sites is split by its readings, and its cover goes with it', () => {
    const footprint = counted(period());
    // hall: 1 MWh of its own and 2 of the job, of which 0.8 covered: (3 - 0.8) x 0.8 = 1.76 t.
    expect(footprint.sites.get('hall')!.tonnes.market).toBeCloseTo(1.76, 12);
    expect(footprint.sites.get('barn')!.tonnes.location).toBeCloseTo(0.5, 12);
    expect(footprint.owners.get('lab')!.energyWh).toBeCloseTo(3_000_000, 6);
    expect(footprint.jobs.get('job')!.tonnes.market).toBeCloseTo(1.44, 12);
  });

  it('cover never makes a consumer cleaner than nothing', () => {
    const footprint = counted(period({ coveredWh: { 'job job': 9_000_000 } }));
    expect(footprint.jobs.get('job')!.tonnes.market).toBe(0);
    expect(footprint.jobs.get('job')!.coveredWh).toBeCloseTo(3_000_000, 6);
  });

  it('each figure names its factors, and the share by totals stands beside the matched one', () => {
    const sums = counted(period()).region;
    const shown = footprintRow({ kind: 'region', id: 'small', name }, sums, figureContext);
    expect(shown.carbon.map(({ id }) => id)).toEqual([
      'locationCarbonTonnes.small',
      'marketCarbonTonnes.small',
      'marginalCarbonTonnes.small',
    ]);
    expect(JSON.stringify(shown.carbon[2]!.inputs)).toContain('factor coal (on the margin of the plan)');
    // Traced 4 of 8 MWh; covered 2.2 of 8.
    expect(shown.greenShares.map(({ value }) => value)).toEqual([0.5, expect.closeTo(0.275, 12)]);
  });
});

describe('figures of a site', () => {
  it('PUE, CUE, REF, carbon per PFLOPS-day and yuan per GPU-hour', () => {
    const hall = kpis('hall', counted(period()));
    expect(hall.pueRatio!.value).toBeCloseTo(1.2, 12); // 3 / 2.5
    expect(hall.cueKgPerKwh!.value).toBeCloseTo(0.6, 12); // 3 x 0.5 / 2.5
    expect(hall.refRatio!.value).toBeCloseTo(0.8 / 3, 12);
    expect(hall.matchedShareRatio!.value).toBeCloseTo(0.5, 12);
    expect(hall.tonnesPerPflopsDay!.value).toBeCloseTo(12, 12); // 1.5 t / (6 x 0.5 / 24)
    expect(hall.yuanPerGpuHour!.value).toBeCloseTo(200, 12); // 3 MWh x 400 / 6
  });

  it('without a meter of water or reused heat WUE and ERF are unknown, never 0, and say why', () => {
    const { wueLitresPerKwh, erfRatio } = kpis('hall', counted(period()));
    expect([wueLitresPerKwh!.value, erfRatio!.value]).toEqual([null, null]);
    expect(wueLitresPerKwh!.formula.en).toContain('no water meter');
  });

  it('with meters they count the periods in which both were read', () => {
    const wet = { facilityWh: 3_000_000, itWh: 2_000_000, waterLitres: 4_000, reusedWh: 300_000 };
    const dry = { ...wet, waterLitres: null, reusedWh: null };
    const hall = kpis('hall', counted(period({ sites: { hall: wet } }), period({ sites: { hall: dry } })));
    expect(hall.wueLitresPerKwh!.value).toBeCloseTo(2, 12); // 4,000 L / 2,000 kWh
    expect(hall.erfRatio!.value).toBeCloseTo(0.1, 12);
  });

  it('a site without an IT meter has no PUE, and one without prices no cost', () => {
    const footprint = counted(period({ siteYuanPerMwh: { barn: null } }));
    expect(kpis('barn', footprint).pueRatio!.value).toBeNull();
    expect(kpis('barn', footprint).yuanPerGpuHour!.value).toBeNull();
  });
});

describe('the margin', () => {
  const setter = (kind: PriceSetter['kind'], element: string): PriceSetter => ({
    ...{ area: 'town', kind, element, fromMs: T0, toMs: T0 + 3_600_000, yuanPerMwh: 300 },
  });
  const region = { thermalUnits: [{ id: 'coal', emissionTco2PerMwh: 0.85 }] } as never;
  const at = (kind: PriceSetter['kind'], element: string, atMs = T0) =>
    marginalFactor('town', atMs, [setter(kind, element)], region, { tie: 0.58 }, factor('dated', 0.83));

  it('is the fuel unit, the grid bought from, or nothing where clean energy is thrown away', () => {
    expect(at('thermal', 'coal')).toMatchObject({ id: 'coal', tco2PerMwh: 0.85, fromPlan: true });
    expect(at('import', 'tie')).toMatchObject({ tco2PerMwh: 0.58, fromPlan: true });
    expect(at('curtail', 'roof')).toMatchObject({ tco2PerMwh: 0, fromPlan: true });
  });

  it('is the dated factor where a store or water only moves energy, and where no plan speaks of the period', () => {
    expect(at('storage', 'store')).toMatchObject({ id: 'dated', fromPlan: false });
    expect(at('thermal', 'coal', T0 + 7_200_000)).toMatchObject({ id: 'dated' });
  });
});

describe('targets', () => {
  const target: EnergyTarget = {
    ...{ id: 'cap', title: name, measure: 'energyMwh', limit: 1_000, soFar: 100, source: 's' },
    ...{ effectiveFrom: '2025-03-01', effectiveTo: '2025-03-10' },
  };
  it('go on at the mean pace of the metered hours', () => {
    // 100 + 48 MWh in 24 h; 24 h are left on the last day: 148 + 2 x 24 = 196.
    const state = targetState(target, { amount: 48, meteredHours: 24, factors: [] }, T0, figureContext);
    expect([state.toDate.value, state.projected.value, state.isProjectedWithin]).toEqual([148, 196, true]);
  });
  it('have no projection before anything was metered', () => {
    const state = targetState(target, { amount: 0, meteredHours: 0, factors: [] }, T0, figureContext);
    expect([state.projected.value, state.isProjectedWithin]).toEqual([null, null]);
  });
});
