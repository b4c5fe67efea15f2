import type { Binding, ExplanationKind } from '#dispatch/domain';
import { type Bilingual, periodStartMs } from '#units';
import { GRID_CONNECTION } from '../../constraints/grid_connection.ts';
import type { Columns } from '../../model/lp-model.ts';
import type { ForcedBounds } from '../../placement/power-dispatch.ts';
import { figure } from '../objective-amounts.ts';
import type { ActivityContext } from './activities.ts';
import { bindingsOver, type Hold } from './bindings.ts';
import type { Candidate } from './candidate.ts';
import { type Run, runsOf, sumOver, withoutGaps } from './stretches.ts';
import { zoneOf } from './zones.ts';

/** How much looser a limit is imagined, MW. */
const ONE_MW = 1;
/** Less than this is nothing, MW. */
const LEAST_MW = 1e-4;

/** A limit in a column that costs something while it is reached. */
interface Limit {
  readonly kind: ExplanationKind;
  readonly element: string;
  readonly decision: Columns;
  readonly side: 'upper' | 'lower';
  readonly deed: Bilingual;
  readonly what: Bilingual;
  /** Blocks whose rows share the limit with the column's own bound. */
  readonly sharedIn: string | null;
}

/** Import, export and lines at their limits: each with what one more MW would have been worth. */
export const limitCandidates = (context: ActivityContext): Candidate[] => {
  const { problem, decisions } = context.point.power;
  const grids = problem.gridConnections.flatMap(({ id }, i): Limit[] => [
    {
      ...{ kind: 'importLimit', element: id, decision: decisions.importMw[i]!, side: 'upper' },
      deed: { zh: '购电已到限额', en: 'imports up to its limit of' },
      what: { zh: '购电限额高 1 MW', en: 'an import limit 1 MW higher' },
      sharedIn: GRID_CONNECTION,
    },
    {
      ...{ kind: 'exportLimit', element: id, decision: decisions.exportMw[i]!, side: 'upper' },
      deed: { zh: '送电已到限额', en: 'exports up to its limit of' },
      what: { zh: '送电限额高 1 MW', en: 'an export limit 1 MW higher' },
      sharedIn: GRID_CONNECTION,
    },
  ]);
  const lines = problem.acLines.flatMap(({ id }, i): Limit[] =>
    (['upper', 'lower'] as const).map((side) => ({
      ...{ kind: 'line' as const, element: id, decision: decisions.lineFlowMw[i]!, side },
      deed: { zh: '潮流已到限额', en: 'carries up to its limit of' },
      what: { zh: '线路限额高 1 MW', en: 'a line limit 1 MW higher' },
      sharedIn: null,
    })),
  );
  return [...grids, ...lines].flatMap((limit) => limitRuns(context, limit));
};

const limitRuns = (context: ActivityContext, limit: Limit): Candidate[] => {
  const { decision } = limit;
  const holds = Array.from({ length: decision.count }, (_, t) => limitHolds(context, limit, t));
  return runsOf(decision.count, (t) => (holds[t]!.length > 0 ? limit.side : null)).map((run) =>
    limitCandidate(context, limit, run, holds),
  );
};

/** What holds the column at its limit: its own bound, or the row through which two limits share a connection. */
const limitHolds = (context: ActivityContext, limit: Limit, t: number): Hold[] => {
  const { point, holds } = context;
  const column = limit.decision.first + t;
  const isThere = limit.side === 'upper' ? point.isAtUpper(column) : point.isAtLower(column);
  const reached = Math.abs(point.primal[column]!);
  if (!isThere || reached < LEAST_MW) return [];
  const sign = limit.side === 'upper' ? -1 : 1;
  const own = sign * point.reducedCost(column) > 0 ? Math.abs(point.reducedCost(column)) : 0;
  const shared = sharedRows(context, limit, column).reduce(
    (sum, { row, value }) => sum + Math.abs(point.dual(row) * value),
    0,
  );
  return own + shared > 0 ? [holds.boundHold(column, limit.side, own + shared)] : [];
};

