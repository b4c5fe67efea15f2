import type { Plan } from '#dispatch/domain';
import { horizonEndMs, periodMs } from '#units';
import { energy } from './figures.ts';
import { timeFrame } from './frame.ts';
import type { ChartColour, ChartContext, ChartKey, ChartPicture } from './picture.ts';
import { energyMwh, type PlanTotals, planTotals } from './plan-totals.ts';
import { bandSeries, lineSeries, periodStarts, readerOver, stepsOver } from './steps.ts';
import { tableOfKeys } from './table.ts';
import { LABELS, sentence } from './words.ts';

interface Band {
  readonly id: keyof typeof LABELS;
  readonly row: keyof PlanTotals;
  readonly colour: ChartColour;
  readonly side: 'supply' | 'use';
  readonly hatched?: boolean;
}

/** From the axis outwards: steady sources first, so that the changing ones ride on top. */
const BANDS: readonly Band[] = [
  { id: 'thermal', row: 'thermalMw', colour: 'thermal', side: 'supply' },
  { id: 'hydro', row: 'hydroMw', colour: 'water', side: 'supply' },
  { id: 'csp', row: 'cspMw', colour: 'sunHeat', side: 'supply' },
  { id: 'wind', row: 'windMw', colour: 'wind', side: 'supply' },
  { id: 'pv', row: 'pvMw', colour: 'sun', side: 'supply' },
  { id: 'discharge', row: 'dischargeMw', colour: 'storageDischarge', side: 'supply' },
  { id: 'ambient', row: 'ambientMw', colour: 'load', side: 'supply' },
  { id: 'import', row: 'importMw', colour: 'gridImport', side: 'supply' },
  { id: 'unserved', row: 'unservedMw', colour: 'alarm', side: 'supply' },
  { id: 'curtailed', row: 'curtailedMw', colour: 'curtailed', side: 'supply', hatched: true },
  { id: 'charge', row: 'chargeMw', colour: 'storageCharge', side: 'use' },
  { id: 'hvdc', row: 'hvdcSentMw', colour: 'export', side: 'use' },
  { id: 'export', row: 'gridExportMw', colour: 'export', side: 'use' },
  { id: 'transferLoss', row: 'transferLossMw', colour: 'carbon', side: 'use' },
];

const present = (totals: PlanTotals): Band[] =>
  BANDS.filter(({ row }) => totals[row].some((value) => value > 1e-6));

const demandOf = (totals: PlanTotals): number[] =>
  totals.loadMw.map((load, t) => load + (totals.computeMw[t] as number));

const keysOf = (
  context: ChartContext,
  plan: Plan,
  totals: PlanTotals,
  bands: readonly Band[],
): ChartKey[] => {
  const { look, language } = context;
  const key = (
    id: keyof typeof LABELS,
    colour: ChartColour,
    mark: ChartKey['mark'],
    values: readonly number[],
  ) => ({
    id,
    name: LABELS[id][language],
    colour: look.colours[colour],
    mark,
    unit: 'MW',
    valueAt: readerOver(plan.horizon, values),
  });
  const bandKeys = bands.map((band) =>
    key(band.id, band.colour, band.hatched ? 'hatched' : 'area', totals[band.row]),
  );
  const supply = bandKeys.filter((_, i) => bands[i]?.side === 'supply');
  const use = bandKeys.filter((_, i) => bands[i]?.side === 'use');
  return [
    ...supply,
    key('demand', 'ink', 'line', demandOf(totals)),
    key('compute', 'compute', 'line', totals.computeMw),
    ...use,
  ];
};

const DESCRIPTION = {
  zh: '按来源堆叠的发电与用电：光伏 {pv}，风电 {wind}，水电 {hydro}，{more}购电 {import}，弃电 {curtailed}；算力用电 {compute}。',
  en: 'Power by source and use: solar {pv}, wind {wind}, hydro {hydro}, {more}import {import}, curtailed {curtailed}; compute uses {compute}.',
};
/** Sources that only some regions have. */
const moreSources = (plan: Plan, totals: PlanTotals, language: ChartContext['language']): string =>
  (['csp', 'thermal'] as const)
    .map((id) => ({ name: LABELS[id][language], mwh: energyMwh(plan, totals[`${id}Mw`]) }))
    .filter(({ mwh }) => mwh > 0)
    .map(({ name, mwh }) =>
      language === 'zh'
        ? `${name} ${energy(mwh, language)}，`
        : `${name.toLowerCase()} ${energy(mwh, language)}, `,
    )
    .join('');
const TITLE = { zh: '电力从哪里来，到哪里去', en: 'Where the power comes from and goes' };

/**
 * The plan's power balance: sources stacked above zero up to what could have been (hatched), charging and export
 * below zero, and what the region itself uses as an outline. Above = outline + below, period by period.
 */
export const planStackPicture = (plan: Plan, context: ChartContext): ChartPicture => {
  const { language, look } = context;
  const totals = planTotals(plan);
  const bands = present(totals);
  const keys = keysOf(context, plan, totals, bands);
  const signed = (band: Band) =>
    band.side === 'use' ? totals[band.row].map((value) => -value) : totals[band.row];
  const line = (id: 'demand' | 'compute', colour: string, values: readonly number[], width: number) =>
    lineSeries({ id, name: LABELS[id][language], colour, width, z: 5 }, stepsOver(plan.horizon, values));
  const text = (row: keyof PlanTotals) => energy(energyMwh(plan, totals[row]), language);
  return {
    id: 'plan-stack',
    title: TITLE[language],
    description: sentence(DESCRIPTION[language], {
      pv: text('pvMw'),
      wind: text('windMw'),
      hydro: text('hydroMw'),
      more: moreSources(plan, totals, language),
      import: text('importMw'),
      curtailed: text('curtailedMw'),
      compute: text('computeMw'),
    }),
    unit: 'MW',
    option: timeFrame(context, {
      extentMs: [plan.horizon.startMs, horizonEndMs(plan.horizon)],
      series: [
        ...bands.map((band) =>
          bandSeries(
            {
              id: band.id,
              name: LABELS[band.id][language],
              colour: look.colours[band.colour],
              stack: band.side,
              hatched: band.hatched ?? false,
              opacity: band.id === 'export' ? 0.6 : 0.86,
            },
            context,
            stepsOver(plan.horizon, signed(band)),
          ),
        ),
        line('demand', look.colours.ink, demandOf(totals), 1.75),
        line('compute', look.colours.compute, totals.computeMw, 1.75),
      ],
    }),
    keys,
    extentMs: [plan.horizon.startMs, horizonEndMs(plan.horizon)],
    heightPx: 300,
    stepMs: periodMs(plan.horizon),
    table: () => tableOfKeys(context, periodStarts(plan.horizon), keys),
  };
};
