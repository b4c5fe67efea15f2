import type { Placement, Plan, PlanSeries } from '#dispatch/domain';
import { type Horizon, MS_PER_HOUR } from '#units';

/** Tests' own plan: a small region whose power balances by construction in every period. */
export const balancedPlan = (
  periodCount: number,
  jobCount: number,
  startMs = Date.parse('2025-03-10T00:00:00+08:00'),
): Plan => {
  const horizon: Horizon = { startMs, periodMinutes: 15, periodCount };
  const rows = balancedRows(horizon);
  const placements = Array.from({ length: jobCount }, (_, i) => placementOf(i, horizon));
  return {
    regionId: 'sample',
    horizon,
    objective: 'cost',
    status: 'feasible',
    costYuan: 812_000,
    boundYuan: 800_000,
    objectiveValue: 812_000,
    objectiveBound: 800_000,
    gapRatio: 0.0148,
    co2Tonnes: 310,
    matchedGreenShareRatio: 0.87,
    annualGreenShareRatio: 0.94,
    curtailmentRatio: 0.031,
    costParts: [
      { name: 'gridImport', yuan: 1_200_000 },
      { name: 'batteryWear', yuan: 42_000 },
      { name: 'gridExport', yuan: -430_000 },
    ],
    runAtOnce: { costYuan: 991_000, co2Tonnes: 402 },
    placements,
    onlineServed: [{ jobId: 'chat', servedRatio: 1 }],
    refused: [
      { id: 'late-job', code: 'window', reason: { zh: '窗口太短。', en: 'The window is too short.' } },
    ],
    series: rows,
    prices: {
      'areaYuanPerMwh.xining': row(horizon, (h) => 320 - 180 * sun(h)),
      'areaYuanPerMwh.golmud': row(horizon, (h) => 300 - 240 * sun(h)),
    },
    explanations: [],
    priceSetters: [],
    rounds: [
      { round: 1, value: 905_000, bound: 610_000 },
      { round: 2, value: 840_000, bound: 770_000 },
      { round: 3, value: 845_000, bound: 800_000 },
      { round: 4, value: 812_000, bound: 795_000 },
    ],
    model: { columns: 5000, rows: 3000, nonZeros: 16_000 },
  };
};

const sun = (hour: number): number => Math.max(0, Math.sin(((hour - 6.5) / 12.5) * Math.PI));
const row = (horizon: Horizon, of: (hourOfDay: number, t: number) => number): number[] =>
  Array.from({ length: horizon.periodCount }, (_, t) => of((t * 0.25) % 24, t));

const balancedRows = (horizon: Horizon): PlanSeries[] => {
  const available = row(horizon, (h) => 900 * sun(h));
  const pv = available.map((value) => Math.min(value, 820));
  const wind = row(horizon, (h, t) => 160 + 90 * Math.sin(t / 17 + 1) + 20 * Math.sin(h));
  const hydro = row(horizon, (h) => 180 + 60 * Math.cos((h / 24) * 2 * Math.PI));
  const load = row(horizon, (h) => 430 + 80 * Math.sin(((h - 9) / 24) * 2 * Math.PI));
  const siteA = row(horizon, (h) => 40 + 70 * sun(h));
  const siteB = row(horizon, (h) => 25 + 20 * sun(h));
  const spare = load.map((value, t) => pv[t]! + wind[t]! + hydro[t]! - value - siteA[t]! - siteB[t]!);
  const charge = spare.map((value) => Math.min(120, Math.max(0, value)));
  const discharge = spare.map((value) => Math.min(90, Math.max(0, -value)));
  const sent = spare.map((value, t) => Math.max(0, value - charge[t]!));
  const imported = spare.map((value, t) => Math.max(0, -value - discharge[t]!));
  let stored = 200;
  const content = charge.map((value, t) => {
    stored = Math.min(600, Math.max(60, stored + 0.25 * (0.92 * value - discharge[t]! / 0.92)));
    return stored;
  });
  const line = (element: string, kind: PlanSeries['kind'], quantity: string, values: number[]) => ({
    element,
    kind,
    quantity,
    values,
  });
  return [
    line('gonghe-pv', 'pv', 'generationMw', pv),
    line('gonghe-pv', 'pv', 'availableMw', available),
    line('chaka-wind', 'wind', 'generationMw', wind),
    line('chaka-wind', 'wind', 'availableMw', wind),
    line('longyangxia', 'hydro', 'generationMw', hydro),
    line('storage', 'battery', 'chargeMw', charge),
    line('storage', 'battery', 'dischargeMw', discharge),
    line('storage', 'battery', 'storedMwh', content),
    line('grid', 'grid', 'importMw', imported),
    line(
      'grid',
      'grid',
      'importYuanPerMwh',
      row(horizon, (h) => (h >= 8 && h < 22 ? 420 : 230)),
    ),
    line('qingyu', 'hvdc', 'sentMw', sent),
    line('xining', 'area', 'loadMw', load),
    line('gonghe-hub', 'site', 'facilityMw', siteA),
    line('golmud-hub', 'site', 'facilityMw', siteB),
  ];
};

/** Jobs of a repeating pattern: widths 1 to 128, a third paused once, starts spread over the horizon. */
const placementOf = (i: number, { startMs, periodCount }: Horizon): Placement => {
  const lengthMs = (0.5 + ((i * 7) % 23) / 4) * MS_PER_HOUR;
  const room = Math.max(1, periodCount * 900_000 - lengthMs);
  const begin = startMs + Math.round((((i * 0.61803398875) % 1) * room) / 60_000) * 60_000;
  const pause = 0.75 * MS_PER_HOUR;
  const pool = ['gonghe-gpu', 'gonghe-cpu', 'golmud-gpu'][i % 3]!;
  const paused = i % 3 === 1;
  return {
    jobId: `job-${i}`,
    option: 0,
    poolId: pool,
    siteId: pool.startsWith('gonghe') ? 'gonghe-hub' : 'golmud-hub',
    units: 2 ** (i % 8),
    powerRatio: i % 5 === 0 ? 0.88 : 1,
    segments: paused
      ? [
          { startMs: begin, endMs: begin + lengthMs / 2 },
          { startMs: begin + lengthMs / 2 + pause, endMs: begin + lengthMs + pause },
        ]
      : [{ startMs: begin, endMs: begin + lengthMs }],
    energyMwh: (2 ** (i % 8) * lengthMs) / MS_PER_HOUR / 1400,
    costYuan: 2 ** (i % 8) * 1.3,
    co2Tonnes: 0.01,
    runAtOnceYuan: 2 ** (i % 8) * 1.7,
    reason: {
      zh: '等到正午：光伏有富余，电价比提交时低 140 元/MWh。',
      en: 'Waits for noon: spare solar makes energy 140 CNY/MWh cheaper than at submission.',
    },
  };
};
