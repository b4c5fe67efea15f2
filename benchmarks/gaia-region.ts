import { NO_PARTS, type Problem } from '#dispatch/domain';

/** Setting of the peers: a job draws so much for each of its cpus. */
export const KW_PER_CPU = 1;

export interface GaiaRegion {
  readonly regionId: string;
  readonly startMs: number;
  /** tCO2/MWh by hour. */
  readonly intensity: Float64Array;
  readonly tailTco2PerMwh: number;
  readonly cpus: number;
}

/** One site on the grid of one zone, with a pool of so many cpus, planned for carbon alone; without jobs. */
export const gaiaRegion = ({ regionId, startMs, intensity, tailTco2PerMwh, cpus }: GaiaRegion): Problem => {
  const flat = (value: number): Float64Array => new Float64Array(intensity.length).fill(value);
  return {
    ...NO_PARTS,
    regionId,
    horizon: { startMs, periodMinutes: 60, periodCount: intensity.length },
    objective: 'carbon',
    areas: [{ id: 'zone', loadMw: flat(0) }],
    gridConnections: [
      {
        id: 'grid',
        area: 0,
        importLimitMw: Number.POSITIVE_INFINITY,
        exportLimitMw: 0,
        importYuanPerMwh: flat(0),
        exportYuanPerMwh: flat(0),
        emissionTco2PerMwh: intensity,
        cleanShareRatio: 0,
      },
    ],
    sites: [
      {
        id: 'site',
        area: 0,
        facilityPerIt: flat(1),
        fixedMw: flat(0),
        facilityLimitMw: Number.POSITIVE_INFINITY,
        tailYuanPerMwh: 0,
        tailTco2PerMwh,
      },
    ],
    pools: [
      {
        id: 'cpu',
        site: 0,
        kind: 'cpu',
        unitCount: cpus,
        idleKwPerUnit: 0,
        peakKwPerUnit: KW_PER_CPU,
        committedUnits: flat(0),
      },
    ],
    unservedYuanPerMwh: 10_000,
    curtailedYuanPerMwh: 0,
    carbonYuanPerTco2: 0,
  };
};
