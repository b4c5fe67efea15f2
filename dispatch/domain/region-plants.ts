import { z } from 'zod';
import { PowerExpansion, StoreExpansion } from './region-expansion.ts';
import { BilingualName, Id, Value } from './value.ts';

const positive = z.number().positive();
const nonNegative = z.number().min(0);
const ratio = z.number().min(0).max(1);
const place = { latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) };

const renewable = {
  id: Id,
  name: BilingualName,
  area: Id,
  /** 0 only where it may be built. */
  capacityMw: nonNegative,
  /** Available power as a share of capacity. */
  availableRatio: Value,
  operatingYuanPerMwh: nonNegative.default(0),
  expansion: PowerExpansion.optional(),
};
export const PvPlant = z.strictObject({ ...renewable, ...place });
export const WindPlant = z.strictObject(renewable);

/** Starting and stopping of a unit; without it the unit is always on. */
export const Commitment = z.strictObject({
  /** Paid for every hour in which it runs, whatever it gives. */
  noLoadYuanPerHour: nonNegative.default(0),
  startYuan: nonNegative.default(0),
  /** After so long a standstill a start is cold and costs this instead. */
  coldStart: z.strictObject({ afterHours: positive, yuan: nonNegative }).optional(),
  stopYuan: nonNegative.default(0),
  minimumUpHours: nonNegative.default(0),
  minimumDownHours: nonNegative.default(0),
  /** Most output in the period of a start and in the last one before a stop; without it the rating. */
  startMw: positive.optional(),
  stopMw: positive.optional(),
});

/** A unit that burns something: coal, gas, oil, biomass; in a power area, or a boiler in an area of heat. */
export const ThermalUnit = z.strictObject({
  id: Id,
  name: BilingualName,
  area: Id,
  /** 0 only where it may be built. */
  ratedMw: nonNegative,
  /** Least output while it runs, as a share of its rating. */
  minimumRatio: ratio.default(0),
  /** Share of the rating that can be had: below 1 in maintenance. */
  availableRatio: Value.default(1),
  /** Fuel and other running costs. */
  fuelYuanPerMwh: Value,
  /** Rise of the fuel cost with output: yuan per hour and MW squared. */
  fuelYuanPerMw2H: nonNegative.default(0),
  emissionTco2PerMwh: nonNegative,
  rampUpMwPerH: positive.optional(),
  rampDownMwPerH: positive.optional(),
  /** Heat that comes with the power (back pressure), into an area of heat. */
  heat: z.strictObject({ area: Id, mwPerMw: positive }).optional(),
  commitment: Commitment.optional(),
  /** Before anything was metered: its output, 0 when it stands still, and since when it runs or stands. */
  initialMw: nonNegative.optional(),
  initialHours: nonNegative.default(24),
  expansion: PowerExpansion.optional(),
});

/** Concentrating solar power: a field of mirrors, a store of heat, a turbine. Heat in MW and MWh of heat. */
export const CspPlant = z.strictObject({
  id: Id,
  name: BilingualName,
  area: Id,
  /** Of the turbine, electric. */
  ratedMw: positive,
  /** Least output while the turbine runs, as a share of its rating; above 0 running is an on-off decision. */
  minimumRatio: ratio.default(0),
  /** Electric power per heat. */
  efficiencyRatio: ratio,
  /** Most heat that the field gives. */
  fieldMw: positive,
  /** Heat that the field can give as a share of `fieldMw`. */
  availableRatio: Value,
  minimumMwh: nonNegative.default(0),
  maximumMwh: positive,
  initialMwh: nonNegative,
  /** Heat in store at the end of a plan, at least. */
  finalMwh: nonNegative.default(0),
  /** Share of the stored heat that is lost in an hour. */
  lossRatioPerH: ratio.default(0),
  operatingYuanPerMwh: nonNegative.default(0),
  startYuan: nonNegative.default(0),
  ...place,
});

export const Reservoir = z.strictObject({
  id: Id,
  name: BilingualName,
  area: Id,
  ratedMw: positive,
  headM: positive,
  efficiencyRatio: ratio,
  minimumMm3: nonNegative,
  maximumMm3: positive,
  initialMm3: nonNegative,
  /** Natural inflow, m³/s; what comes from a reservoir above is added to it. */
  inflowM3PerS: Value,
  /** Turbine flow plus spill never falls below this, m³/s. */
  minimumReleaseM3PerS: nonNegative,
  /** What a stored MWh is worth after the horizon; also paid for drawing the reservoir down. */
  waterValueYuanPerMwh: nonNegative,
  /** Output changes no faster than this. */
  rampMwPerH: positive.optional(),
  /** Reservoir into which the water runs that is let go here, and how long it takes (a cascade). */
  downstream: z
    .strictObject({
      reservoir: Id,
      delayHours: nonNegative,
      /** Flow on the way before anything was metered; without it the minimum release. */
      initialM3PerS: nonNegative.optional(),
    })
    .optional(),
});

export const Battery = z.strictObject({
  id: Id,
  name: BilingualName,
  area: Id,
  /** Owned by a site, or shared by the region. */
  site: Id.optional(),
  /** It stands behind its site's meter (UPS): it carries the site's own load and feeds nothing back. */
  behindMeter: z.boolean().default(false),
  /** Whose energy it gives first: a part of all it holds, or what was charged first. */
  contentOrder: z.enum(['mixed', 'firstInFirstOut']).default('mixed'),
  chargeMw: positive,
  dischargeMw: positive,
  capacityMwh: positive,
  chargeEfficiencyRatio: ratio,
  dischargeEfficiencyRatio: ratio,
  minimumSocRatio: ratio,
  maximumSocRatio: ratio,
  initialSocRatio: ratio,
  /** Cost of ageing per MWh discharged. */
  wearYuanPerMwh: nonNegative,
  /** Paid to the owner of a shared store per MWh discharged. */
  leaseYuanPerMwh: nonNegative.default(0),
  /** Share of the content that is lost in an hour. */
  lossRatioPerH: ratio.default(0),
  /** Least power while it charges; above 0 charging is an on-off decision. */
  minimumChargeMw: nonNegative.default(0),
  /** It charges or discharges, never both within one period: an on-off decision. */
  oneWay: z.boolean().default(false),
  expansion: StoreExpansion.optional(),
});

export type PvPlant = z.infer<typeof PvPlant>;
export type WindPlant = z.infer<typeof WindPlant>;
export type ThermalUnit = z.infer<typeof ThermalUnit>;
export type CspPlant = z.infer<typeof CspPlant>;
export type Reservoir = z.infer<typeof Reservoir>;
export type Battery = z.infer<typeof Battery>;
