import { type Meter, meterRatingMw, type Region } from '#dispatch/domain';
import { type EpochMs, MS_PER_HOUR, type Mw, type Wh } from '#units';

/** Wh of one unit. */
export const WH_PER_UNIT = { Wh: 1, kWh: 1e3, MWh: 1e6, kW: 1e3, MW: 1e6 } as const;

/** A meter in the terms of its readings. */
export interface ChannelMeter {
  readonly id: string;
  readonly installedFromMs: EpochMs;
  readonly removedAtMs: EpochMs | null;
  readonly ratedMw: Mw | null;
  /** Null for a meter of intervals. */
  readonly register: {
    /** Energy of one count, and of the whole register before it begins anew. */
    readonly countWh: number;
    readonly modulusWh: number;
  } | null;
}
/** The meters that decide one reading, one after the other. */
export interface Channel {
  readonly element: string;
  readonly quantity: string;
  readonly meters: readonly ChannelMeter[];
}

/** The channels of a region, each with its meters in the order in which they were installed. */
export function channelsOf(region: Region): Channel[] {
  const channels = new Map<string, { element: string; quantity: string; meters: ChannelMeter[] }>();
  for (const meter of region.meters) {
    const { element, quantity } = meter;
    const key = channelKey(meter);
    const channel = channels.get(key) ?? { element, quantity, meters: [] };
    channel.meters.push(channelMeter(region, meter));
    channels.set(key, channel);
  }
  for (const { meters } of channels.values()) meters.sort((a, b) => a.installedFromMs - b.installedFromMs);
  return [...channels.values()];
}

export const channelKey = ({ element, quantity }: { readonly element: string; readonly quantity: string }) =>
  `${element} ${quantity}`;

function channelMeter(region: Region, meter: Meter): ChannelMeter {
  const { register } = meter;
  const countWh = register === undefined ? 0 : register.multiplier * WH_PER_UNIT[register.unit];
  return {
    id: meter.id,
    installedFromMs: Date.parse(meter.installedFrom),
    removedAtMs: meter.removedAt === undefined ? null : Date.parse(meter.removedAt),
    ratedMw: meterRatingMw(region, meter),
    register: register === undefined ? null : { countWh, modulusWh: countWh * 10 ** register.digits },
  };
}

/** What runs through a rating in a time. */
export const ratedWhOver = (ratedMw: Mw, fromMs: EpochMs, untilMs: EpochMs): Wh =>
  (ratedMw * 1e6 * (untilMs - fromMs)) / MS_PER_HOUR;

/** Whether a meter of the channel was in place at some time between two instants. */
export const isMetered = ({ meters }: Channel, fromMs: EpochMs, untilMs: EpochMs): boolean =>
  meters.some(
    (meter) => meter.installedFromMs < untilMs && (meter.removedAtMs ?? Number.POSITIVE_INFINITY) > fromMs,
  );
