import type {
  CarbonAccounting,
  EmissionFactor,
  EnergyTarget,
  FootprintRow,
  FootprintView,
  Kpi,
  Region,
  TargetState,
} from '#dispatch/domain';
import {
  datedFactor,
  type Factor,
  type FigureContext,
  Footprint,
  type FootprintPeriod,
  footprintRow,
  marginalFactor,
  siteFigures,
  type TargetCount,
  targetState,
} from '#dispatch/footprint';
import { coveredByTrace, pricesAt } from '#dispatch/settle';
import type { Scenario } from '#dispatch/sources';
import { dailyEnergy, jobAccounts, priceSettersWithin, type StoreDb } from '#dispatch/store';
import {
  type Bilingual,
  type EpochMs,
  energyOver,
  MS_PER_HOUR,
  mwhToWh,
  shanghaiDay,
  shanghaiDayStartMs,
  type Wh,
} from '#units';
import { monthSpan } from './month-settlement.ts';
import { type PeriodRecord, periodRecords } from './period-records.ts';
import { untilNextBlock } from './until-next-block.ts';

const MS_PER_DAY = 24 * MS_PER_HOUR;
const NOBODY: Bilingual = { zh: '未注明', en: 'not named' };

export interface FootprintWish {
  readonly scenario: Scenario;
  readonly db: StoreDb;
  /** `2025-03-10` or `2025-03`, Shanghai. */
  readonly span: string;
  readonly nowMs: EpochMs;
  /** One job beside the region, its sites and the owners of jobs. */
  readonly jobId?: string;
}

/** Carbon and the figures of ISO/IEC 30134 over a day or a month, and how targets stand; null when no period of it is closed. */
export const footprintOf = (wish: FootprintWish): Promise<FootprintView | null> =>
  untilNextBlock(wish.scenario, wish.db, `footprint ${wish.span} ${wish.jobId ?? ''}`, () => counted(wish));

async function counted(wish: FootprintWish): Promise<FootprintView | null> {
  const { scenario, db, span, nowMs, jobId } = wish;
  const { region } = scenario;
  const { fromMs, toMs } = spanOf(span);
  const accounting = accountingOn(region, fromMs);
  if (accounting === null) return withoutFactors(span, fromMs, toMs);
  const owners = new Map<string, string | null>();
  const footprint = new Footprint({
    sites: region.sites,
    pools: new Map(region.sites.flatMap(({ pools }) => pools).map((pool) => [pool.id, pool])),
    ownerOf: (id) => owners.get(id) ?? '',
  });
  const qualities = new Set<string>();
  for await (const records of periodRecords(scenario, db, fromMs, toMs)) {
    await learnOwners(db, records, owners);
    const setters = await priceSettersWithin(db, records[0]!.startMs, records.at(-1)!.startMs);
    for (const record of records) {
      for (const quality of record.qualities) qualities.add(quality);
      const held = setters.get(record.startMs) ?? [];
      footprint.add(periodOf(record, region, accounting, held));
    }
  }
  if (footprint.periodCount === 0) return null;
  const context = figureContext(region, qualities, nowMs);
  const rows = rowsOf(footprint, region, jobId, context);
  const sites = region.sites.map((site) =>
    siteFigures(site, footprint.siteSums.get(site.id)!, footprint.sites.get(site.id)!, context),
  );
  const targets = await targetStates(wish, accounting, context);
  const remarks = remarksOf(footprint);
  return { span, fromMs, toMs, periodCount: footprint.periodCount, rows, sites, targets, remarks };
}

const spanOf = (span: string): { readonly fromMs: EpochMs; readonly toMs: EpochMs } => {
  if (span.length === 7) return monthSpan(span);
  const fromMs = shanghaiDayStartMs(span);
  return { fromMs, toMs: fromMs + MS_PER_DAY };
};

const holdsOn =
  (day: string) =>
  (each: { readonly effectiveFrom: string; readonly effectiveTo?: string | undefined }): boolean =>
    each.effectiveFrom <= day && day <= (each.effectiveTo ?? '9999');

