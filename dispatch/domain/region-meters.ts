import { z } from 'zod';
import { Id } from './value.ts';

const positive = z.number().positive();

/** What a meter of an element counts, by the section of the region in which the element stands. */
export const METERED_QUANTITIES = {
  pv: ['generationMw'],
  wind: ['generationMw'],
  cspPlants: ['generationMw'],
  reservoirs: ['generationMw'],
  thermalUnits: ['generationMw', 'heatMw'],
  batteries: ['chargeMw', 'dischargeMw'],
  gridConnections: ['importMw', 'exportMw'],
  hvdcLinks: ['sentMw', 'deliveredMw'],
  converters: ['takenMw', 'givenMw', 'takenBackMw', 'givenBackMw'],
  areas: ['loadMw'],
  sites: ['facilityMw', 'itMw'],
} as const;
export type MeteredSection = keyof typeof METERED_QUANTITIES;

/** A counter that only rises: what it shows times `multiplier` is energy in `unit`; it begins anew after its last digit. */
const Register = z.strictObject({
  unit: z.enum(['Wh', 'kWh', 'MWh']),
  /** Whole digits that it shows: 5 digits turn over from 99999 to 0. */
  digits: z.number().int().min(3).max(12),
  /** Ratio of the current and voltage transformers in front of it. */
  multiplier: positive.default(1),
});

/** A meter at an element. Another one at the same element and quantity takes its place when it is removed. */
export const Meter = z.strictObject({
  id: Id,
  element: Id,
  /** e.g. `generationMw`, `facilityMw`: the reading of a period that it decides. */
  quantity: z.string().min(1),
  /** Without it the meter sends energies or powers of intervals. */
  register: Register.optional(),
  /** More than this is not believed of generation; without it the rating of the element holds. */
  ratedMw: positive.optional(),
  /** Shown as stale when its last reading is older. */
  staleAfterMinutes: positive.default(60),
  installedFrom: z.iso.datetime({ offset: true }),
  removedAt: z.iso.datetime({ offset: true }).optional(),
});
export type Meter = z.infer<typeof Meter>;
