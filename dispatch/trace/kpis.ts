import type { Kpi } from '#dispatch/domain';
import { type EpochMs, whToMwh } from '#units';
import type { DaySums } from './day-sums.ts';

/** Where and when the figures below were taken. */
export interface KpiContext {
  readonly source: string;
  readonly quality: Kpi['quality'];
  readonly atMs: EpochMs;
}

type Definition = (sums: DaySums) => Omit<Kpi, keyof KpiContext>;

const over = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);
const mwh = (name: string, wh: number) => ({ name, value: whToMwh(wh), unit: 'MWh' });

/** Matched and annual-style shares stand side by side, in this order, wherever they are shown. */
const GREEN: readonly Definition[] = [
  (sums) => ({
    id: 'matchedGreenShareRatio',
    title: { zh: '绿电同时率（15分钟）', en: 'Green share, matched every 15 min' },
    value: over(sums.matchedWh, sums.loadWh),
    unit: 'ratio',
    formula: 'sum over periods of min(load, clean) / sum of load, within each connected zone',
    inputs: [mwh('matched', sums.matchedWh), mwh('load', sums.loadWh), count(sums)],
  }),
  (sums) => ({
    id: 'annualGreenShareRatio',
    title: { zh: '绿电总量占比（不分时）', en: 'Green share by totals' },
    value: sums.loadWh > 0 ? Math.min(1, sums.cleanWh / sums.loadWh) : null,
    unit: 'ratio',
    formula:
      'min(1, sum of clean / sum of load): says nothing about the hour; never shown without the matched one',
    inputs: [mwh('clean', sums.cleanWh), mwh('load', sums.loadWh), count(sums)],
  }),
  (sums) => ({
    id: 'tracedGreenShareRatio',
    title: { zh: '溯源绿电占比', en: 'Green share, traced' },
    value: over(sums.tracedCleanWh, sums.loadWh),
    unit: 'ratio',
    formula:
      'clean Wh given to areas and sites by proportional tracing / their Wh; exports take their own share',
    inputs: [mwh('clean traced to load', sums.tracedCleanWh), mwh('load', sums.loadWh)],
  }),
  (sums) => ({
    id: 'jobGreenShareRatio',
    title: { zh: '算力作业绿电占比', en: 'Green share of jobs' },
    value: over(sums.jobCleanWh, sums.jobWh),
    unit: 'ratio',
    formula: 'clean Wh traced to jobs / Wh of jobs',
    inputs: [mwh('clean traced to jobs', sums.jobCleanWh), mwh('jobs', sums.jobWh)],
  }),
  (sums) => ({
    id: 'curtailmentRatio',
    title: { zh: '弃电率', en: 'Curtailment' },
    value: sums.availableWh > 0 ? (sums.availableWh - sums.renewableWh) / sums.availableWh : null,
    unit: 'ratio',
    formula: '(available - generated) / available of sun and wind',
    inputs: [mwh('available', sums.availableWh), mwh('generated', sums.renewableWh)],
  }),
];

const CARBON: readonly Definition[] = [
  (sums) => ({
    id: 'loadCo2Tonnes',
    title: { zh: '用电碳排放（溯源法）', en: 'CO2 of consumption, traced' },
    value: sums.loadCo2,
    unit: 'tCO2',
    formula: 'sum over periods and sources of traced energy x emission factor of its source, areas and sites',
    inputs: [mwh('load', sums.loadWh), mwh('imported', sums.importWh)],
  }),
  (sums) => ({
    id: 'jobCo2Tonnes',
    title: { zh: '作业碳排放', en: 'CO2 of jobs, traced' },
    value: sums.jobCo2,
    unit: 'tCO2',
    formula: 'sum over periods and sources of energy traced to jobs x emission factor of its source',
    inputs: [mwh('jobs', sums.jobWh)],
  }),
  (sums) => ({
    id: 'carbonIntensityTco2PerMwh',
    title: { zh: '用电碳强度', en: 'Carbon intensity of consumption' },
    value: over(sums.loadCo2, whToMwh(sums.loadWh)),
    unit: 'tCO2/MWh',
    formula: 'traced CO2 of load / load',
    inputs: [{ name: 'CO2', value: sums.loadCo2, unit: 'tCO2' }, mwh('load', sums.loadWh)],
  }),
];

const ENERGY: readonly Definition[] = [
  (sums) => ({
    id: 'loadMwh',
    title: { zh: '用电量', en: 'Consumption' },
    value: whToMwh(sums.loadWh),
    unit: 'MWh',
    formula: 'areas + sites, exports left out',
    inputs: [mwh('sites', sums.siteWh), mwh('areas', sums.loadWh - sums.siteWh), count(sums)],
  }),
  (sums) => ({
    id: 'jobMwh',
    title: { zh: '作业用电量', en: 'Energy of jobs' },
    value: whToMwh(sums.jobWh),
    unit: 'MWh',
    formula: 'energy of jobs above idle with its cooling, reconciled to the meters of their sites',
    inputs: [mwh('jobs', sums.jobWh), mwh('sites', sums.siteWh)],
  }),
  (sums) => ({
    id: 'greenGenerationMwh',
    title: { zh: '清洁发电量', en: 'Clean generation' },
    value: whToMwh(sums.greenWh),
    unit: 'MWh',
    formula: 'sun + wind + water fed in',
    inputs: [mwh('sun, wind, water', sums.greenWh)],
  }),
  (sums) => ({
    id: 'gridImportMwh',
    title: { zh: '购入电量', en: 'Bought from the grid' },
    value: whToMwh(sums.importWh),
    unit: 'MWh',
    formula: 'sum of grid imports',
    inputs: [mwh('imports', sums.importWh)],
  }),
  (sums) => ({
    id: 'exportMwh',
    title: { zh: '外送电量', en: 'Sent out' },
    value: whToMwh(sums.exportWh),
    unit: 'MWh',
    formula: 'HVDC at the sending end + grid exports',
    inputs: [mwh('exports', sums.exportWh)],
  }),
  (sums) => ({
    id: 'storageDischargeMwh',
    title: { zh: '储能放电量', en: 'Out of storage' },
    value: whToMwh(sums.dischargeWh),
    unit: 'MWh',
    formula: 'sum of discharge of all storages',
    inputs: [mwh('discharged', sums.dischargeWh), mwh('charged', sums.chargeWh)],
  }),
  (sums) => ({
    id: 'pueRatio',
    title: { zh: 'PUE', en: 'PUE' },
    value: over(sums.facilityWh, sums.itWh),
    unit: '',
    formula: 'facility energy / IT energy of the sites with both meters (ISO/IEC 30134-2)',
    inputs: [mwh('facility', sums.facilityWh), mwh('IT', sums.itWh)],
  }),
];

const count = (sums: DaySums) => ({ name: 'periods', value: sums.periodCount });

/** Every figure with its formula and what went into it; null where there was nothing to divide by. */
export const kpisOf = (sums: DaySums, context: KpiContext): Kpi[] =>
  [...GREEN, ...CARBON, ...ENERGY].map((define) => ({ ...define(sums), ...context }));
