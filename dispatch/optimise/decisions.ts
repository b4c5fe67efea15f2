import type { Problem, ReservoirInput } from '#dispatch/domain';
import { hoursPerPeriod } from '#units';
import type { BidTable } from './bids/bid-table.ts';
import { holdBlockCount } from './hold-blocks.ts';
import { baseItMw, largestBatchItMw, largestDrawMw, runningMw } from './largest-draw.ts';
import { flowingFor } from './model/conversion.ts';
import type { Decision, LpModel } from './model/lp-model.ts';

/** Every column of the power side and of online work. Values are never negative, except a line's net flow. */
export interface Decisions {
  readonly lineFlowMw: readonly Decision<'MW'>[];
  /** One column a hold block. */
  readonly hvdcSentMw: readonly Decision<'MW'>[];
  readonly hvdcShortfallMw: readonly Decision<'MW'>[];
  readonly curtailedMw: readonly Decision<'MW'>[];
  readonly hydroMw: readonly Decision<'MW'>[];
  readonly spillM3PerS: readonly Decision<'m3/s'>[];
  /** Release that the river is owed and does not get. */
  readonly releaseShortfallM3PerS: readonly Decision<'m3/s'>[];
  readonly storedMm3: readonly Decision<'Mm3'>[];
  readonly chargeMw: readonly Decision<'MW'>[];
  readonly dischargeMw: readonly Decision<'MW'>[];
  readonly storedMwh: readonly Decision<'MWh'>[];
  /** One column: what is missing at the end. */
  readonly storageShortfallMwh: readonly Decision<'MWh'>[];
  readonly importMw: readonly Decision<'MW'>[];
  readonly exportMw: readonly Decision<'MW'>[];
  readonly unservedMw: readonly Decision<'MW'>[];
  readonly facilityMw: readonly Decision<'MW'>[];
  /** IT power of all batch work of a site, above idle. */
  readonly batchItMw: readonly Decision<'MW'>[];
  readonly online: readonly OnlineDecisions[];
}

/** One stream of an online service: units served by each pool it may use, and units not served. */
export interface OnlineDecisions {
  readonly bid: number;
  readonly stream: number;
  readonly element: string;
  readonly served: readonly { readonly pool: number; readonly units: Decision<'unit'> }[];
  readonly unservedUnits: Decision<'unit'>;
}

export const declareDecisions = (model: LpModel, problem: Problem, table: BidTable): Decisions => ({
  ...declareNetwork(model, problem, table),
  ...declareSources(model, problem),
  ...declareStores(model, problem),
  ...declareConsumption(model, problem, table),
  online: declareOnline(model, problem),
});

const zero = (): number => 0;

const declareNetwork = (model: LpModel, problem: Problem, table: BidTable) => {
  const periods = problem.horizon.periodCount;
  const most = largestDrawMw(problem, table);
  const within = (limitMw: number) => () => Math.min(limitMw, most);
  return {
    lineFlowMw: problem.acLines.map((line) =>
      model.decide<'MW'>(
        'lineFlowMw',
        line.id,
        periods,
        () => -Math.min(line.limitMw, most),
        within(line.limitMw),
      ),
    ),
    hvdcSentMw: problem.hvdcLinks.map((link) =>
      model.decide<'MW'>(
        'hvdcSentMw',
        link.id,
        holdBlockCount(problem.horizon, link.holdPeriods),
        (block) => (block === 0 ? link.heldMw : undefined) ?? link.minimumRatio * link.ratedMw,
        (block) => (block === 0 ? link.heldMw : undefined) ?? link.ratedMw,
      ),
    ),
    hvdcShortfallMw: problem.hvdcLinks.map((link) =>
      model.decide<'MW'>('hvdcShortfallMw', link.id, periods, zero, (t) => link.contractedMw[t]!),
    ),
    importMw: problem.gridConnections.map((grid) =>
      model.decide<'MW'>('importMw', grid.id, periods, zero, within(grid.importLimitMw)),
    ),
    exportMw: problem.gridConnections.map((grid) =>
      model.decide<'MW'>('exportMw', grid.id, periods, zero, within(grid.exportLimitMw)),
    ),
  };
};

