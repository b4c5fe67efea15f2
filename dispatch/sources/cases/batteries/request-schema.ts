import { z } from 'zod';

const nonNegative = z.number().min(0);
const efficiency = z.number().gt(0).max(1);

const battery = z.strictObject({
  charge_from_grid: z.boolean().default(false),
  discharge_to_grid: z.boolean().default(false),
  s_capacity: nonNegative.optional(),
  s_min: nonNegative,
  s_max: nonNegative,
  s_initial: nonNegative,
  c_min: nonNegative,
  c_max: nonNegative,
  d_max: nonNegative,
  p_a: z.number(),
  p_demand: z.array(nonNegative).nullish(),
  s_goal: z.array(nonNegative).nullish(),
  // A preference among schedules of one value that is not read: nobody gives it by default.
  c_priority: z.literal(0).default(0),
  eta_c: efficiency.optional(),
  eta_d: efficiency.optional(),
});

/** A request to evcc's optimizer: energies in Wh a step, powers in W, money per Wh. Unknown fields are refused. */
export const batteryRequest = z.strictObject({
  strategy: z
    .strictObject({
      charging_strategy: z
        .enum([
          'none',
          'charge_before_export',
          'attenuate_demand_peaks',
          'attenuate_feedin_peaks',
          'attenuate_grid_peaks',
        ])
        .default('none'),
      discharging_strategy: z.enum(['none', 'discharge_before_import']).default('none'),
    })
    .prefault({}),
  grid: z
    .strictObject({
      p_max_imp: nonNegative.nullish(),
      p_max_exp: nonNegative.nullish(),
      prc_p_exc_imp: nonNegative.nullish(),
    })
    .prefault({}),
  batteries: z.array(battery).min(1),
  time_series: z.strictObject({
    dt: z.array(z.number().gt(0)).min(1),
    gt: z.array(nonNegative),
    ft: z.array(nonNegative),
    p_N: z.array(z.number()),
    p_E: z.array(z.number()),
  }),
  eta_c: efficiency.default(0.95),
  eta_d: efficiency.default(0.95),
  /** A large number of theirs; ours come from the case. */
  M: z.number().optional(),
});
export type BatteryRequest = z.infer<typeof batteryRequest>;

/** A test case of theirs: the request with what they expect; only the request is read. */
export const batteryTestCase = z.object({ request: z.unknown() });
