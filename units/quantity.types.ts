import { energyOver, type Mw, type Mwh } from './quantity.ts';

// These lines are compiled, never run: each expected error proves that a unit mistake does not pass.
const powerMw: Mw = 3;
const storedMwh: Mwh = energyOver(0.25, powerMw);

// @ts-expect-error energy is not power
export const notPower: Mw = storedMwh;
// @ts-expect-error power is not energy, however long it lasts
export const notEnergy: Mwh = powerMw;
// @ts-expect-error hours come first
export const swapped: Mwh = energyOver(powerMw, storedMwh);