const declareSources = (model: LpModel, problem: Problem) => {
  const periods = problem.horizon.periodCount;
  return {
    curtailedMw: problem.renewables.map((plant) =>
      model.decide<'MW'>('curtailedMw', plant.id, periods, zero, (t) => plant.availableMw[t]!),
    ),
    hydroMw: problem.reservoirs.map((plant) =>
      model.decide<'MW'>('hydroMw', plant.id, periods, zero, () => plant.ratedMw),
    ),
    spillM3PerS: problem.reservoirs.map((plant) => {
      const full = (plant.maximumMm3 * 1e6) / (problem.horizon.periodMinutes * 60);
      return model.decide<'m3/s'>(
        'spillM3PerS',
        plant.id,
        periods,
        zero,
        (t) => full + plant.inflowM3PerS[t]!,
      );
    }),
  };
};

const declareStores = (model: LpModel, problem: Problem) => {
  const periods = problem.horizon.periodCount;
  return {
    releaseShortfallM3PerS: problem.reservoirs.map((plant) =>
      model.decide<'m3/s'>('releaseShortfallM3PerS', plant.id, periods, zero, () =>
        Math.max(0, plant.minimumReleaseM3PerS),
      ),
    ),
    storedMm3: problem.reservoirs.map((plant) => {
      const most = mostStoredMm3(problem, plant);
      return model.decide<'Mm3'>(
        'storedMm3',
        plant.id,
        periods,
        // A content that is below the minimum already rises as the inflow lets it.
        (t) => Math.min(plant.minimumMm3, most[t]!),
        () => plant.maximumMm3,
      );
    }),
    chargeMw: problem.batteries.map((battery) =>
      model.decide<'MW'>('chargeMw', battery.id, periods, zero, () => battery.chargeMw),
    ),
    dischargeMw: problem.batteries.map((battery) =>
      model.decide<'MW'>('dischargeMw', battery.id, periods, zero, () => battery.dischargeMw),
    ),
    storedMwh: problem.batteries.map((battery) =>
      model.decide<'MWh'>(
        'storedMwh',
        battery.id,
        periods,
        () => battery.minimumMwh,
        () => battery.maximumMwh,
      ),
    ),
    storageShortfallMwh: problem.batteries.map((battery) =>
      model.decide<'MWh'>('storageShortfallMwh', battery.id, 1, zero, () => battery.finalMwh),
    ),
  };
};

/** Content at the end of every period when nothing is let go. */
const mostStoredMm3 = (problem: Problem, plant: ReservoirInput): Float64Array => {
  let content = plant.initialMm3;
  return plant.inflowM3PerS.map((flow) => {
    content += flow * flowingFor(hoursPerPeriod(problem.horizon));
    return content;
  });
};

const declareConsumption = (model: LpModel, problem: Problem, table: BidTable) => {
  const periods = problem.horizon.periodCount;
  const most = largestDrawMw(problem, table);
  const batch = largestBatchItMw(problem, table);
  return {
    unservedMw: problem.areas.map((area) =>
      model.decide<'MW'>('unservedMw', area.id, periods, zero, () => most),
    ),
    facilityMw: problem.sites.map((site, s) => {
      const running = runningMw(problem, s);
      return model.decide<'MW'>('facilityMw', site.id, periods, zero, (t) =>
        Math.max(running[t]!, Math.min(site.facilityLimitMw, most)),
      );
    }),
    batchItMw: problem.sites.map((site, s) => {
      const base = baseItMw(problem, s);
      return model.decide<'MW'>('batchItMw', site.id, periods, zero, (t) => {
        const room = (site.facilityLimitMw - site.fixedMw[t]!) / site.facilityPerIt[t]! - base[t]!;
        return Math.max(0, Math.min(batch[s]![t]!, room));
      });
    }),
  };
};

const declareOnline = (model: LpModel, problem: Problem): OnlineDecisions[] =>
  problem.online.flatMap((bid, b) =>
    bid.streams.map((stream, s) => {
      const element = `${bid.id}/${stream.userRegion}`;
      const demanded = (t: number): number => stream.demandUnits[t]!;
      const periods = problem.horizon.periodCount;
      return {
        bid: b,
        stream: s,
        element,
        served: stream.pools.map((pool) => ({
          pool,
          units: model.decide<'unit'>(
            'servedUnits',
            `${element}@${problem.pools[pool]!.id}`,
            periods,
            zero,
            demanded,
          ),
        })),
        unservedUnits: model.decide<'unit'>('unservedUnits', element, periods, zero, demanded),
      };
    }),
  );
