import { z } from 'zod';

const nonNegative = z.number().min(0);

/**
 * Capacity that may be built; looked at only by a plan that is asked what to build. What stands already is paid for;
 * `minimum...` defaults to it. The price is that of one unit for one year, of which a plan bears its own hours.
 */
export const PowerExpansion = z.strictObject({
  minimumMw: nonNegative.optional(),
  maximumMw: nonNegative,
  yuanPerMwYear: nonNegative,
});
/** Usable content of a store: what lies between its lowest and its highest state of charge. */
const EnergyExpansion = z.strictObject({
  minimumMwh: nonNegative.optional(),
  maximumMwh: nonNegative,
  yuanPerMwhYear: nonNegative,
});
export const StoreExpansion = z.strictObject({
  /** Power, alike for charging and discharging. */
  power: PowerExpansion.optional(),
  energy: EnergyExpansion.optional(),
  /** Content per power where only the power is chosen. */
  hoursAtFullPower: z.number().positive().optional(),
});
export const UnitExpansion = z.strictObject({
  minimumUnits: nonNegative.optional(),
  maximumUnits: nonNegative,
  yuanPerUnitYear: nonNegative,
});
export type PowerExpansion = z.infer<typeof PowerExpansion>;
export type StoreExpansion = z.infer<typeof StoreExpansion>;
