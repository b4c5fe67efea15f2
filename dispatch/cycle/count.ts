import type { MonthBought, PlantState, Reading, Region, Rule, RuleCount, ShareRule } from '#dispatch/domain';
import { type EpochMs, energyOver, type Hours, type Mwh, shanghaiDay, type Tco2 } from '#units';
import { countBegins, countedBefore, ruleOn } from './rules.ts';

export interface PeriodToCount {
  readonly region: Region;
  readonly startMs: EpochMs;
  readonly hours: Hours;
  readonly readings: readonly Reading[];
  /** Emission factor of the period by grid connection. */
  readonly gridTco2PerMwh: Readonly<Record<string, number>>;
  /** Before the period. */
  readonly state: PlantState;
}

/** What months and rules have counted once a period is over. Each begins anew with its month, year or first day. */
export function countedAfter(period: PeriodToCount): Required<Pick<PlantState, 'bought' | 'counted'>> {
  const energies = new Energies(period);
  const day = shanghaiDay(period.startMs);
  const counted = ruleOn(period.region.rules, day).flatMap((rule) => {
    const since = countBegins(rule, day);
    if (since === null) return [];
    const before = countedBefore(rule, since, period.state);
    const { part, whole } = energies.of(rule);
    const after: RuleCount = { since, part: before.part + part, whole: before.whole + whole };
    return [[rule.id, after] as const];
  });
  return { bought: boughtAfter(period, energies), counted: Object.fromEntries(counted) };
}

function boughtAfter(
  { region, startMs, hours, state }: PeriodToCount,
  energies: Energies,
): Record<string, MonthBought> {
  const month = shanghaiDay(startMs).slice(0, 7);
  return Object.fromEntries(
    region.gridConnections.map((grid) => {
      const known = state.bought?.[grid.id];
      const before = known?.month === month ? known : { peakMw: 0, energyMwh: 0 };
      // The region's own figures are those of the month in which metering began.
      const first =
        known === undefined
          ? {
              peakMw: grid.demandCharge?.monthToDatePeakMw ?? 0,
              energyMwh: grid.tiers?.monthToDateMwh ?? 0,
            }
          : before;
      const importMwh = energies.sum([grid], 'importMw');
      return [
        grid.id,
        {
          month,
          peakMw: Math.max(first.peakMw, importMwh / hours),
          energyMwh: first.energyMwh + importMwh,
        },
      ];
    }),
  );
}

type Elements = readonly { readonly id: string }[];

/** Sums over one period, as the budgets of a plan count them. */
class Energies {
  private readonly period: PeriodToCount;
  private readonly valueOf: ReadonlyMap<string, number>;

  constructor(period: PeriodToCount) {
    this.period = period;
    this.valueOf = new Map(
      period.readings
        .filter(({ quality }) => quality !== 'missing')
        .map(({ element, quantity, value }) => [`${element} ${quantity}`, value]),
    );
  }

  sum(elements: Elements, quantity: string): Mwh {
    const mw = elements.reduce((sum, { id }) => sum + (this.valueOf.get(`${id} ${quantity}`) ?? 0), 0);
    return energyOver(this.period.hours, mw);
  }

  of(rule: Rule): { readonly part: number; readonly whole: number } {
    return rule.kind === 'carbon'
      ? { part: this.emitted(), whole: 0 }
      : { part: this.part(rule.kind), whole: this.whole(rule.kind) };
  }

  private part(kind: ShareRule['kind']): Mwh {
    const { gridConnections, hvdcLinks } = this.period.region;
    switch (kind) {
      case 'greenShare':
        return this.generated() + this.cleanImport();
      case 'selfUse':
      case 'selfSupply':
        return (
          this.generated() -
          this.sum(gridConnections, 'exportMw') -
          this.sum(
            hvdcLinks.filter(({ to }) => to === undefined),
            'sentMw',
          )
        );
      case 'feedIn':
        return this.sum(gridConnections, 'exportMw');
      case 'curtailment':
        return this.available() - this.generated();
    }
  }

  private whole(kind: ShareRule['kind']): Mwh {
    const { areas, sites } = this.period.region;
    return kind === 'greenShare' || kind === 'selfSupply'
      ? this.sum(areas, 'loadMw') + this.sum(sites, 'facilityMw')
      : this.available();
  }

  private generated(): Mwh {
    const { pv, wind } = this.period.region;
    return this.sum([...pv, ...wind], 'generationMw') + this.waterAndHeat();
  }
  private available(): Mwh {
    const { pv, wind } = this.period.region;
    return this.sum([...pv, ...wind], 'availableMw') + this.waterAndHeat();
  }
  private waterAndHeat(): Mwh {
    const { reservoirs, cspPlants } = this.period.region;
    return this.sum([...reservoirs, ...cspPlants], 'generationMw');
  }
  private cleanImport(): Mwh {
    return this.period.region.gridConnections.reduce(
      (sum, grid) => sum + grid.cleanShareRatio * this.sum([grid], 'importMw'),
      0,
    );
  }
  private emitted(): Tco2 {
    const { gridConnections, thermalUnits } = this.period.region;
    const bought = gridConnections.reduce(
      (sum, grid) => sum + (this.period.gridTco2PerMwh[grid.id] ?? 0) * this.sum([grid], 'importMw'),
      0,
    );
    return thermalUnits.reduce(
      (sum, unit) => sum + unit.emissionTco2PerMwh * this.sum([unit], 'generationMw'),
      bought,
    );
  }
}
