declare const unit: unique symbol;

/**
 * A number that carries its unit as a type. A plain number may be given where a quantity is asked for
 * (data comes in without types), but a quantity of one unit never passes for another: MWh is not MW.
 */
export type Quantity<Unit extends string> = number & { readonly [unit]?: Unit };

export type Mw = Quantity<'MW'>;
export type Mwh = Quantity<'MWh'>;
export type Kw = Quantity<'kW'>;
export type Wh = Quantity<'Wh'>;
export type Hours = Quantity<'h'>;
export type Minutes = Quantity<'min'>;
/** Milliseconds since 1970-01-01T00:00Z. */
export type EpochMs = Quantity<'ms since epoch'>;
export type Yuan = Quantity<'yuan'>;
export type YuanPerMwh = Quantity<'yuan/MWh'>;
export type YuanPerH = Quantity<'yuan/h'>;
export type Tco2 = Quantity<'tCO2'>;
export type Tco2PerMwh = Quantity<'tCO2/MWh'>;
export type YuanPerTco2 = Quantity<'yuan/tCO2'>;
/** A share or efficiency; 1 is the whole. Percent exists only on screens. */
export type Ratio = Quantity<'ratio'>;
export type Celsius = Quantity<'°C'>;
export type Metres = Quantity<'m'>;
export type M3PerS = Quantity<'m³/s'>;
/** Million cubic metres, the unit of a reservoir's content. */
export type Mm3 = Quantity<'Mm³'>;
export type Gb = Quantity<'GB'>;
export type Gbps = Quantity<'Gb/s'>;

/** Energy of a mean power held over some hours. */
export const energyOver = (hours: Hours, power: Mw): Mwh => hours * power;
/** Mean power of an energy spread over some hours. */
export const meanPowerOver = (hours: Hours, energy: Mwh): Mw => energy / hours;
export const kwToMw = (power: Kw): Mw => power / 1000;
export const mwhToWh = (energy: Mwh): Wh => Math.round(energy * 1e6);
export const whToMwh = (energy: Wh): Mwh => energy / 1e6;
