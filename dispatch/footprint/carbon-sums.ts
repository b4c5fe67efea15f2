import { CARBON_METHODS, type CarbonMethod } from '#dispatch/domain';
import { type Tco2, type Wh, whToMwh } from '#units';
import type { Factor } from './records.ts';

/** Energy that one factor was applied to. */
export interface FactorUse {
  readonly factor: Factor;
  energyWh: Wh;
}

/** What one consumer used and emits, method by method, with every factor that went into it. */
export class CarbonSums {
  energyWh: Wh = 0;
  cleanWh: Wh = 0;
  coveredWh: Wh = 0;
  readonly tonnes: Record<CarbonMethod, Tco2> = { location: 0, market: 0, marginal: 0 };
  readonly uses: Readonly<Record<CarbonMethod, Map<string, FactorUse>>> = {
    location: new Map(),
    market: new Map(),
    marginal: new Map(),
  };

  /** All energy at the grid's average; what nothing covers at the residual mix; all of it at the margin. */
  add(
    energy: { readonly energyWh: Wh; readonly cleanWh: Wh; readonly coveredWh: Wh },
    factors: Readonly<Record<CarbonMethod, Factor>>,
  ): void {
    const coveredWh = Math.min(energy.energyWh, energy.coveredWh);
    this.energyWh += energy.energyWh;
    this.cleanWh += energy.cleanWh;
    this.coveredWh += coveredWh;
    for (const method of CARBON_METHODS) {
      const countedWh = method === 'market' ? energy.energyWh - coveredWh : energy.energyWh;
      const factor = factors[method];
      this.tonnes[method] += whToMwh(countedWh) * factor.tco2PerMwh;
      const key = `${factor.id} ${factor.fromPlan}`;
      const use = this.uses[method].get(key);
      if (use === undefined) this.uses[method].set(key, { factor, energyWh: countedWh });
      else use.energyWh += countedWh;
    }
  }
}
