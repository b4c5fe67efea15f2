import type { ElementWords } from '../element-words.ts';
import type { PowerModel } from '../power-model.ts';
import type { LpData } from '../solvers/lp-solver.ts';
import { HARD_BOUNDS, type HardLimit, hardRow } from './hard-limits.ts';

/** One limit that the elastic problem may loosen, with the column that says by how much. */
export interface Slack {
  readonly limit: HardLimit;
  readonly target: { readonly kind: 'column' | 'row'; readonly index: number };
  /** `lower`: the lower limit goes down; `upper`: the upper one goes up. */
  readonly side: 'lower' | 'upper';
  readonly most: number;
  readonly weight: number;
}
export interface Elastic {
  readonly data: LpData;
  /** Slack i is column `data.columnCount - slacks.length + i`. */
  readonly slacks: readonly Slack[];
}

/**
 * The same physics with every named hard limit soft: minimise the weight of what is loosened, nothing else. Columns of
 * whole numbers take any value, unless `whole`.
 */
export const elasticOf = (
  power: PowerModel,
  data: LpData,
  words: ElementWords,
  { whole }: { readonly whole: boolean },
): Elastic => {
  const slacks = [...boundSlacks(power, data), ...rowSlacks(power, data, words)];
  const soft = withSlacks(data, slacks);
  if (!whole || data.isWhole === undefined) return { data: soft, slacks };
  const isWhole = new Uint8Array(soft.columnCount);
  isWhole.set(data.isWhole);
  return { data: { ...soft, isWhole }, slacks };
};

/** The same with every row soft in both directions: always feasible, and its duals prove why the original is not. */
export const allElastic = (data: LpData): Elastic => {
  const slacks: Slack[] = [];
  for (let row = 0; row < data.rowCount; row++)
    for (const side of ['lower', 'upper'] as const) {
      const bound = side === 'lower' ? data.rowLower[row]! : data.rowUpper[row]!;
      if (!Number.isFinite(bound)) continue;
      const target = { kind: 'row', index: row } as const;
      slacks.push({ limit: ANY_ROW, target, side, most: Number.POSITIVE_INFINITY, weight: 1 });
    }
  return { data: withSlacks(data, slacks), slacks };
};

const ANY_ROW: HardLimit = { words: { zh: '', en: '' }, unit: 'MW', weight: 1 };

const boundSlacks = (power: PowerModel, data: LpData): Slack[] => {
  const { decisions, columnCount } = power.model;
  const periodHours = hoursOf(power);
  const slacks: Slack[] = [];
  for (const { name, first, count } of decisions) {
    const limits = HARD_BOUNDS[name];
    if (limits === undefined || first >= columnCount) continue;
    for (let step = 0; step < count; step++) {
      const column = first + step;
      const [lower, upper] = [data.columnLower[column]!, data.columnUpper[column]!];
      const perUnit = (limit: HardLimit): number =>
        limit.weight * (limit.unit === 'MW' ? (periodHours[step] ?? periodHours[0]!) : 1);
      const target = { kind: 'column', index: column } as const;
      // A lower limit of zero says that power has no sign; below zero the column runs backwards without an end.
      const most = lower > 0 ? lower : lower < 0 ? Number.POSITIVE_INFINITY : 0;
      if (limits.lower !== undefined && most > 0)
        slacks.push({ limit: limits.lower, target, side: 'lower', most, weight: perUnit(limits.lower) });
      if (limits.upper !== undefined && Number.isFinite(upper))
        slacks.push({
          limit: limits.upper,
          target,
          side: 'upper',
          most: Number.POSITIVE_INFINITY,
          weight: perUnit(limits.upper),
        });
    }
  }
  return slacks;
};

const rowSlacks = (power: PowerModel, data: LpData, words: ElementWords): Slack[] => {
  const { problem, model } = power;
  const periodHours = hoursOf(power);
  const carbon = new Set(problem.budgets.filter(({ kind }) => kind === 'carbon').map(({ id }) => id));
  const slacks: Slack[] = [];
  for (let row = 0; row < data.rowCount; row++) {
    const { block, element, period } = model.rowPlace(row);
    const suffix = element.slice(words.elementOf(element).length);
    const limit = hardRow(block, suffix, carbon.has(element));
    if (limit === null) continue;
    const weight = limit.weight * (limit.unit === 'MW' ? (periodHours[period] ?? periodHours[0]!) : 1);
    const target = { kind: 'row', index: row } as const;
    const most = Number.POSITIVE_INFINITY;
    if (Number.isFinite(data.rowLower[row]!)) slacks.push({ limit, target, side: 'lower', most, weight });
    if (Number.isFinite(data.rowUpper[row]!)) slacks.push({ limit, target, side: 'upper', most, weight });
  }
  return slacks;
};

const hoursOf = ({ problem, table }: PowerModel): ArrayLike<number> =>
  problem.periodHours ?? new Float64Array(problem.horizon.periodCount).fill(table.grid.hours);

/**
 * Slack columns behind the others. One of a column is its copy (upper) or its opposite (lower): what the two say
 * together lies beyond the bound by as much. One of a row enters that row alone.
 */
const withSlacks = (data: LpData, slacks: readonly Slack[]): LpData => {
  const starts = Array.from(data.columnStart);
  const rowIndex = Array.from(data.rowIndex);
  const value = Array.from(data.value);
  for (const { target, side } of slacks) {
    if (target.kind === 'row') {
      rowIndex.push(target.index);
      value.push(side === 'lower' ? 1 : -1);
    } else {
      const sign = side === 'lower' ? -1 : 1;
      for (let k = data.columnStart[target.index]!; k < data.columnStart[target.index + 1]!; k++) {
        rowIndex.push(data.rowIndex[k]!);
        value.push(sign * data.value[k]!);
      }
    }
    starts.push(rowIndex.length);
  }
  const columnCount = data.columnCount + slacks.length;
  return {
    ...withoutSquares(data),
    columnCount,
    columnCost: extended(
      new Float64Array(data.columnCount),
      slacks.map(({ weight }) => weight),
    ),
    columnLower: extended(
      data.columnLower,
      slacks.map(() => 0),
    ),
    columnUpper: extended(
      data.columnUpper,
      slacks.map(({ most }) => most),
    ),
    columnStart: Int32Array.from(starts),
    rowIndex: Int32Array.from(rowIndex),
    value: Float64Array.from(value),
  };
};

/** Feasibility knows no cost. */
const withoutSquares = ({ columnSquare: _squares, isWhole: _whole, ...data }: LpData): LpData => data;

const extended = (values: Float64Array, more: readonly number[]): Float64Array => {
  const longer = new Float64Array(values.length + more.length);
  longer.set(values);
  longer.set(more, values.length);
  return longer;
};
