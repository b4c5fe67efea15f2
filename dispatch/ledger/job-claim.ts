import type { EpochMs, Wh } from '#units';
import { EntryContent, type JobProof } from './proof.ts';

/** What a proof that holds shows. */
export interface JobClaim {
  readonly jobId: string;
  readonly energyWh: Wh;
  readonly cleanWh: Wh;
  readonly co2Grams: number;
  /** Net of reversals, the largest first. */
  readonly bySourceWh: readonly (readonly [source: string, wh: Wh])[];
  readonly periods: readonly {
    readonly startMs: EpochMs;
    readonly energyWh: Wh;
    readonly cleanWh: Wh;
    readonly bySourceWh: Readonly<Record<string, Wh>>;
  }[];
  /** Entries taken back by later versions. */
  readonly reversedCount: number;
  /** Rows of other tables that the file proves, e.g. the certificates claimed for the job. */
  readonly otherRows: readonly {
    readonly table: string;
    readonly content: Readonly<Record<string, unknown>>;
  }[];
}
const placeOf = (blockNumber: number, leafIndex: number): string => `block ${blockNumber}, leaf ${leafIndex}`;

function* entriesOf(proof: JobProof): Generator<{ place: string; content: unknown }> {
  for (const { header, rows } of proof.blocks)
    for (const { table, leafIndex, content } of rows)
      if (table === 'ledger_entry') yield { place: placeOf(header.number, leafIndex), content };
}

/** What is wrong with the rows as entries of one job, all of them being in the ledger; null when nothing is. */
export function faultOfEntries(proof: JobProof): { readonly place: string; readonly reason: string } | null {
  const seen = new Map<string, EntryContent>();
  const reversed = new Set<string>();
  for (const { place, content } of entriesOf(proof)) {
    const parsed = EntryContent.safeParse(content);
    if (!parsed.success) return { place, reason: `is no entry: ${parsed.error.issues[0]!.message}` };
    const reason = faultOfEntry(parsed.data, proof.jobId, seen, reversed);
    if (reason !== null) return { place, reason };
    seen.set(place, parsed.data);
  }
  return seen.size === 0 ? { place: 'blocks', reason: 'there is no entry of the job' } : null;
}

function faultOfEntry(
  entry: EntryContent,
  jobId: string,
  seen: ReadonlyMap<string, EntryContent>,
  reversed: Set<string>,
): string | null {
  if (entry.consumer_kind !== 'job' || entry.consumer_id !== jobId)
    return `is about the ${entry.consumer_kind} "${entry.consumer_id}"`;
  const sum = Object.values(entry.by_source_wh).reduce((a, b) => a + b, 0);
  if (sum !== entry.energy_wh) return `its sources give ${sum} Wh, and it says ${entry.energy_wh} Wh`;
  if (Math.abs(entry.clean_wh) > Math.abs(entry.energy_wh)) return 'more of it is clean than there is';
  if (entry.reverses_block === null) return entry.energy_wh < 0 ? 'is negative and reverses nothing' : null;
  const target = placeOf(entry.reverses_block, entry.reverses_leaf ?? -1);
  const before = seen.get(target);
  if (before === undefined) return `reverses ${target}, which the file does not hold`;
  if (reversed.has(target)) return `reverses ${target}, which was reversed before`;
  reversed.add(target);
  return isOpposite(entry, before) ? null : `does not take back what ${target} says`;
}

const isOpposite = (a: EntryContent, b: EntryContent): boolean =>
  a.period_start_ms === b.period_start_ms &&
  a.energy_wh + b.energy_wh === 0 &&
  a.clean_wh + b.clean_wh === 0 &&
  a.co2_grams + b.co2_grams === 0 &&
  Object.keys(a.by_source_wh).length === Object.keys(b.by_source_wh).length &&
  Object.entries(a.by_source_wh).every(([key, wh]) => wh + (b.by_source_wh[key] ?? Number.NaN) === 0);

type Period = { startMs: number; energyWh: number; cleanWh: number; bySourceWh: Record<string, number> };

/** The sums of entries without fault. */
export function claimOf(proof: JobProof): JobClaim {
  const entries = [...entriesOf(proof)].map(({ content }) => content as EntryContent);
  const sum = (of: (entry: EntryContent) => number) => entries.reduce((total, entry) => total + of(entry), 0);
  const sources: Record<string, number> = {};
  const periods = new Map<number, Period>();
  for (const entry of entries) {
    const startMs = entry.period_start_ms;
    const period = periods.get(startMs) ?? { startMs, energyWh: 0, cleanWh: 0, bySourceWh: {} };
    periods.set(startMs, period);
    period.energyWh += entry.energy_wh;
    period.cleanWh += entry.clean_wh;
    for (const [key, wh] of Object.entries(entry.by_source_wh)) {
      sources[key] = (sources[key] ?? 0) + wh;
      period.bySourceWh[key] = (period.bySourceWh[key] ?? 0) + wh;
    }
  }
  return {
    jobId: proof.jobId,
    energyWh: sum((entry) => entry.energy_wh),
    cleanWh: sum((entry) => entry.clean_wh),
    co2Grams: sum((entry) => entry.co2_grams),
    bySourceWh: Object.entries(sources)
      .filter(([, wh]) => wh > 0)
      .sort(([, a], [, b]) => b - a),
    periods: [...periods.values()]
      .filter(({ energyWh }) => energyWh > 0)
      .sort((a, b) => a.startMs - b.startMs),
    reversedCount: entries.filter((entry) => entry.reverses_block !== null).length,
    otherRows: proof.blocks.flatMap(({ rows }) =>
      rows.filter(({ table }) => table !== 'ledger_entry').map(({ table, content }) => ({ table, content })),
    ),
  };
}
