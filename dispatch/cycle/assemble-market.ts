import { bindingOn, countBegins, countedBefore, ruleBudget } from '#dispatch/compliance';
import type { BudgetInput, BudgetRule, GridConnection, GridConnectionInput, Problem } from '#dispatch/domain';
import { type Horizon, hoursPerPeriod, periodStartMs, shanghaiDay } from '#units';
import { type AssembleContext, areaOf, given, numbersOf } from './assemble-context.ts';

export type MarketPart = Pick<Problem, 'gridConnections' | 'reserves' | 'budgets' | 'certificates'>;

/** Where power is bought and sold, what must be held ready, and which sums are limited. */
export function marketPart(context: AssembleContext): MarketPart {
  const { region, horizon } = context;
  const { certificates } = region;
  const days = (horizon.periodCount * hoursPerPeriod(horizon)) / 24;
  return {
    gridConnections: region.gridConnections.map((grid) => gridInput(context, grid)),
    reserves: region.reserves.map((reserve) => ({
      id: reserve.id,
      areas: (reserve.areas ?? region.areas.map(({ id }) => id)).map((id) => areaOf(context, id)),
      upMw: numbersOf(context, reserve, 'upMw'),
      downMw: numbersOf(context, reserve, 'downMw'),
      sustainHours: reserve.sustainHours,
      shortfallYuanPerMwh: reserve.shortfallYuanPerMwh,
    })),
    budgets: bindingOn(region.rules, shanghaiDay(horizon.startMs)).map((rule) => budgetInput(context, rule)),
    ...given(
      'certificates',
      certificates && {
        yuanPerMwh: certificates.yuanPerMwh,
        mostMwh: certificates.mostMwhPerDay * days,
      },
    ),
  };
}

function gridInput(context: AssembleContext, grid: GridConnection): GridConnectionInput {
  const months = monthsOf(context.horizon);
  const { demandCharge, tiers } = grid;
  return {
    id: grid.id,
    area: areaOf(context, grid.area),
    importLimitMw: grid.importLimitMw,
    exportLimitMw: grid.exportLimitMw,
    importYuanPerMwh: numbersOf(context, grid, 'importYuanPerMwh'),
    exportYuanPerMwh: numbersOf(context, grid, 'exportYuanPerMwh'),
    emissionTco2PerMwh: numbersOf(context, grid, 'emissionTco2PerMwh'),
    cleanShareRatio: grid.cleanShareRatio,
    ...given(
      'demandCharges',
      demandCharge &&
        months.map(({ month, fromPeriod, toPeriod }, index) => ({
          fromPeriod,
          toPeriod,
          yuanPerMw: demandCharge.yuanPerMwMonth,
          soFarMw: soFar(context, grid, month, 'peakMw', index === 0 ? demandCharge.monthToDatePeakMw : 0),
        })),
    ),
    ...given(
      'tiers',
      tiers &&
        months.map(({ month, fromPeriod, toPeriod }, index) => ({
          fromPeriod,
          toPeriod,
          soFarMwh: soFar(context, grid, month, 'energyMwh', index === 0 ? tiers.monthToDateMwh : 0),
          steps: tiers.steps,
        })),
    ),
    isOneWay: grid.oneWay,
  };
}

/** What a month has metered; the region's own figure where nothing was metered at all. */
function soFar(
  { state }: AssembleContext,
  grid: GridConnection,
  month: string,
  field: 'peakMw' | 'energyMwh',
  atFirst: number,
): number {
  const bought = state.bought?.[grid.id];
  if (bought === undefined) return atFirst;
  return bought.month === month ? bought[field] : 0;
}

interface MonthSpan {
  /** `2025-03`, Shanghai time. */
  readonly month: string;
  readonly fromPeriod: number;
  readonly toPeriod: number;
}
/** The billing months that a window touches. */
export function monthsOf(horizon: Horizon): readonly MonthSpan[] {
  const spans: MonthSpan[] = [];
  for (let t = 0; t < horizon.periodCount; t += 1) {
    const month = shanghaiDay(periodStartMs(horizon, t)).slice(0, 7);
    const last = spans.at(-1);
    if (last?.month === month) spans[spans.length - 1] = { ...last, toPeriod: t + 1 };
    else spans.push({ month, fromPeriod: t, toPeriod: t + 1 });
  }
  return spans;
}

/** A rule as a budget of the window, with what was counted since its count began and the window's part of it. */
function budgetInput({ region, horizon, state, outlooks }: AssembleContext, rule: BudgetRule): BudgetInput {
  return ruleBudget({
    rule,
    counted: countedBefore(rule, countBegins(rule, shanghaiDay(horizon.startMs)), state),
    startMs: horizon.startMs,
    days: (horizon.periodCount * hoursPerPeriod(horizon)) / 24,
    outlook: outlooks[rule.id] ?? null,
    dearestYuanPerMwh: region.unservedYuanPerMwh,
  });
}