const accountingOn = (region: Region, atMs: EpochMs): CarbonAccounting | null =>
  region.carbonAccounting.find(holdsOn(shanghaiDay(atMs))) ?? null;

/** A factor on a day: that version, else the last one before it. */
function factorOn(region: Region, id: string, day: string): EmissionFactor {
  const versions = region.emissionFactors.filter((factor) => factor.id === id);
  return (
    versions.find(holdsOn(day)) ??
    versions.toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? 1 : -1))[0]!
  );
}

function periodOf(
  record: PeriodRecord,
  region: Region,
  accounting: CarbonAccounting,
  setters: Parameters<typeof marginalFactor>[2],
): FootprintPeriod {
  const day = shanghaiDay(record.startMs);
  const factor = (id: string): Factor => datedFactor(factorOn(region, id, day));
  const gridTco2PerMwh = Object.fromEntries(
    region.gridConnections.map(({ id }) => [id, record.valueAt(id, 'emissionTco2PerMwh')]),
  );
  const dated = factor(accounting.marginalFactor);
  const marginal = Object.fromEntries(
    region.areas.map(({ id }) => [
      id,
      marginalFactor(id, record.startMs, setters, region, gridTco2PerMwh, dated),
    ]),
  );
  return {
    startMs: record.startMs,
    rows: record.rows,
    jobReadings: record.jobReadings,
    sites: siteMeters(record, region),
    coveredWh: coveredByTrace(record.rows, record.claims),
    location: factor(accounting.locationFactor),
    residual: factor(accounting.residualFactor),
    marginal,
    siteYuanPerMwh: sitePrices(record, region),
  };
}

function siteMeters(record: PeriodRecord, region: Region): FootprintPeriod['sites'] {
  const hours = record.minutes / 60;
  const energyOf = (id: string, quantity: string): Wh | null => {
    const powerMw = record.readingOf(id, quantity);
    return powerMw === null ? null : mwhToWh(energyOver(hours, Math.max(0, powerMw)));
  };
  return Object.fromEntries(
    region.sites.map(({ id }) => {
      const waterM3PerH = record.readingOf(id, 'waterM3PerH');
      return [
        id,
        {
          facilityWh: energyOf(id, 'facilityMw'),
          itWh: energyOf(id, 'itMw'),
          waterLitres: waterM3PerH === null ? null : waterM3PerH * hours * 1000,
          reusedWh: energyOf(id, 'reusedHeatMw'),
        },
      ];
    }),
  );
}

/** Mean price of a site's energy: its contracts' for what they settled, the settlement's for the rest. */
function sitePrices(record: PeriodRecord, region: Region): Readonly<Record<string, number | null>> {
  const prices = pricesAt(region.settlement, record.startMs);
  return Object.fromEntries(
    region.sites.map(({ id }) => {
      const facilityMw = record.readingOf(id, 'facilityMw');
      if (prices === null || facilityMw === null) return [id, null];
      const wholeWh = mwhToWh(energyOver(record.minutes / 60, facilityMw));
      const rest = prices.consumptionYuanPerMwh;
      const added = record.contracts.reduce((sum, { contractId, byConsumerWh }) => {
        const contract = region.contracts.find((each) => each.id === contractId);
        const price = contract ? contract.energyYuanPerMwh + contract.environmentYuanPerMwh : rest;
        return sum + (byConsumerWh[id] ?? 0) * (price - rest);
      }, 0);
      return [id, wholeWh > 0 ? rest + added / wholeWh : rest];
    }),
  );
}

async function learnOwners(
  db: StoreDb,
  records: readonly PeriodRecord[],
  owners: Map<string, string | null>,
): Promise<void> {
  const ids = records.flatMap(({ rows }) =>
    rows.filter(({ consumer }) => consumer.kind === 'job').map(({ consumer }) => consumer.id),
  );
  const unknown = [...new Set(ids)].filter((id) => !owners.has(id));
  for (const [id, { owner }] of await jobAccounts(db, unknown)) owners.set(id, owner);
}

