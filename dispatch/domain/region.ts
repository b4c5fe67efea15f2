import { z } from 'zod';
import { CarbonAccounting, EnergyTarget } from './region-carbon.ts';
import { CertificateProject, CertificateRule } from './region-certificates.ts';
import { Certificates, GridConnection, Reserve } from './region-market.ts';
import { Meter } from './region-meters.ts';
import { AcLine, Area, Converter, HvdcLink, NetworkLink } from './region-network.ts';
import { Contract, Party } from './region-parties.ts';
import { Battery, CspPlant, PvPlant, Reservoir, ThermalUnit, WindPlant } from './region-plants.ts';
import { Rule } from './region-rules.ts';
import { FlexibilityCall, SettlementPrices } from './region-settlement.ts';
import { Site, UserRegion } from './region-sites.ts';
import { BilingualName, EmissionFactor, Id, Tariff } from './value.ts';

const positive = z.number().positive();
const nonNegative = z.number().min(0);

/** Where a column of a file becomes a named series. Times are period starts unless `labelledBy` says otherwise. */
export const SeriesSource = z.strictObject({
  file: z.string(),
  column: z.string(),
  /** Name of a mapping below `mappings`, or of a built-in one; default: a `time` column in ISO 8601. */
  mapping: z.string().optional(),
});

export const Region = z.strictObject({
  id: Id,
  name: BilingualName,
  /** Present when every number was made by a generator; shown wherever the region is shown. */
  generated: z.strictObject({ by: z.string(), seed: z.number().int(), note: BilingualName }).optional(),
  periodMinutes: z.union([z.literal(5), z.literal(15), z.literal(30), z.literal(60)]).default(15),
  series: z.record(z.string(), SeriesSource).default({}),
  mappings: z.record(z.string(), z.unknown()).default({}),
  tariffs: z.array(Tariff).default([]),
  emissionFactors: z.array(EmissionFactor).default([]),
  areas: z.array(Area).min(1),
  acLines: z.array(AcLine).default([]),
  hvdcLinks: z.array(HvdcLink).default([]),
  converters: z.array(Converter).default([]),
  pv: z.array(PvPlant).default([]),
  wind: z.array(WindPlant).default([]),
  thermalUnits: z.array(ThermalUnit).default([]),
  cspPlants: z.array(CspPlant).default([]),
  reservoirs: z.array(Reservoir).default([]),
  batteries: z.array(Battery).default([]),
  gridConnections: z.array(GridConnection).default([]),
  reserves: z.array(Reserve).default([]),
  rules: z.array(Rule).default([]),
  certificates: Certificates.optional(),
  certificateRules: z.array(CertificateRule).default([]),
  certificateProjects: z.array(CertificateProject).default([]),
  parties: z.array(Party).default([]),
  contracts: z.array(Contract).default([]),
  settlement: z.array(SettlementPrices).default([]),
  flexibilityCalls: z.array(FlexibilityCall).default([]),
  carbonAccounting: z.array(CarbonAccounting).default([]),
  energyTargets: z.array(EnergyTarget).default([]),
  meters: z.array(Meter).default([]),
  sites: z.array(Site).min(1),
  networkLinks: z.array(NetworkLink).default([]),
  userRegions: z.array(UserRegion).default([]),
  /** Price of demand that is not served: a preference priced high, so that there is always a plan. */
  unservedYuanPerMwh: positive.default(20_000),
  carbonYuanPerTco2: nonNegative.default(0),
  /** Price put on each MWh of sun, wind or water that is thrown away. */
  curtailedYuanPerMwh: nonNegative.default(0),
  /** Files of jobs shipped beside the region, with the mapping to read them. */
  jobFiles: z.array(z.strictObject({ file: z.string(), mapping: z.string().optional() })).default([]),
});
export type Region = z.infer<typeof Region>;
export type SeriesSource = z.infer<typeof SeriesSource>;
