import type { BudgetInput } from '#dispatch/domain';
import { holdBlockAt } from '../hold-blocks.ts';
import { emittedBy, heldFor } from '../model/conversion.ts';
import { type Column, columnAt, type Decision, type Row } from '../model/lp-model.ts';
import { type BlockContext, zero } from './block-context.ts';
import type { CspDecisions } from './csp_plant.ts';
import type { GridDecisions } from './grid_connection.ts';
import type { HvdcDecisions } from './hvdc_link.ts';
import type { RenewableDecisions } from './renewable.ts';
import type { ReservoirDecisions } from './reservoir.ts';
import type { SiteDecisions } from './site_power.ts';
import type { UnservedDecisions } from './unserved.ts';

export const BUDGET = 'budget';

export interface BudgetDecisions {
  /** What goes beyond each budget; null where it is hard. */
  readonly budgetExcess: readonly (Decision<'MWh'> | Decision<'tCO2'> | null)[];
  /** What each borrows from the days after the window; null where it may not. */
  readonly budgetLent: readonly (Decision<'MWh'> | Decision<'tCO2'> | null)[];
  readonly certificatesMwh: Decision<'MWh'> | null;
}
type Supply = Pick<RenewableDecisions, 'curtailedMw' | 'renewableMw'> &
  Pick<ReservoirDecisions, 'hydroMw'> &
  Pick<CspDecisions, 'cspMw'> &
  Pick<HvdcDecisions, 'hvdcSentMw'> &
  GridDecisions &
  UnservedDecisions &
  Pick<SiteDecisions, 'facilityMw'>;

/**
 * Sums over the window that are limited. Carbon: emitted so far + emitted in the window <= tonnes. Shares: what counts
 * >= ratio x total (green share of load; generation that is neither fed into the grid nor sent out over DC links, of what is available or of
 * load), or <= ratio x total
 * (feed-in, curtailment, of what is available), both with what was counted since the rule's period began. With a pace the
 * window has its part of what was counted instead, and may borrow some more from the days after it at a price. What goes
 * beyond is priced, or the budget is hard. Bought certificates count as green. The dual of the row is the price of the
 * rule.
 */
export const budget = (context: BlockContext, supply: Supply): BudgetDecisions => {
  const { problem, model } = context;
  const bought = problem.certificates;
  const certificatesMwh =
    bought === undefined
      ? null
      : model.decide<'MWh'>('certificatesMwh', 'market', 1, zero, () => bought.mostMwh);
  if (certificatesMwh !== null) model.charge('certificates', certificatesMwh.first, bought!.yuanPerMwh);
  const rows = problem.budgets.map((rule) =>
    rule.kind === 'carbon' ? carbon(context, rule) : share(context, supply, rule, certificatesMwh),
  );
  return {
    budgetExcess: rows.map(({ excess }) => excess),
    budgetLent: rows.map(({ lent }) => lent),
    certificatesMwh,
  };
};

/** What one budget may go beyond its row by. */
interface Beyond<Unit extends 'MWh' | 'tCO2'> {
  readonly excess: Decision<Unit> | null;
  readonly lent: Decision<Unit> | null;
}

/** Borrows from the days after the window: `sign` is what it adds to the row. */
const lend = <Unit extends 'MWh' | 'tCO2'>(
  { model }: BlockContext,
  rule: BudgetInput,
  row: Row<Unit>,
  sign: 1 | -1,
): Decision<Unit> | null => {
  const { pace } = rule;
  if (pace === undefined || pace.lendMostUnits <= 0) return null;
  const lent = model.decide<Unit>('budgetLent', rule.id, 1, zero, () => pace.lendMostUnits);
  model.charge('budgetLent', lent.first, pace.lendYuanPerUnit);
  model.add(row, sign, lent.first);
  return lent;
};

const carbon = (context: BlockContext, rule: BudgetInput): Beyond<'tCO2'> => {
  const { model } = context;
  const left = rule.pace?.slackUnits ?? rule.limit - rule.soFar.part;
  const row = model.row<'tCO2'>(BUDGET, rule.id, 0, Number.NEGATIVE_INFINITY, left);
  model.forEachMeasure('tco2', (column, tco2) => {
    model.addConverted(row, 1, emittedBy<'any'>(tco2), column as Column<'any'>);
  });
  const lent = lend(context, rule, row, -1);
  if (rule.excessYuanPerUnit === null) return { excess: null, lent };
  const excess = model.decide<'tCO2'>('budgetExcess', rule.id, 1, zero, () =>
    mostOf(model, Math.max(0, -left)),
  );
  model.charge('budgetExcess', excess.first, rule.excessYuanPerUnit);
  model.add(row, -1, excess.first);
  return { excess, lent };
};

/** More than every column together could emit, and what the budget is overdrawn by. */
const mostOf = (model: BlockContext['model'], overdrawn: number): number => {
  let most = overdrawn;
  model.forEachMeasure('tco2', (column, tco2) => {
    most += Math.max(0, tco2) * model.upperOf(column);
  });
  return most;
};