function figureContext(region: Region, qualities: ReadonlySet<string>, atMs: EpochMs): FigureContext {
  const quality: Kpi['quality'] = qualities.has('generated')
    ? 'generated'
    : [...qualities].every((each) => each === 'measured')
      ? 'measured'
      : 'estimated';
  const source =
    region.generated === undefined
      ? { zh: '电表', en: 'meters' }
      : { zh: '数字孪生（生成数据）', en: 'digital twin (generated data)' };
  return { source, quality, atMs };
}

function rowsOf(
  footprint: Footprint,
  region: Region,
  jobId: string | undefined,
  context: FigureContext,
): FootprintRow[] {
  const job = jobId === undefined ? undefined : footprint.jobs.get(jobId);
  return [
    footprintRow({ kind: 'region', id: region.id, name: region.name }, footprint.region, context),
    ...region.sites.map(({ id, name }) =>
      footprintRow({ kind: 'site', id, name }, footprint.sites.get(id)!, context),
    ),
    ...[...footprint.owners]
      .sort(([, a], [, b]) => b.energyWh - a.energyWh)
      .map(([id, sums]) =>
        footprintRow({ kind: 'owner', id, name: id === '' ? NOBODY : { zh: id, en: id } }, sums, context),
      ),
    ...(job === undefined
      ? []
      : [footprintRow({ kind: 'job', id: jobId!, name: { zh: jobId!, en: jobId! } }, job, context)]),
  ];
}

/** Every target that the span touches, counted from its first day to the end of what is metered. */
async function targetStates(
  { scenario: { region }, db, nowMs }: FootprintWish,
  accounting: CarbonAccounting,
  context: FigureContext,
): Promise<TargetState[]> {
  const today = shanghaiDay(nowMs);
  const states: TargetState[] = [];
  for (const target of region.energyTargets.filter(holdsOn(today))) {
    const count = await countOf(target, region, db, accounting, nowMs);
    states.push(targetState(target, count, nowMs, context));
  }
  return states;
}

async function countOf(
  target: EnergyTarget,
  region: Region,
  db: StoreDb,
  accounting: CarbonAccounting,
  nowMs: EpochMs,
): Promise<TargetCount> {
  const fromMs = shanghaiDayStartMs(target.effectiveFrom);
  const meters =
    target.site === undefined
      ? [
          ...region.areas.map(({ id }) => [id, 'loadMw'] as const),
          ...region.sites.map(({ id }) => [id, 'facilityMw'] as const),
        ]
      : ([[target.site, 'facilityMw']] as const);
  const days = await dailyEnergy(db, meters, fromMs, nowMs);
  const factors = new Set<string>();
  const amount = days.reduce((sum, { day, energyMwh }) => {
    if (target.measure === 'energyMwh') return sum + energyMwh;
    const { id, tco2PerMwh } = factorOn(region, accounting.locationFactor, day);
    factors.add(id);
    return sum + energyMwh * tco2PerMwh;
  }, 0);
  const meteredHours = days.reduce((sum, { hours }) => sum + hours, 0);
  return { amount, meteredHours, factors: [...factors] };
}

function remarksOf({ unplacedWh }: Footprint): Bilingual[] {
  if (unplacedWh === 0) return [];
  return [
    {
      zh: `有 ${(unplacedWh / 1e6).toFixed(3)} MWh 作业用电没有站点读数，未计入。`,
      en: `${(unplacedWh / 1e6).toFixed(3)} MWh of jobs have no reading at a site and are not counted.`,
    },
  ];
}

const withoutFactors = (span: string, fromMs: EpochMs, toMs: EpochMs): FootprintView => ({
  ...{ span, fromMs, toMs, periodCount: 0, rows: [], sites: [], targets: [] },
  remarks: [
    {
      zh: '没有生效的碳核算因子：在 region.yaml 的 carbonAccounting 里写明各方法用哪个因子。',
      en: 'No factors for counting carbon are in force: say under carbonAccounting in region.yaml which factor each method takes.',
    },
  ],
});
