import { hoursPerPeriod } from '#units';
import type { PowerModel } from '../power-model.ts';
import type { ZoneBalance } from './zone-balance.ts';

/**
 * Clean power that the batteries move in time. A battery charges the mix of its zone and gives back the mix of its
 * content; what lay in it at the start is of unknown origin and counts as not clean, as in tracing. A store behind a
 * site's meter is part of that site.
 */
export class CleanStorage {
  private readonly power: PowerModel;
  private readonly primal: Float64Array;
  private readonly zones: Int32Array;
  private readonly cleanMwh: Float64Array;

  constructor(power: PowerModel, primal: Float64Array, zones: Int32Array) {
    this.power = power;
    this.primal = primal;
    this.zones = zones;
    this.cleanMwh = new Float64Array(power.problem.batteries.length);
  }

  /** Clean MW that storage adds to each zone in a period (negative: takes away); to be asked in the order of periods. */
  shift(balances: readonly ZoneBalance[], t: number): Float64Array {
    const { batteries, horizon } = this.power.problem;
    const hours = hoursPerPeriod(horizon);
    const shifted = new Float64Array(balances.length);
    const discharged = new Float64Array(balances.length);
    batteries.forEach((battery, i) => {
      if (battery.site !== undefined) return;
      const dischargeMw = this.value('dischargeMw', i, t);
      const cleanMw = dischargeMw * this.cleanRatio(i, t);
      shifted[this.zones[battery.area]!]! += cleanMw;
      discharged[this.zones[battery.area]!]! += dischargeMw;
      this.add(i, (-cleanMw * hours) / battery.dischargeEfficiencyRatio);
    });
    const mix = balances.map(({ clean, supply }, zone) => {
      const all = supply + discharged[zone]!;
      return all > 0 ? Math.min(1, Math.max(0, (clean + shifted[zone]!) / all)) : 0;
    });
    batteries.forEach((battery, i) => {
      if (battery.site !== undefined) return;
      const zone = this.zones[battery.area]!;
      const cleanMw = this.value('chargeMw', i, t) * mix[zone]!;
      shifted[zone]! -= cleanMw;
      this.add(i, cleanMw * hours * battery.chargeEfficiencyRatio);
    });
    return shifted;
  }

  private value(name: 'chargeMw' | 'dischargeMw' | 'storedMwh', battery: number, t: number): number {
    return this.primal[this.power.decisions[name][battery]!.first + t]!;
  }
  private cleanRatio(battery: number, t: number): number {
    const storedMwh = t > 0 ? this.value('storedMwh', battery, t - 1) : 0;
    return storedMwh > 0 ? Math.min(1, this.cleanMwh[battery]! / storedMwh) : 0;
  }
  private add(battery: number, mwh: number): void {
    this.cleanMwh[battery] = Math.max(0, this.cleanMwh[battery]! + mwh);
  }
}
