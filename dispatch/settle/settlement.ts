import { type SettlementPrices, STATEMENT_LINE_KINDS, type StatementLine } from '#dispatch/domain';
import type { Bilingual, EpochMs } from '#units';
import { fenOf } from './fen.ts';
import { gridEntries, monthEntries } from './grid-entries.ts';
import { Owners } from './parties.ts';
import {
  certificateEntries,
  computeEntries,
  contractEntries,
  flexibilityEntries,
  leaseEntries,
  poolEntries,
} from './party-entries.ts';
import { pricesAt } from './prices.ts';
import type { Entry, SettleContext, SettlePeriod } from './records.ts';

export interface Settlement {
  readonly lines: readonly StatementLine[];
  readonly remarks: readonly Bilingual[];
}

/** A month settled period by period: add each once, in order of time, then close it. */
export class MonthSettlement {
  readonly #context: SettleContext;
  readonly #owners: Owners;
  readonly #lines = new Map<string, OpenLine>();
  readonly #bought = new Map<string, Entry[]>();
  readonly #unpriced = new Set<string>();
  #unlistedFromMs: EpochMs | null = null;
  #minutes = 15;

  constructor(context: SettleContext) {
    this.#context = context;
    this.#owners = new Owners(context.region);
  }

  add(period: SettlePeriod): void {
    this.#minutes = period.minutes;
    const grid = gridEntries(this.#context, this.#owners, period);
    for (const entry of grid) if (entry.kind === 'gridBought') append(this.#bought, entry.subject, entry);
    this.#book([...grid, ...contractEntries(this.#context, period)]);
    this.#book(leaseEntries(this.#context, this.#owners, period));
    const prices = pricesAt(this.#context.region.settlement, period.startMs);
    if (prices === null) this.#unlistedFromMs ??= period.startMs;
    else this.#book(this.#priced(period, prices));
  }

  /** Lines in a fixed order, each rounded once; what came to nothing is left out. */
  close(): Settlement {
    this.#book(monthEntries(this.#context, this.#owners, this.#bought, this.#minutes));
    const lines = [...this.#lines]
      .sort(([a, one], [b, other]) => rankOf(one) - rankOf(other) || (a < b ? -1 : 1))
      .map(([, line]) => closedLine(line))
      .filter(({ quantityMillionths, amountFen }) => quantityMillionths !== 0 || amountFen !== 0);
    return { lines, remarks: this.#remarks() };
  }

  #priced(period: SettlePeriod, prices: SettlementPrices): Entry[] {
    const rest = [this.#context, this.#owners, period, prices] as const;
    return [
      ...poolEntries(...rest),
      ...certificateEntries(this.#context, period, prices),
      ...computeEntries(...rest, this.#unpriced),
      ...flexibilityEntries(...rest),
    ];
  }

  /** Nobody owes himself anything. */
  #book(entries: readonly Entry[]): void {
    for (const entry of entries)
      if (entry.payer !== entry.payee && entry.quantityMillionths !== 0) this.#add(entry);
  }

  /** Entries of one line, period and price are one item: a month of many jobs stays as small as its lines. */
  #add(entry: Entry): void {
    const key = lineKey(entry);
    const line = this.#lines.get(key) ?? { head: entry, items: new Map<string, OpenItem>() };
    this.#lines.set(key, line);
    const { startMs, quantityMillionths, microYuanPerUnit } = entry;
    const at = `${startMs} ${microYuanPerUnit}`;
    const item = line.items.get(at);
    if (item === undefined) line.items.set(at, { startMs, quantityMillionths, microYuanPerUnit });
    else item.quantityMillionths += quantityMillionths;
  }

  #remarks(): Bilingual[] {
    const kinds = [...this.#unpriced].sort();
    return [
      ...(this.#unlistedFromMs === null
        ? []
        : [
            {
              zh: '有时段没有生效的内部价格（region.yaml 的 settlement）：各方之间未结算。',
              en: 'Some periods have no internal prices in force (settlement in region.yaml): nothing was settled between parties.',
            },
          ]),
      ...(kinds.length === 0
        ? []
        : [
            {
              zh: `没有单价的算力未结算：${kinds.join('、')}。`,
              en: `Compute without a price was not settled: ${kinds.join(', ')}.`,
            },
          ]),
    ];
  }
}

/** What a line is about: the same in every version of a month. */
export const lineKey = ({ kind, payer, payee, subject }: Omit<StatementLine, 'periods'> | Entry): string =>
  [kind, payer, payee, subject].join('\n');

const rankOf = ({ head }: OpenLine): number => STATEMENT_LINE_KINDS.indexOf(head.kind);

interface OpenItem {
  readonly startMs: EpochMs;
  quantityMillionths: number;
  readonly microYuanPerUnit: number;
}
interface OpenLine {
  readonly head: Entry;
  readonly items: Map<string, OpenItem>;
}

function closedLine({ head: { kind, payer, payee, subject, unit }, items }: OpenLine): StatementLine {
  const priced = [...items.values()];
  const { totalFen, fen } = fenOf(priced);
  return {
    ...{ kind, payer, payee, subject, unit },
    quantityMillionths: priced.reduce((sum, item) => sum + item.quantityMillionths, 0),
    amountFen: totalFen,
    periods: priced.map((item, at) => ({ ...item, amountFen: fen[at]! })),
  };
}

function append<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}
