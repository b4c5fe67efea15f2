import type { Bid, BidOption, Placement, Plan, Region } from '#dispatch/domain';
import { type EpochMs, horizonEndMs, MS_PER_HOUR, periodAt, periodMs, periodStartMs } from '#units';
import type { PoolRow } from './bid.ts';

export interface QuickPlace {
  readonly plan: Plan;
  readonly region: Region;
  readonly pools: readonly PoolRow[];
  /** Units held a period of the plan, by pool id. */
  readonly held: ReadonlyMap<string, Float64Array>;
}

/** Whether the units that a placement holds are free in every period that it touches. */
export function hasRoom(placement: Placement, { plan, pools, held }: QuickPlace): boolean {
  const used = held.get(placement.poolId);
  const most = pools.find((pool) => pool.id === placement.poolId)?.unitCount ?? 0;
  return placement.segments.every(({ startMs, endMs }) => {
    const { horizon } = plan;
    for (let t = Math.max(0, periodAt(horizon, startMs)); t < horizon.periodCount; t += 1) {
      if (periodStartMs(horizon, t) >= endMs) break;
      if ((used?.[t] ?? 0) + placement.units > most + 1e-9) return false;
    }
    return true;
  });
}

interface Choice {
  readonly option: BidOption;
  readonly index: number;
  readonly startMs: EpochMs;
  readonly yuan: number;
}

/**
 * Places one new job at the prices of the plan in force, without another solve: the cheapest of all its ways and starts
 * (at once, or at the start of a period) whose units are free throughout. Null when none is free within the plan.
 */
export function quickPlace(bid: Bid, context: QuickPlace): Placement | null {
  let best: Choice | null = null;
  let atOnce: Choice | null = null;
  for (const [index, option] of bid.options.entries()) {
    for (const startMs of startsOf(bid, option, context.plan)) {
      if (!isFree(option, startMs, context)) continue;
      const yuan = priceOf(option, startMs, context) + latenessOf(bid, option, startMs);
      const choice = { option, index, startMs, yuan };
      if (best === null || yuan < best.yuan - 1e-9) best = choice;
      if (atOnce === null || startMs < atOnce.startMs) atOnce = choice;
    }
  }
  return best === null ? null : placementOf(bid, best, atOnce?.yuan ?? best.yuan, context);
}

/** Now (the release of the bid), then every later start of a period from which it still ends in time. */
function startsOf(bid: Bid, option: BidOption, plan: Plan): EpochMs[] {
  const firstMs = Math.max(bid.releaseMs, option.earliestMs ?? bid.releaseMs, plan.horizon.startMs);
  const lastMs =
    Math.min(bid.latestEndMs, horizonEndMs(plan.horizon)) - option.durationHours * MS_PER_HOUR + 500;
  const starts = firstMs <= lastMs ? [firstMs] : [];
  for (let t = periodAt(plan.horizon, firstMs) + 1; periodStartMs(plan.horizon, t) <= lastMs; t += 1) {
    starts.push(periodStartMs(plan.horizon, t));
  }
  return starts;
}

/** Every period that the work touches, with the hours it spends there. */
function* touched(option: BidOption, startMs: EpochMs, plan: Plan): Generator<readonly [number, number]> {
  const endMs = startMs + option.durationHours * MS_PER_HOUR;
  const length = periodMs(plan.horizon);
  for (let t = periodAt(plan.horizon, startMs); t < plan.horizon.periodCount; t += 1) {
    const fromMs = periodStartMs(plan.horizon, t);
    if (fromMs >= endMs) return;
    yield [t, (Math.min(endMs, fromMs + length) - Math.max(startMs, fromMs)) / MS_PER_HOUR];
  }
}

function isFree(option: BidOption, startMs: EpochMs, { plan, pools, held }: QuickPlace): boolean {
  const pool = pools[option.pool]!;
  const used = held.get(pool.id);
  for (const [t] of touched(option, startMs, plan)) {
    if ((used?.[t] ?? 0) + option.units > pool.unitCount + 1e-9) return false;
  }
  return true;
}

function priceOf(option: BidOption, startMs: EpochMs, context: QuickPlace): number {
  const { plan, region, pools } = context;
  const pool = pools[option.pool]!;
  const site = region.sites.find((row) => row.id === pool.siteId)!;
  const energyPrices = plan.prices[`areaYuanPerMwh.${site.area}`];
  const unitPrices = plan.prices[`poolYuanPerUnitHour.${pool.id}`];
  const facilityMw = option.itMw * facilityPerItOf(plan, site.id);
  let yuan = option.fixedYuan;
  for (const [t, hours] of touched(option, startMs, plan)) {
    yuan += hours * (facilityMw * (energyPrices?.[t] ?? 0) + option.units * (unitPrices?.[t] ?? 0));
  }
  return yuan;
}

const latenessOf = (bid: Bid, option: BidOption, startMs: EpochMs): number =>
  (bid.latenessYuanPerH * Math.max(0, startMs + option.durationHours * MS_PER_HOUR - bid.dueMs)) /
  MS_PER_HOUR;

/** The plan's own ratio of facility to IT power at a site; 1 where the plan says neither. */
function facilityPerItOf(plan: Plan, siteId: string): number {
  const sum = (quantity: string): number =>
    plan.series
      .find((row) => row.element === siteId && row.quantity === quantity)
      ?.values.reduce((a, b) => a + b, 0) ?? 0;
  const it = sum('itMw');
  return it > 0 ? Math.max(1, sum('facilityMw') / it) : 1;
}

function placementOf(bid: Bid, choice: Choice, atOnceYuan: number, context: QuickPlace): Placement {
  const { option, startMs } = choice;
  const pool = context.pools[option.pool]!;
  const energyMwh = option.itMw * facilityPerItOf(context.plan, pool.siteId) * option.durationHours;
  return {
    jobId: bid.id,
    option: choice.index,
    poolId: pool.id,
    siteId: pool.siteId,
    units: option.units,
    powerRatio: option.powerRatio,
    segments: [{ startMs, endMs: Math.round(startMs + option.durationHours * MS_PER_HOUR) }],
    energyMwh,
    costYuan: choice.yuan,
    co2Tonnes: energyMwh * meanTco2PerMwh(context.plan),
    runAtOnceYuan: atOnceYuan,
    reason: {
      zh: '提交后立即按现行计划的价格安排，下一次计划会重新优化。',
      en: 'Placed on arrival at the prices of the plan in force; the next plan looks at it again.',
    },
  };
}

/** Emissions of the plan over everything its areas and sites draw. */
function meanTco2PerMwh(plan: Plan): number {
  const drawn = plan.series
    .filter(
      (row) =>
        (row.kind === 'area' && row.quantity === 'loadMw') ||
        (row.kind === 'site' && row.quantity === 'facilityMw'),
    )
    .reduce((sum, row) => sum + row.values.reduce((a, b) => a + b, 0), 0);
  return drawn > 0 ? plan.co2Tonnes / ((drawn * plan.horizon.periodMinutes) / 60) : 0;
}
