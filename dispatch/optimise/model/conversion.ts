import type { Hours, Kw } from '#units';

declare const per: unique symbol;

/** Turns a quantity of one unit into another when multiplied: the only way a column enters a row of another unit. */
export type Conversion<From extends string, To extends string> = number & {
  readonly [per]: (from: From, to: To) => readonly [From, To];
};

const SECONDS_PER_HOUR = 3600;
const M3_PER_MM3 = 1e6;

/** Energy of a power held for some hours. */
export const heldFor = (hours: Hours): Conversion<'MW', 'MWh'> => hours as Conversion<'MW', 'MWh'>;

/** Water that a flow carries in some hours. */
export const flowingFor = (hours: Hours): Conversion<'m3/s', 'Mm3'> =>
  ((hours * SECONDS_PER_HOUR) / M3_PER_MM3) as Conversion<'m3/s', 'Mm3'>;

/** Water through the turbines per MW generated for some hours, from MW per m3/s (rho g H eta). */
export const turbinedFor = (hours: Hours, mwPerM3PerS: number): Conversion<'MW', 'Mm3'> =>
  (flowingFor(hours) / mwPerM3PerS) as number as Conversion<'MW', 'Mm3'>;

/** Flow through the turbines of a generated power. */
export const turbineFlow = (mwPerM3PerS: number): Conversion<'MW', 'm3/s'> =>
  (1 / mwPerM3PerS) as Conversion<'MW', 'm3/s'>;

/** Power of units that draw so many kW each. */
export const drawnBy = (kwPerUnit: Kw): Conversion<'unit', 'MW'> =>
  (kwPerUnit / 1000) as Conversion<'unit', 'MW'>;

/** Voltage angle difference times base voltage squared that a flow needs over a line: reactance x flow. */
export const acrossReactance = (reactanceOhm: number): Conversion<'MW', 'MW·ohm'> =>
  reactanceOhm as Conversion<'MW', 'MW·ohm'>;

/** Mean power over the period, or units held, per share of a class of work. */
export const perShare = <To extends string>(amount: number): Conversion<'share', To> =>
  amount as Conversion<'share', To>;

/** Share of a limit that a power uses. */
export const perMw = (limitMw: number): Conversion<'MW', 'share'> =>
  (1 / limitMw) as Conversion<'MW', 'share'>;

/** Power of one switch that is on, or of one step. */
export const perSwitch = <From extends 'switch' | 'step', To extends string>(
  amount: number,
): Conversion<From, To> => amount as Conversion<From, To>;
/** Power that a unit may have while it is on. */
export const onSwitch = (powerMw: number): Conversion<'switch', 'MW'> => perSwitch<'switch', 'MW'>(powerMw);

/** Content of a store per power, when it holds so many hours at full power. */
export const storedPer = (hoursAtFullPower: Hours): Conversion<'MW', 'MWh'> =>
  hoursAtFullPower as Conversion<'MW', 'MWh'>;

/** Power that an energy sustains for some hours. */
export const sustainedFor = (hours: Hours): Conversion<'MWh', 'MW'> => (1 / hours) as Conversion<'MWh', 'MW'>;
/** Energy that a load needs for some hours. */
export const lastingFor = (hours: Hours): Conversion<'MW', 'MWh'> => hours as Conversion<'MW', 'MWh'>;
/** Energy that a content delivers. */
export const deliveredFrom = (efficiencyRatio: number): Conversion<'MWh', 'MWh'> =>
  efficiencyRatio as Conversion<'MWh', 'MWh'>;
/** Tonnes of CO2 of a unit of a column, whatever its unit: what it adds to a carbon budget. */
export const emittedBy = <From extends string>(tco2PerUnit: number): Conversion<From, 'tCO2'> =>
  tco2PerUnit as Conversion<From, 'tCO2'>;
/** Slope of the square of a power at one value. */
export const tangentAt = (powerMw: number): Conversion<'MW', 'MW2'> =>
  (2 * powerMw) as Conversion<'MW', 'MW2'>;
/** Square of a power that is there while a switch is on. */
export const onSquared = (powerMw: number): Conversion<'switch', 'MW2'> =>
  perSwitch<'switch', 'MW2'>(powerMw * powerMw);
