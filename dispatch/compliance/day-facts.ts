import type { JobReading, Region, ShareRule } from '#dispatch/domain';
import { type Mwh, type Tco2PerMwh, whToMwh, type YuanPerMwh } from '#units';
import { Energies, type MeteredPeriod } from './energies.ts';

/** One period of a day with what its energy cost. */
export interface PricedPeriod extends MeteredPeriod {
  readonly jobReadings: readonly JobReading[];
  readonly importYuanPerMwh: Readonly<Record<string, YuanPerMwh>>;
  readonly exportYuanPerMwh: Readonly<Record<string, YuanPerMwh>>;
  readonly fuelYuanPerMwh: Readonly<Record<string, YuanPerMwh>>;
}

/** Energy of a day with its mean price, and for what burns or is bought its emissions. */
export interface PricedEnergy {
  readonly mwh: Mwh;
  readonly yuanPerMwh: YuanPerMwh;
  readonly tco2PerMwh: Tco2PerMwh;
  readonly cleanShareRatio: number;
}
/** What a day shows of the ways to a rule. */
export interface DayFacts {
  readonly imported: PricedEnergy;
  readonly exported: PricedEnergy;
  readonly thermal: PricedEnergy;
  readonly curtailedMwh: Mwh;
  /** Job energy that ran while power was bought or burnt. */
  readonly scarceJobMwh: Mwh;
  readonly pue: Readonly<Record<string, { readonly facilityMwh: Mwh; readonly itMwh: Mwh }>>;
}

/** Facts of a day over the whole region, or over a direct supply: there, what it lacks is bought and what it spares sold. */
export function dayFacts(
  region: Region,
  periods: readonly PricedPeriod[],
  project?: ShareRule['project'],
): DayFacts {
  const sums = new Sums();
  for (const period of periods) {
    if (project === undefined) ofRegion(region, period, sums);
    else ofProject(region, period, project, sums);
  }
  return sums.facts(sitesOf(region, periods));
}

function ofRegion(region: Region, period: PricedPeriod, sums: Sums): void {
  const energies = new Energies(period);
  let boughtOrBurnt = 0;
  for (const grid of region.gridConnections) {
    const importMwh = energies.sum([grid], 'importMw');
    boughtOrBurnt += importMwh;
    sums.add('imported', importMwh, {
      yuanPerMwh: period.importYuanPerMwh[grid.id] ?? 0,
      tco2PerMwh: period.gridTco2PerMwh[grid.id] ?? 0,
      cleanShareRatio: grid.cleanShareRatio,
    });
    const exportYuan = period.exportYuanPerMwh[grid.id] ?? 0;
    sums.add('exported', energies.sum([grid], 'exportMw'), { yuanPerMwh: exportYuan });
  }
  for (const unit of region.thermalUnits) {
    const mwh = energies.sum([unit], 'generationMw');
    boughtOrBurnt += mwh;
    sums.add('thermal', mwh, {
      yuanPerMwh: period.fuelYuanPerMwh[unit.id] ?? 0,
      tco2PerMwh: unit.emissionTco2PerMwh,
    });
  }
  sums.curtailedMwh += Math.max(0, energies.curtailed());
  sums.scarceJobMwh += Math.min(boughtOrBurnt, jobMwh(period, null));
}

function ofProject(
  region: Region,
  period: PricedPeriod,
  project: NonNullable<ShareRule['project']>,
  sums: Sums,
): void {
  const { madeMwh, availableMwh, takenMwh, usedMwh, suppliedMwh } = new Energies(period).project(project);
  const [grid] = region.gridConnections;
  const lacking = takenMwh - suppliedMwh;
  sums.add('imported', lacking, {
    yuanPerMwh: grid === undefined ? 0 : (period.importYuanPerMwh[grid.id] ?? 0),
    tco2PerMwh: grid === undefined ? 0 : (period.gridTco2PerMwh[grid.id] ?? 0),
    cleanShareRatio: grid?.cleanShareRatio ?? 0,
  });
  sums.add('exported', madeMwh - usedMwh, {
    yuanPerMwh: grid === undefined ? 0 : (period.exportYuanPerMwh[grid.id] ?? 0),
  });
  sums.curtailedMwh += Math.max(0, availableMwh - madeMwh);
  sums.scarceJobMwh += Math.min(lacking, jobMwh(period, project.consumers));
}

const jobMwh = (period: PricedPeriod, sites: readonly string[] | null): Mwh =>
  period.jobReadings
    .filter(({ siteId }) => sites === null || sites.includes(siteId))
    .reduce((sum, { energyWh }) => sum + whToMwh(energyWh), 0);

function sitesOf(region: Region, periods: readonly PricedPeriod[]): DayFacts['pue'] {
  return Object.fromEntries(
    region.sites.map((site) => {
      let [facilityMwh, itMwh] = [0, 0];
      for (const period of periods) {
        const energies = new Energies(period);
        facilityMwh += energies.sum([site], 'facilityMw');
        itMwh += energies.sum([site], 'itMw');
      }
      return [site.id, { facilityMwh, itMwh }];
    }),
  );
}

type Priced = 'imported' | 'exported' | 'thermal';
/** Energies and what each of their MWh carried, weighted by energy. */
class Sums {
  curtailedMwh = 0;
  scarceJobMwh = 0;
  private readonly priced: Record<Priced, { mwh: number; yuan: number; tonnes: number; clean: number }> = {
    imported: { mwh: 0, yuan: 0, tonnes: 0, clean: 0 },
    exported: { mwh: 0, yuan: 0, tonnes: 0, clean: 0 },
    thermal: { mwh: 0, yuan: 0, tonnes: 0, clean: 0 },
  };

  add(what: Priced, mwh: Mwh, each: Partial<Omit<PricedEnergy, 'mwh'>>): void {
    const sum = this.priced[what];
    sum.mwh += mwh;
    sum.yuan += mwh * (each.yuanPerMwh ?? 0);
    sum.tonnes += mwh * (each.tco2PerMwh ?? 0);
    sum.clean += mwh * (each.cleanShareRatio ?? 0);
  }

  facts(pue: DayFacts['pue']): DayFacts {
    const mean = (what: Priced): PricedEnergy => {
      const { mwh, yuan, tonnes, clean } = this.priced[what];
      const over = (sum: number): number => (mwh > 0 ? sum / mwh : 0);
      return { mwh, yuanPerMwh: over(yuan), tco2PerMwh: over(tonnes), cleanShareRatio: over(clean) };
    };
    const { curtailedMwh, scarceJobMwh } = this;
    const priced = { imported: mean('imported'), exported: mean('exported'), thermal: mean('thermal') };
    return { ...priced, curtailedMwh, scarceJobMwh, pue };
  }
}
