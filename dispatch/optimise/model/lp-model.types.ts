import { energyOver } from '#units';
import { heldFor } from './conversion.ts';
import { LpModel } from './lp-model.ts';

// These lines are compiled, never run: each expected error proves that a unit mistake does not pass.
const model = new LpModel();
const zero = (): number => 0;
const powerMw = model.decide<'MW'>('powerMw', 'e', 1, zero, zero).first;
const storedMwh = model.decide<'MWh'>('storedMwh', 'e', 1, zero, zero).first;
const balance = model.row<'MWh'>('storage_balance', 'e', 0, 0, 0);

model.add(balance, 1, storedMwh);
model.addConverted(balance, 1, heldFor(0.25), powerMw);
// @ts-expect-error MW does not add to MWh
model.add(balance, 1, powerMw);
// @ts-expect-error hours turn power into energy, not energy into energy
model.addConverted(balance, 1, heldFor(0.25), storedMwh);
// @ts-expect-error a plain factor is no conversion
model.addConverted(balance, 1, 0.25, powerMw);
// @ts-expect-error a row is no column
model.add(balance, 1, balance);

export const compiled = energyOver(0.25, 4);
