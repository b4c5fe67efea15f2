import { z } from 'zod';
import { PowerExpansion } from './region-expansion.ts';
import { BilingualName, Id, Value } from './value.ts';

const positive = z.number().positive();
const nonNegative = z.number().min(0);
const ratio = z.number().min(0).max(1);

/** Where power (or heat) is balanced. An area of heat is fed by boilers, back-pressure units and heat pumps. */
export const Area = z.strictObject({
  id: Id,
  name: BilingualName,
  /** Demand of everything that is not a compute site, MW. */
  loadMw: Value,
  /** Place on the region's picture, 0..100 from left and from top. */
  position: z.strictObject({ x: z.number(), y: z.number() }),
  /** The area lives on its own: what it must be able to do without help. */
  island: z
    .strictObject({
      /** Its stores last so long at the load of the moment. */
      autonomyHours: nonNegative,
      /** Grid-forming headroom of stores and turbines, as a share of the load. */
      formingRatio: ratio,
    })
    .optional(),
});

export const AcLine = z.strictObject({
  id: Id,
  name: BilingualName,
  from: Id,
  to: Id,
  reactanceOhm: positive,
  limitMw: positive,
  /** What it may carry for a short time after another line was lost; without it outages are not looked at here. */
  postContingencyMw: positive.optional(),
  /** Its loss is one that the other lines have to stand (N-1). */
  outage: z.boolean().default(false),
  expansion: PowerExpansion.optional(),
});

/** A scheduled DC link, out of the region or to another of its areas. */
export const HvdcLink = z.strictObject({
  id: Id,
  name: BilingualName,
  /** Area that feeds the sending end. */
  from: Id,
  /** Area that the receiving end feeds; without it that lies outside the region. */
  to: Id.optional(),
  ratedMw: positive,
  minimumRatio: ratio,
  lossRatio: ratio,
  /** A step of the schedule is held at least this long. */
  holdMinutes: positive,
  /** The schedule moves in multiples of this above its minimum; without it any power may be sent. */
  stepMw: positive.optional(),
  /** The schedule changes at most so often on one day, Shanghai time. */
  mostChangesPerDay: z.number().int().min(0).optional(),
  /** Paid per MWh that arrives. */
  deliveredPriceYuanPerMwh: Value.default(0),
  /** Contracted delivery at the receiving end, MW; a shortfall costs `shortfallYuanPerMwh`. */
  contractedMw: Value.default(0),
  shortfallYuanPerMwh: nonNegative.default(0),
  expansion: PowerExpansion.optional(),
});

/** Power that is changed on its way between two areas: a heat pump, an electric boiler, a back-to-back station. */
export const Converter = z.strictObject({
  id: Id,
  name: BilingualName,
  from: Id,
  to: Id,
  /** Most power that it takes from `from`. */
  ratedMw: nonNegative,
  /** Least and most power it takes, as shares of its rating; below 0 it runs backwards. */
  minimumRatio: Value.default(0),
  maximumRatio: Value.default(1),
  /** Power given per power taken; above 1 for a heat pump. */
  efficiencyRatio: Value,
  operatingYuanPerMwh: Value.default(0),
  expansion: PowerExpansion.optional(),
});

export const NetworkLink = z.strictObject({
  id: Id,
  name: BilingualName,
  from: Id,
  to: Id,
  gbps: positive,
  latencyMs: nonNegative,
});

export type Area = z.infer<typeof Area>;
export type AcLine = z.infer<typeof AcLine>;
export type HvdcLink = z.infer<typeof HvdcLink>;
export type Converter = z.infer<typeof Converter>;
export type NetworkLink = z.infer<typeof NetworkLink>;
