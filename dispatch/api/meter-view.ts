import {
  elementNames,
  type Meter,
  type MeterDayView,
  type MeteredPeriod,
  type MeterReceipt,
  type MeterState,
  type MeterView,
  meterRatingMw,
} from '#dispatch/domain';
import { channelKey } from '#dispatch/sources';
import { lastReceipts, latestMetered, meteredWithin, receiptsWithin } from '#dispatch/store';
import { type EpochMs, MS_PER_HOUR, MS_PER_MINUTE, shanghaiDay, shanghaiDayStartMs } from '#units';
import { type DispatchState, storeOf } from './room-state.ts';

const DAY_MS = 24 * MS_PER_HOUR;

/** The meters of the region as they stand now: what came last, how old it is, what was flagged today. */
export async function meterViews(state: DispatchState): Promise<MeterView[]> {
  const { region } = state.scenario;
  const nowMs = state.context.clock.now();
  const dayMs = shanghaiDayStartMs(shanghaiDay(nowMs));
  const store = storeOf(state);
  const last = await lastReceipts(
    store,
    region.meters.map(({ id }) => id),
  );
  const latest = new Map((await latestMetered(store)).map((period) => [channelKey(period), period]));
  const today = await meteredWithin(store, dayMs, dayMs + DAY_MS);
  const names = elementNames(region);
  return region.meters.map((meter): MeterView => {
    const receipt = last.get(meter.id) ?? null;
    const flags = today.flatMap((period) => period.flags.filter((flag) => flag.meter === meter.id));
    return {
      ...factsOf(meter),
      elementName: names[meter.element] ?? { zh: meter.element, en: meter.element },
      ratedMw: meterRatingMw(region, meter),
      state: stateOf(meter, receipt, nowMs),
      last: receipt,
      ageMs: receipt === null ? null : Math.max(0, nowMs - receipt.untilMs),
      latest: latestOf(meter, latest.get(channelKey(meter)), region.periodMinutes),
      flags: [...new Map(flags.map((flag) => [JSON.stringify(flag), flag])).values()],
    };
  });
}

const instantOf = (text: string | undefined): EpochMs | null =>
  text === undefined ? null : Date.parse(text);

const factsOf = (meter: Meter) => ({
  ...{ id: meter.id, element: meter.element, quantity: meter.quantity, register: meter.register ?? null },
  installedFromMs: Date.parse(meter.installedFrom),
  removedAtMs: instantOf(meter.removedAt),
  staleAfterMinutes: meter.staleAfterMinutes,
});

function stateOf(meter: Meter, last: MeterReceipt | null, nowMs: EpochMs): MeterState {
  if (Date.parse(meter.installedFrom) > nowMs) return 'planned';
  if (meter.removedAt !== undefined && Date.parse(meter.removedAt) <= nowMs) return 'removed';
  if (last === null) return 'silent';
  return nowMs - last.untilMs > meter.staleAfterMinutes * MS_PER_MINUTE ? 'stale' : 'fresh';
}

/** The latest period of the element that this very meter was in place for. */
function latestOf(
  meter: Meter,
  period: MeteredPeriod | undefined,
  periodMinutes: number,
): MeterView['latest'] {
  if (period === undefined) return null;
  const { periodStartMs, energyWh, quality } = period;
  const endMs = periodStartMs + periodMinutes * MS_PER_MINUTE;
  const removedAtMs = instantOf(meter.removedAt) ?? Number.POSITIVE_INFINITY;
  if (Date.parse(meter.installedFrom) >= endMs || removedAtMs <= periodStartMs) return null;
  return { periodStartMs, meanMw: energyWh === null ? null : energyWh / 1e6 / (periodMinutes / 60), quality };
}

/** The raw receipts behind a meter's readings of a Shanghai day; null when there is no such meter. */
export async function meterDay(state: DispatchState, id: string, day: string): Promise<MeterDayView | null> {
  const meter = (await meterViews(state)).find((one) => one.id === id);
  if (meter === undefined) return null;
  const dayMs = shanghaiDayStartMs(day);
  const store = storeOf(state);
  const periods = await meteredWithin(store, dayMs, dayMs + DAY_MS, meter);
  return {
    meter,
    day,
    receipts: await receiptsWithin(store, [id], dayMs, dayMs + DAY_MS),
    periods: periods.map(({ periodStartMs, energyWh, quality, flags }) => ({
      ...{ startMs: periodStartMs, energyWh, quality, flags },
    })),
  };
}
