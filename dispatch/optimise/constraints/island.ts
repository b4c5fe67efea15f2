import { deliveredFrom, lastingFor } from '../model/conversion.ts';
import { columnAt, type Decision } from '../model/lp-model.ts';
import { type BlockContext, zero } from './block-context.ts';
import { chosenCapacity } from './expansion.ts';
import type { ReservoirDecisions } from './reservoir.ts';
import type { SiteDecisions } from './site_power.ts';
import type { StorageDecisions } from './storage_balance.ts';
import type { UnservedDecisions } from './unserved.ts';

export const ISLAND = 'island';

export interface IslandDecisions {
  readonly islandShortfallMwh: readonly (Decision<'MWh'> | null)[];
  readonly formingShortfallMw: readonly (Decision<'MW'> | null)[];
}
type Supply = StorageDecisions & ReservoirDecisions & SiteDecisions & UnservedDecisions;

/**
 * An area that lives on its own. Its stores hold the energy of so many hours at the load of the period, and stores and
 * turbines keep grid-forming headroom, a share of the load; what is missing of either is priced. That it imports
 * nothing follows from having no line, link or connection.
 */
export const island = (context: BlockContext, supply: Supply): IslandDecisions => {
  const { problem, grid, model } = context;
  const isAlone = (a: number): boolean => problem.areas[a]!.island !== undefined;
  const islandShortfallMwh = problem.areas.map((area, a) =>
    isAlone(a)
      ? model.decide<'MWh'>(
          'islandShortfallMwh',
          area.id,
          grid.periodCount,
          zero,
          () => context.largestDrawMw * Math.max(1, area.island!.autonomyHours),
        )
      : null,
  );
  const formingShortfallMw = problem.areas.map((area, a) =>
    isAlone(a)
      ? model.decide<'MW'>('formingShortfallMw', area.id, grid.periodCount, zero, () => context.largestDrawMw)
      : null,
  );
  problem.areas.forEach((_, a) => {
    if (!isAlone(a)) return;
    for (let t = 0; t < grid.periodCount; t++) {
      autonomy(context, supply, a, t, islandShortfallMwh[a]!);
      forming(context, supply, a, t, formingShortfallMw[a]!);
    }
  });
  return { islandShortfallMwh, formingShortfallMw };
};

/** Sum over stores of efficiency x (content - minimum) + shortfall >= hours x (load - unserved + sites). */
const autonomy = (
  { problem, model }: BlockContext,
  supply: Supply,
  a: number,
  t: number,
  shortfall: Decision<'MWh'>,
): void => {
  const area = problem.areas[a]!;
  const lasting = lastingFor(area.island!.autonomyHours);
  const known = area.island!.autonomyHours * area.loadMw[t]!;
  const row = model.row<'MWh'>(ISLAND, `${area.id}.autonomy`, t, known, Number.POSITIVE_INFINITY);
  const missing = columnAt(shortfall, t);
  model.add(row, 1, missing);
  // Energy that stands ready: it is missing by the MWh in each period, however long that is.
  model.charge('islandShortfall', missing, problem.unservedYuanPerMwh * ISLAND_SHORTFALL_RATIO);
  model.addConverted(row, 1, lasting, columnAt(supply.unservedMw[a]!, t));
  problem.sites.forEach((site, s) => {
    if (site.area === a) model.addConverted(row, -1, lasting, columnAt(supply.facilityMw[s]!, t));
  });
  problem.batteries.forEach((battery, b) => {
    if (battery.area !== a || battery.site !== undefined) return;
    const given = deliveredFrom(battery.dischargeEfficiencyRatio);
    model.addConverted(row, 1, given, columnAt(supply.storedMwh[b]!, t));
    // A content below its minimum gives nothing, and takes nothing from the others.
    const below = supply.outsideBand[b]!.below.get(t);
    if (below !== undefined) model.addConverted(row, 1, given, below);
    const leastMwh = battery.expansion === undefined ? battery.minimumMwh : 0;
    model.addKnown(row, -battery.dischargeEfficiencyRatio * leastMwh);
  });
};

/** A reserve that is missing costs a small part of energy that is missing: it may never be called. */
export const ISLAND_SHORTFALL_RATIO = 0.05;

/** Sum over stores (limit - discharge + charge) and turbines (rated - output) + shortfall >= share x (load + sites). */
const forming = (
  context: BlockContext,
  supply: Supply,
  a: number,
  t: number,
  shortfall: Decision<'MW'>,
): void => {
  const { problem, model, hours } = context;
  const area = problem.areas[a]!;
  const share = area.island!.formingRatio;
  const row = model.row<'MW'>(
    ISLAND,
    `${area.id}.forming`,
    t,
    share * area.loadMw[t]!,
    Number.POSITIVE_INFINITY,
  );
  const missing = columnAt(shortfall, t);
  model.add(row, 1, missing);
  model.charge('islandShortfall', missing, problem.unservedYuanPerMwh * hours[t]! * ISLAND_SHORTFALL_RATIO);
  problem.sites.forEach((site, s) => {
    if (site.area === a) model.add(row, -share, columnAt(supply.facilityMw[s]!, t));
  });
  problem.batteries.forEach((battery, b) => {
    if (battery.area !== a || battery.site !== undefined) return;
    const capacity = chosenCapacity<'MW'>(context, battery.id, 'capacityMw');
    if (capacity === null) model.addKnown(row, battery.dischargeMw);
    else model.add(row, 1, capacity);
    model.add(row, -1, columnAt(supply.dischargeMw[b]!, t));
    model.add(row, 1, columnAt(supply.chargeMw[b]!, t));
  });
  problem.reservoirs.forEach((plant, i) => {
    if (plant.area !== a) return;
    model.addKnown(row, plant.ratedMw);
    model.add(row, -1, columnAt(supply.hydroMw[i]!, t));
  });
};
