/**
 * What is known of the attributes of PyPSA's components (pypsa/data/component_attrs up to release 1.3): those that are read,
 * with the value a blank cell stands for; those that change the answer and are not read, which must keep their default;
 * and those that have no influence on an optimal dispatch.
 */
export interface Component {
  readonly read: Readonly<Record<string, Default>>;
  /** Those of the read ones that may come as a series, one column a name. */
  readonly series: readonly string[];
  readonly unread: Readonly<Record<string, Default>>;
  readonly inert: readonly string[];
}
type Default = number | boolean | string;

export const ACCOUNTS = [
  'build_year',
  'lifetime',
  'weight',
  'control',
  'unit',
  'nice_name',
  'color',
  'location',
];
/** Investment costs worked out by PyPSA from other figures, and capacities in whole modules. */
export const INVESTMENT = { overnight_cost: Number.NaN, discount_rate: Number.NaN, fom_cost: 0 } as const;
export const REACTIVE = ['q_set', 'q', 'q0', 'q1', 'p', 'p0', 'p1', 'mu_upper', 'mu_lower'];

/** Starting points and maintenance; lengths of maintenance say nothing without it. */
export const OPERATION = { p_init: Number.NaN, maintainable: false } as const;
export const OPERATION_INERT = [
  'maintenance_duration',
  'maintenance_pu',
  'maintenance_events',
  'maintenance',
  'maintenance_start',
  'capital_cost_piecewise_opt',
  'marginal_cost_piecewise_opt',
];

export const COMMITMENT = {
  committable: false,
  start_up_cost: 0,
  shut_down_cost: 0,
  stand_by_cost: 0,
  min_up_time: 0,
  min_down_time: 0,
  up_time_before: 1,
  down_time_before: 0,
  ramp_limit_start_up: 1,
  ramp_limit_shut_down: 1,
} as const;