/** sign x (part - ratio x whole) + lent + excess >= 0, with what was counted so far, or its pace, on the right. */
const share = (
  context: BlockContext,
  supply: Supply,
  rule: BudgetInput,
  certificatesMwh: Decision<'MWh'> | null,
): Beyond<'MWh'> => {
  const { model, grid, hours } = context;
  const isFloor = rule.kind !== 'feedIn' && rule.kind !== 'curtailment';
  const sign = isFloor ? 1 : -1;
  const known = -(rule.pace?.slackUnits ?? sign * (rule.soFar.part - rule.limit * rule.soFar.whole));
  const row = model.row<'MWh'>(BUDGET, rule.id, 0, known, Number.POSITIVE_INFINITY);
  const writer = new ShareWriter(context, supply, row);
  for (let t = 0; t < grid.periodCount; t++) {
    writer.part(rule.kind, t, sign);
    writer.whole(rule.kind, t, -sign * rule.limit);
  }
  if (rule.certificatesCount === true && certificatesMwh !== null)
    model.add(row, sign, certificatesMwh.first);
  const lent = lend(context, rule, row, 1);
  if (rule.excessYuanPerUnit === null) return { excess: null, lent };
  const span = hours.reduce((sum, length) => sum + length, 0);
  const excess = model.decide<'MWh'>(
    'budgetExcess',
    rule.id,
    1,
    zero,
    () => Math.abs(known) + 2 * span * context.largestDrawMw,
  );
  model.charge('budgetExcess', excess.first, rule.excessYuanPerUnit);
  model.add(row, 1, excess.first);
  return { excess, lent };
};

/** Adds energies to the row of a share, each times a factor. */
class ShareWriter {
  private readonly context: BlockContext;
  private readonly supply: Supply;
  private readonly row: Row<'MWh'>;

  constructor(context: BlockContext, supply: Supply, row: Row<'MWh'>) {
    this.context = context;
    this.supply = supply;
    this.row = row;
  }

  part(kind: BudgetInput['kind'], t: number, factor: number): void {
    switch (kind) {
      case 'greenShare':
        this.cleanImport(t, factor);
        this.generated(t, factor);
        break;
      case 'selfUse':
      case 'selfSupply':
        this.generated(t, factor);
        this.all(this.supply.exportMw, t, -factor);
        this.sentOut(t, -factor);
        break;
      case 'feedIn':
        this.all(this.supply.exportMw, t, factor);
        break;
      case 'curtailment':
        this.all(this.supply.curtailedMw, t, factor);
        break;
      case 'carbon':
        break;
    }
  }

  whole(kind: BudgetInput['kind'], t: number, factor: number): void {
    if (kind === 'greenShare' || kind === 'selfSupply') this.load(t, factor);
    else this.available(t, factor);
  }

  private generated(t: number, factor: number): void {
    this.available(t, factor);
    this.all(this.supply.curtailedMw, t, -factor);
  }

  /** Sun and wind that could be had, and water and stored heat as they are used. */
  private available(t: number, factor: number): void {
    const { problem, model, hours } = this.context;
    problem.renewables.forEach((plant, i) => {
      const capacity = this.supply.renewableMw[i];
      if (capacity && plant.expansion)
        this.add(capacity.first, factor * plant.expansion.availableRatio[t]!, t);
      else model.addKnown(this.row, factor * plant.availableMw[t]! * hours[t]!);
    });
    this.all(this.supply.hydroMw, t, factor);
    this.all(this.supply.cspMw, t, factor);
  }

  private cleanImport(t: number, factor: number): void {
    this.context.problem.gridConnections.forEach((grid, i) => {
      this.add(columnAt(this.supply.importMw[i]!, t), factor * grid.cleanShareRatio, t);
    });
  }

  /** What DC links carry out of the region. */
  private sentOut(t: number, factor: number): void {
    const { horizon, hvdcLinks } = this.context.problem;
    hvdcLinks.forEach(({ toArea, holdPeriods }, i) => {
      if (toArea !== undefined) return;
      this.add(columnAt(this.supply.hvdcSentMw[i]!, holdBlockAt(horizon, holdPeriods, t)), factor, t);
    });
  }

  private load(t: number, factor: number): void {
    const { problem, model, hours } = this.context;
    problem.areas.forEach((area) => {
      model.addKnown(this.row, factor * area.loadMw[t]! * hours[t]!);
    });
    this.all(this.supply.unservedMw, t, -factor);
    this.all(this.supply.facilityMw, t, factor);
  }

  private all(decisions: readonly Decision<'MW'>[], t: number, factor: number): void {
    for (const decision of decisions) this.add(columnAt(decision, t), factor, t);
  }
  private add(column: Column<'MW'>, factor: number, t: number): void {
    const { model, hours } = this.context;
    model.addConverted(this.row, factor, heldFor(hours[t]!), column);
  }
}