const sharedRows = (
  { point }: ActivityContext,
  { sharedIn, element }: Limit,
  column: number,
): { row: number; value: number }[] => {
  const rows: { row: number; value: number }[] = [];
  const { data, power } = point;
  point.entriesOf(column, (row, value) => {
    if (data.rowLower[row] === data.rowUpper[row]) return;
    const place = power.model.rowPlace(row);
    const isLimit = place.element === element || /\.(import|export)$/.test(place.element);
    if (place.block === sharedIn && isLimit) rows.push({ row, value });
  });
  return rows;
};

const limitCandidate = (
  context: ActivityContext,
  limit: Limit,
  run: Run,
  holds: readonly (readonly Hold[])[],
): Candidate => {
  const { point, words } = context;
  const { decision } = limit;
  const rent = (t: number): number => holds[t]!.reduce((sum, { weight }) => sum + weight, 0);
  const value = (t: number): number => Math.abs(point.valueAt(decision, t));
  const amount = sumOver(run, value) / (run.to - run.from);
  const name = words.nameOf(limit.element);
  return {
    kind: limit.kind,
    element: limit.element,
    ...spanOf(context, run),
    ...{ amount, unit: 'MW', energyMwh: sumOver(run, value) * point.hours },
    binding: bindingsOver(
      run,
      () => point.hours,
      (t) => holds[t]!,
    ),
    deed: {
      zh: `${name.zh}${limit.deed.zh} ${figure(amount)} MW`,
      en: `${name.en} ${limit.deed.en} ${figure(amount)} MW`,
    },
    because: { zh: '', en: '' },
    alternative: {
      what: limit.what,
      force: [widened(context, limit, run), ...widenedRows(context, limit, run)],
      estimate: -sumOver(run, rent) * ONE_MW,
    },
    stake: sumOver(run, (t) => rent(t) * value(t)),
    stakeIsAlternative: false,
  };
};

export const spanOf = (
  { point }: ActivityContext,
  run: Run,
): { readonly fromMs: number; readonly toMs: number } => {
  const { horizon } = point.power.problem;
  return { fromMs: periodStartMs(horizon, run.from), toMs: periodStartMs(horizon, run.to) };
};

const widened = ({ point }: ActivityContext, { decision, side }: Limit, run: Run): ForcedBounds => {
  const first = decision.first + run.from;
  const { columnLower, columnUpper } = point.data;
  const bounds = (values: Float64Array, by: number): Float64Array =>
    values.slice(first, decision.first + run.to).map((bound) => bound + by);
  return {
    kind: 'columns',
    first,
    lower: bounds(columnLower, side === 'lower' ? -ONE_MW : 0),
    upper: bounds(columnUpper, side === 'upper' ? ONE_MW : 0),
  };
};

const widenedRows = (context: ActivityContext, limit: Limit, run: Run): ForcedBounds[] => {
  const { data } = context.point;
  const forced: ForcedBounds[] = [];
  for (let t = run.from; t < run.to; t++)
    for (const { row, value } of sharedRows(context, limit, limit.decision.first + t))
      forced.push(rowForce(row, data.rowLower[row]!, data.rowUpper[row]! + value * ONE_MW));
  return forced;
};

export const rowForce = (row: number, lower: number, upper: number): ForcedBounds => ({
  kind: 'rows',
  first: row,
  lower: Float64Array.of(lower),
  upper: Float64Array.of(upper),
});

/** Sun and wind that is turned away, and load that is shed: what stood in the way, and what one MW there was worth. */
export const imbalanceCandidates = (context: ActivityContext): Candidate[] => {
  const { problem, decisions } = context.point.power;
  const around = new AreaLimits(context);
  const curtailed = problem.renewables.map(({ id, area }, i) => ({
    ...{ kind: 'curtail' as const, element: id, area, decision: decisions.curtailedMw[i]! },
    verb: { zh: '弃电', en: 'turns away' },
    what: { zh: '当地多用 1 MW', en: 'using 1 MW more there' },
    addedMw: 1,
  }));
  const shed = problem.areas.map(({ id }, area) => ({
    ...{ kind: 'unserved' as const, element: id, area, decision: decisions.unservedMw[area]! },
    verb: { zh: '缺供', en: 'is short of' },
    what: { zh: '当地多供 1 MW', en: '1 MW more supply there' },
    addedMw: -1,
  }));
  return [...curtailed, ...shed].flatMap((imbalance) => imbalanceRuns(context, around, imbalance));
};

