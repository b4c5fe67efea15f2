import type { BudgetRule, PueRule, Reading, Region, ShareRule } from '#dispatch/domain';
import { energyOver, type Hours, type Mwh, type Tco2 } from '#units';

export interface MeteredPeriod {
  readonly region: Region;
  readonly hours: Hours;
  readonly readings: readonly Reading[];
  /** Emission factor of the period by grid connection. */
  readonly gridTco2PerMwh: Readonly<Record<string, number>>;
}
export interface Count {
  readonly part: number;
  readonly whole: number;
}

type Elements = readonly { readonly id: string }[];

/** Sums over one period, as the budgets of a plan count them: MWh, tonnes. */
export class Energies {
  private readonly period: MeteredPeriod;
  private readonly valueOf: ReadonlyMap<string, number>;

  constructor(period: MeteredPeriod) {
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

  /** What a rule of the region, or of a direct supply, counts in the period. */
  of(rule: BudgetRule): Count {
    if (rule.kind === 'carbon') return { part: this.emitted(), whole: 0 };
    if (rule.project !== undefined) return this.ofProject(rule.kind, rule.project);
    return { part: this.part(rule.kind), whole: this.whole(rule.kind) };
  }

  /** Facility energy over IT energy of a site that has both meters. */
  ofPue({ site }: PueRule): Count {
    const has = (quantity: string): boolean => this.valueOf.has(`${site} ${quantity}`);
    if (!has('facilityMw') || !has('itMw')) return { part: 0, whole: 0 };
    return { part: this.sum([{ id: site }], 'facilityMw'), whole: this.sum([{ id: site }], 'itMw') };
  }

  /** What sources and consumers wired to one another make, take and use of one another in the period. */
  project({ sources, consumers, stores }: NonNullable<ShareRule['project']>) {
    const { region } = this.period;
    const among = (list: Elements, ids: readonly string[]): Elements =>
      list.filter(({ id }) => ids.includes(id));
    const weather = among([...region.pv, ...region.wind], sources);
    const stored = among([...region.reservoirs, ...region.cspPlants], sources);
    const madeMwh = this.sum([...weather, ...stored], 'generationMw');
    const availableMwh = this.sum(weather, 'availableMw') + this.sum(stored, 'generationMw');
    const takenMwh =
      this.sum(among(region.areas, consumers), 'loadMw') +
      this.sum(among(region.sites, consumers), 'facilityMw');
    const own = among(region.batteries, stores);
    const [chargeMwh, dischargeMwh] = [this.sum(own, 'chargeMw'), this.sum(own, 'dischargeMw')];
    return {
      madeMwh,
      availableMwh,
      takenMwh,
      usedMwh: Math.min(madeMwh, takenMwh + chargeMwh),
      suppliedMwh: Math.min(takenMwh, Math.max(0, madeMwh - chargeMwh) + dischargeMwh),
    };
  }

  private ofProject(kind: ShareRule['kind'], project: NonNullable<ShareRule['project']>): Count {
    const { madeMwh, availableMwh, takenMwh, usedMwh, suppliedMwh } = this.project(project);
    switch (kind) {
      case 'greenShare':
      case 'selfSupply':
        return { part: suppliedMwh, whole: takenMwh };
      case 'selfUse':
        return { part: usedMwh, whole: availableMwh };
      case 'feedIn':
        return { part: madeMwh - usedMwh, whole: availableMwh };
      case 'curtailment':
        return { part: Math.max(0, availableMwh - madeMwh), whole: availableMwh };
    }
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
        return this.curtailed();
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
  curtailed(): Mwh {
    return this.available() - this.generated();
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
