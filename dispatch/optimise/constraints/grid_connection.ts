import type { GridConnectionInput } from '#dispatch/domain';
import { heldFor, onSwitch, perMw } from '../model/conversion.ts';
import { columnAt, type Decision } from '../model/lp-model.ts';
import { type BlockContext, one, zero } from './block-context.ts';

export const GRID_CONNECTION = 'grid_connection';

export interface GridDecisions {
  readonly importMw: readonly Decision<'MW'>[];
  readonly exportMw: readonly Decision<'MW'>[];
  /** Whether it buys; null where it may do both at once. */
  readonly buying: readonly (Decision<'switch'> | null)[];
}
interface Flows {
  readonly bought: Decision<'MW'>;
  readonly sold: Decision<'MW'>;
}

/**
 * Import is paid and emits at the grid's factor, export earns. Both go through one connection: the shares of the two
 * limits that are used never exceed one, which keeps energy from going in circles; or only one of them runs, a whole
 * number. Where a limit is missing, the most that the region could ever draw stands for it. A demand charge is paid for
 * the part of a billing month's highest import that was not reached before; a block tariff adds its price to what goes
 * beyond each level.
 */
export const gridConnection = (context: BlockContext): GridDecisions => {
  const flows = context.problem.gridConnections.map((connection) => oneConnection(context, connection));
  return {
    importMw: flows.map(({ bought }) => bought),
    exportMw: flows.map(({ sold }) => sold),
    buying: flows.map(({ buying }) => buying),
  };
};

const oneConnection = (
  context: BlockContext,
  connection: GridConnectionInput,
): Flows & { readonly buying: Decision<'switch'> | null } => {
  const { model, grid, hours, areaRows, largestDrawMw } = context;
  const within = (limitMw: number) => () => Math.min(limitMw, largestDrawMw);
  const n = grid.periodCount;
  const flows: Flows = {
    bought: model.decide<'MW'>('importMw', connection.id, n, zero, within(connection.importLimitMw)),
    sold: model.decide<'MW'>('exportMw', connection.id, n, zero, within(connection.exportLimitMw)),
  };
  for (let t = 0; t < n; t++) {
    const [bought, sold] = [columnAt(flows.bought, t), columnAt(flows.sold, t)];
    model.add(areaRows[connection.area]![t]!, 1, bought);
    model.add(areaRows[connection.area]![t]!, -1, sold);
    model.charge('gridImport', bought, connection.importYuanPerMwh[t]! * hours[t]!);
    model.charge('gridExport', sold, -connection.exportYuanPerMwh[t]! * hours[t]!);
    model.emit(bought, connection.emissionTco2PerMwh[t]! * hours[t]!);
    model.measure('dirtyMwh', bought, (1 - connection.cleanShareRatio) * hours[t]!);
  }
  const buying = connection.isOneWay === true ? oneWay(context, connection, flows) : null;
  if (buying === null) sharedConnection(context, connection, flows);
  demandCharges(context, connection, flows.bought);
  tiers(context, connection, flows.bought);
  return { ...flows, buying };
};

const sharedConnection = ({ model, grid }: BlockContext, { id }: GridConnectionInput, flows: Flows): void => {
  for (let t = 0; t < grid.periodCount; t++) {
    const [bought, sold] = [columnAt(flows.bought, t), columnAt(flows.sold, t)];
    const [importLimitMw, exportLimitMw] = [model.upperOf(bought), model.upperOf(sold)];
    if (importLimitMw <= 0 || exportLimitMw <= 0) continue;
    const row = model.row<'share'>(GRID_CONNECTION, id, t, 0, 1);
    model.addConverted(row, 1, perMw(importLimitMw), bought);
    model.addConverted(row, 1, perMw(exportLimitMw), sold);
  }
};

/** import <= limit x buying, export <= limit x (1 - buying). */
const oneWay = (
  { model, grid }: BlockContext,
  { id }: GridConnectionInput,
  flows: Flows,
): Decision<'switch'> => {
  const buying = model.decideWhole<'switch'>('buying', id, grid.periodCount, zero, one);
  for (let t = 0; t < grid.periodCount; t++) {
    const [bought, sold] = [columnAt(flows.bought, t), columnAt(flows.sold, t)];
    const importing = model.row<'MW'>(GRID_CONNECTION, `${id}.import`, t, Number.NEGATIVE_INFINITY, 0);
    model.add(importing, 1, bought);
    model.addConverted(importing, -1, onSwitch(model.upperOf(bought)), columnAt(buying, t));
    const most = model.upperOf(sold);
    const exporting = model.row<'MW'>(GRID_CONNECTION, `${id}.export`, t, Number.NEGATIVE_INFINITY, most);
    model.add(exporting, 1, sold);
    model.addConverted(exporting, 1, onSwitch(most), columnAt(buying, t));
  }
  return buying;
};

/** peak >= import in every period of the month, peak >= what was reached before. */
const demandCharges = (
  { model, largestDrawMw }: BlockContext,
  { id, demandCharges: charges }: GridConnectionInput,
  bought: Decision<'MW'>,
): void => {
  charges?.forEach(({ fromPeriod, toPeriod, yuanPerMw, soFarMw }, month) => {
    const name = `${id}.peak${month + 1}`;
    const peak = model.decide<'MW'>(
      'peakMw',
      name,
      1,
      () => soFarMw,
      () => Math.max(soFarMw, largestDrawMw),
    );
    model.charge('demandCharge', peak.first, yuanPerMw);
    model.chargeConstant('demandCharge', -yuanPerMw * soFarMw);
    for (let t = fromPeriod; t < toPeriod; t++) {
      const row = model.row<'MW'>(GRID_CONNECTION, name, t, Number.NEGATIVE_INFINITY, 0);
      model.add(row, 1, columnAt(bought, t));
      model.add(row, -1, peak.first);
    }
  });
};

/** Imported so far + imported in the window - above a level <= the level; prices rise, so the split is the cheapest. */
const tiers = (
  { model, hours, largestDrawMw }: BlockContext,
  { id, tiers: months }: GridConnectionInput,
  bought: Decision<'MW'>,
): void => {
  months?.forEach(({ fromPeriod, toPeriod, soFarMwh, steps }, month) => {
    const span = hours.subarray(fromPeriod, toPeriod).reduce((sum, length) => sum + length, 0);
    steps.forEach(({ fromMwh, addedYuanPerMwh }, step) => {
      const name = `${id}.tier${month + 1}-${step + 1}`;
      const alreadyMwh = Math.max(0, soFarMwh - fromMwh);
      const above = model.decide<'MWh'>(
        'aboveTierMwh',
        name,
        1,
        () => alreadyMwh,
        () => alreadyMwh + span * largestDrawMw,
      );
      model.charge('energyTier', above.first, addedYuanPerMwh);
      model.chargeConstant('energyTier', -addedYuanPerMwh * alreadyMwh);
      const row = model.row<'MWh'>(
        GRID_CONNECTION,
        name,
        fromPeriod,
        Number.NEGATIVE_INFINITY,
        fromMwh - soFarMwh,
      );
      for (let t = fromPeriod; t < toPeriod; t++)
        model.addConverted(row, 1, heldFor(hours[t]!), columnAt(bought, t));
      model.add(row, -1, above.first);
    });
  });
};