interface Imbalance {
  readonly kind: ExplanationKind;
  readonly element: string;
  readonly area: number;
  readonly decision: Columns;
  readonly verb: Bilingual;
  readonly what: Bilingual;
  /** Load that is imagined to be added. */
  readonly addedMw: number;
}

/** What stands in the way of more power out of an area, or into it. */
class AreaLimits {
  private readonly context: ActivityContext;
  private readonly columns = new Map<number, readonly Columns[]>();

  constructor(context: ActivityContext) {
    this.context = context;
    const { problem, decisions } = context.point.power;
    problem.areas.forEach((_, area) => {
      const list: Columns[] = [];
      problem.gridConnections.forEach((grid, i) => {
        if (grid.area === area) list.push(decisions.importMw[i]!, decisions.exportMw[i]!);
      });
      problem.batteries.forEach((battery, i) => {
        if (battery.area === area && battery.site === undefined)
          list.push(decisions.chargeMw[i]!, decisions.dischargeMw[i]!, decisions.storedMwh[i]!);
      });
      problem.acLines.forEach((line, i) => {
        if (line.fromArea === area || line.toArea === area) list.push(decisions.lineFlowMw[i]!);
      });
      problem.reservoirs.forEach((plant, i) => {
        if (plant.area === area) list.push(decisions.hydroMw[i]!);
      });
      this.columns.set(area, list);
    });
  }

  /** Limits of the area and of all that are reached from it without a limit between. */
  at(area: number, t: number): Hold[] {
    const { holds, point } = this.context;
    return zoneOf(point, area, t).flatMap((reached) =>
      this.columns.get(reached)!.flatMap((decision) => {
        // The price of a content is one of its MWh, whatever the length of the period.
        const hours = decision.name === 'storedMwh' ? point.hours : 1;
        return holds.ownBound(decision.first + t).map((hold) => ({ ...hold, weight: hold.weight * hours }));
      }),
    );
  }
}

const imbalanceRuns = (context: ActivityContext, around: AreaLimits, imbalance: Imbalance): Candidate[] => {
  const { point } = context;
  const { decision } = imbalance;
  const tagOf = (t: number): string | null => (point.valueAt(decision, t) > LEAST_MW ? 'x' : null);
  return withoutGaps(runsOf(decision.count, tagOf)).map((run) =>
    imbalanceCandidate(context, around, imbalance, run),
  );
};

const imbalanceCandidate = (
  context: ActivityContext,
  around: AreaLimits,
  { kind, element, area, decision, verb, what, addedMw }: Imbalance,
  run: Run,
): Candidate => {
  const { point, words } = context;
  const energyMwh = sumOver(run, (t) => point.valueAt(decision, t)) * point.hours;
  const amount = energyMwh / (point.hours * (run.to - run.from));
  const binding: Binding[] = bindingsOver(
    run,
    () => point.hours,
    (t) => around.at(area, t),
  );
  const name = words.nameOf(element);
  const worth = kind === 'unserved' ? point.meanAreaPrice(area, run.from, run.to) : point.meanAreaPrice(area);
  const force = Array.from({ length: run.to - run.from }, (_, i) => {
    const row = point.power.areaRows[area]![run.from + i]!;
    return rowForce(row, point.data.rowLower[row]! + addedMw, point.data.rowUpper[row]! + addedMw);
  });
  const [mw, mwh] = [figure(amount), figure(energyMwh)];
  return {
    ...{ kind, element, ...spanOf(context, run), amount, unit: 'MW', energyMwh, binding },
    deed: {
      zh: `${name.zh}${verb.zh} ${mw} MW（${mwh} MWh）`,
      en: `${name.en} ${verb.en} ${mw} MW (${mwh} MWh)`,
    },
    because: { zh: '', en: '' },
    alternative: {
      what,
      force,
      estimate: addedMw * sumOver(run, (t) => point.areaPrice(area, t)) * point.hours,
    },
    stake: Math.abs(energyMwh * worth),
    stakeIsAlternative: false,
  };
};
