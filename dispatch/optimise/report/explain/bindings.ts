import { type Binding, BLOCK_WORDS } from '#dispatch/domain';
import type { Bilingual } from '#units';
import { blockOfDecision } from '../../conflict/decision-blocks.ts';
import { HARD_BOUNDS } from '../../conflict/hard-limits.ts';
import { GRID_CONNECTION } from '../../constraints/grid_connection.ts';
import { STORAGE_BALANCE } from '../../constraints/storage_balance.ts';
import type { ElementWords } from '../../element-words.ts';
import type { SolvedPoint } from './solved-point.ts';
import type { Run } from './stretches.ts';

/** A limit that holds a column at one step, with what room of one unit of the column would be worth there. */
export interface Hold {
  readonly key: string;
  readonly block: string;
  readonly element: string;
  readonly text: Bilingual;
  /** In the unit of the objective, per unit of the column for the length of the step. */
  readonly weight: number;
}

/** Rows that are called otherwise than by their block. */
const ROW_WORDS: Readonly<Record<string, Bilingual>> = {
  'grid_connection.peak': { zh: '{e}的需量电费', en: 'the demand charge of {e}' },
  'grid_connection.tier': { zh: '{e}的阶梯电价', en: 'the block tariff of {e}' },
  hvdc_link: { zh: '{e}的合同电力', en: 'the contracted delivery of {e}' },
  'hvdc_link.changes': { zh: '{e}每日可改变的次数', en: 'the changes a day of {e}' },
  'hvdc_link.change': { zh: '{e}每日可改变的次数', en: 'the changes a day of {e}' },
  'reservoir.ramp': { zh: '{e}的爬坡限值', en: 'the ramp of {e}' },
  'reservoir.release': { zh: '{e}的最小下泄流量', en: 'the minimum release of {e}' },
  'storage_balance.final': { zh: '{e}的期末电量', en: 'the final content of {e}' },
  'storage_balance.band': { zh: '{e}的电量区间', en: 'the content band of {e}' },
  'thermal_unit.rise': { zh: '{e}的爬坡限值', en: 'the ramp of {e}' },
  'thermal_unit.fall': { zh: '{e}的爬坡限值', en: 'the ramp of {e}' },
  'thermal_unit.least': { zh: '{e}的最小出力', en: 'the minimum output of {e}' },
  'thermal_unit.most': { zh: '{e}的可用出力', en: 'the available output of {e}' },
};

/** Names and prices what holds columns. */
export class Holds {
  private readonly point: SolvedPoint;
  private readonly words: ElementWords;

  constructor(point: SolvedPoint, words: ElementWords) {
    this.point = point;
    this.words = words;
  }

  /** Limits of the column itself, and of the rows it is in that end at a limit (not those that only balance). */
  of(column: number): Hold[] {
    const holds = this.ownBound(column);
    const { data } = this.point;
    this.point.entriesOf(column, (row, value) => {
      const dual = this.point.dual(row);
      if (dual === 0 || data.rowLower[row] === data.rowUpper[row]) return;
      const weight = Math.abs(dual * value);
      // Two limits that share one converter or connection: the same limit as the column's own bound.
      holds.push(this.isShared(row) ? this.boundHold(column, 'upper', weight) : this.rowHold(row, weight));
    });
    return holds;
  }

  private isShared(row: number): boolean {
    const { block, element } = this.point.power.model.rowPlace(row);
    const suffix = element.slice(this.words.elementOf(element).length);
    return (
      (block === STORAGE_BALANCE && suffix === '.shared') || (block === GRID_CONNECTION && suffix === '')
    );
  }

  /** The bound that a column lies on, where it is one that people know and costs something. */
  ownBound(column: number): Hold[] {
    const reduced = this.point.reducedCost(column);
    if (reduced === 0) return [];
    const side = reduced < 0 ? 'upper' : 'lower';
    const { data } = this.point;
    const isThere = reduced < 0 ? this.point.isAtUpper(column) : this.point.isAtLower(column);
    const bound = reduced < 0 ? data.columnUpper[column]! : data.columnLower[column]!;
    if (!isThere || bound === 0) return [];
    return [this.boundHold(column, side, Math.abs(reduced))];
  }

  boundHold(column: number, side: 'lower' | 'upper', weight: number): Hold {
    const decision = this.point.power.model.decisionOf(column);
    const block = blockOfDecision(decision.name);
    const words = HARD_BOUNDS[decision.name]?.[side]?.words ?? BLOCK_WORDS[block]!;
    const text = this.words.about(decision.element, words);
    const element = this.words.elementOf(decision.element);
    return { key: `${decision.name}[${decision.element}] ${side}`, block, element, text, weight };
  }

  rowHold(row: number, weight: number): Hold {
    const { block, element } = this.point.power.model.rowPlace(row);
    const own = this.words.elementOf(element);
    const suffix = element.slice(own.length).replace(/[\d-]+$/, '');
    const text = this.words.about(element, ROW_WORDS[`${block}${suffix}`] ?? BLOCK_WORDS[block]!);
    return { key: `${block}[${element}]`, block, element: own, text, weight };
  }
}

/** Most limits told in one explanation. */
const MOST_BINDINGS = 3;

/** The holds of the steps of a run as bindings: mean price per MWh over the run, the dearest first. */
export const bindingsOver = (
  run: Run,
  hoursOf: (step: number) => number,
  holdsOf: (step: number) => readonly Hold[],
): Binding[] => {
  const found = new Map<string, { hold: Hold; sum: number }>();
  let hours = 0;
  for (let step = run.from; step < run.to; step++) {
    hours += hoursOf(step);
    for (const hold of holdsOf(step)) {
      const before = found.get(hold.key);
      found.set(hold.key, { hold, sum: (before?.sum ?? 0) + hold.weight });
    }
  }
  return [...found.values()]
    .map(({ hold: { block, element, text }, sum }) => ({
      ...{ block, element, text },
      pricePerUnit: sum / Math.max(1e-12, hours),
      unit: 'MWh' as const,
    }))
    .sort((a, b) => b.pricePerUnit - a.pricePerUnit)
    .slice(0, MOST_BINDINGS);
};

export const tagOfHolds = (mode: string, holds: readonly Hold[]): string =>
  `${mode} ${holds
    .map(({ key }) => key)
    .sort()
    .join(' ')}`;
