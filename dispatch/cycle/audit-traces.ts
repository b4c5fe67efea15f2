import type { JobReading, Reading, Region } from '#dispatch/domain';
import {
  type AuditPage,
  entriesUntil,
  entryOfTrace,
  jobReadingOf,
  jobReadingsWithin,
  type KeptRow,
  keptRegion,
  type LedgerEntry,
  type LedgerFault,
  type LedgerRowOf,
  placedEntry,
  readingOf,
  readingsWithin,
  type StoreDb,
} from '#dispatch/store';
import { contentBefore } from './revise.ts';
import { hashOfRegion, type SealedTrace, sealedTrace } from './seal-period.ts';

interface VersionRow {
  readonly periodStartMs: number;
  readonly version: number;
  readonly scenarioHash: string | null;
  readonly regionHash: string | null;
  readonly matchedGreenShareRatio: number;
  readonly storageContent: string | null;
  readonly blockNumber: number;
}

/** Traces every version of every period anew, from its readings and what lay in the stores before it. */
export class TraceAudit {
  traced = 0;
  #lastPeriodMs = Number.NEGATIVE_INFINITY;
  #lastContent = '{}';
  readonly #db: StoreDb;
  readonly #regions = new Map<string, { region: Region; hash: string } | null>();
  readonly #told: (fault: LedgerFault) => void;

  constructor(db: StoreDb, told: (fault: LedgerFault) => void) {
    this.#db = db;
    this.#told = told;
  }

  async page(page: AuditPage, sourceKeys: ReadonlyMap<number, string>): Promise<void> {
    const readings = byBlock(rowsOf(page, 'reading'));
    const jobReadings = byBlock(rowsOf(page, 'job_reading'));
    const entries = byBlock(rowsOf(page, 'ledger_entry'));
    for (const row of rowsOf(page, 'period_version')) {
      const version = versionOf(row);
      // Closed before there was a ledger: its rows are kept as they were found.
      if (version.scenarioHash === null) this.#remember(version);
      else
        await this.#check(version, async () =>
          version.version > 0
            ? this.#recordsUntil(version.periodStartMs, version.blockNumber + 1)
            : {
                readings: (readings.get(version.blockNumber) ?? []).map(readingOf),
                jobReadings: (jobReadings.get(version.blockNumber) ?? []).map(jobReadingOf),
                entries: (entries.get(version.blockNumber) ?? []).map((own) => placedEntry(own, sourceKeys)),
              },
        );
    }
  }

  async #check(version: VersionRow, recordsOf: () => Promise<Records>): Promise<void> {
    const { periodStartMs } = version;
    const place = `period ${new Date(periodStartMs).toISOString()}, version ${version.version}`;
    const tell = (reason: string) => this.#told({ place, reason });
    const region = await this.#region(version.scenarioHash, tell);
    const before = await this.#contentBefore(version);
    this.#remember(version);
    if (region === null) return;
    if (region.hash !== version.regionHash) tell('its region is not the one it was traced with');
    try {
      const records = await recordsOf();
      const trace = sealedTrace(region.region, records.readings, records.jobReadings, before);
      this.traced += 1;
      compare(version, trace, records.entries, tell);
    } catch (error) {
      tell(`cannot be traced anew: ${(error as Error).message}`);
    }
  }

  async #recordsUntil(periodStartMs: number, beforeBlock: number): Promise<Records> {
    const [from, to] = [periodStartMs, periodStartMs + 1];
    return {
      readings: await readingsWithin(this.#db, from, to, { beforeBlock }),
      jobReadings: await jobReadingsWithin(this.#db, from, to),
      entries: await entriesUntil(this.#db, periodStartMs, beforeBlock),
    };
  }

  async #contentBefore({ periodStartMs, version, blockNumber }: VersionRow): Promise<string> {
    if (version === 0 && periodStartMs > this.#lastPeriodMs) return this.#lastContent;
    return contentBefore(this.#db, periodStartMs, blockNumber);
  }

  #remember({ periodStartMs, storageContent }: VersionRow): void {
    if (periodStartMs < this.#lastPeriodMs) return;
    this.#lastPeriodMs = periodStartMs;
    this.#lastContent = storageContent ?? '{}';
  }

  async #region(
    scenarioHash: string | null,
    tell: (reason: string) => void,
  ): Promise<{ region: Region; hash: string } | null> {
    const key = scenarioHash ?? '';
    if (!this.#regions.has(key)) {
      const region = await keptRegion(this.#db, key);
      this.#regions.set(key, region === null ? null : { region, hash: hashOfRegion(region) });
    }
    const known = this.#regions.get(key)!;
    if (known === null) tell(`the region of scenario ${key} is gone from region_snapshot`);
    return known;
  }
}

interface Records {
  readonly readings: readonly Reading[];
  readonly jobReadings: readonly JobReading[];
  readonly entries: readonly LedgerEntry[];
}

const rowsOf = <T extends 'period_version' | 'reading' | 'job_reading' | 'ledger_entry'>(
  page: AuditPage,
  table: T,
): readonly LedgerRowOf<T>[] =>
  page.rows.find(({ kept }) => kept.table === table)!.rows as unknown as readonly LedgerRowOf<T>[];

const versionOf = (row: LedgerRowOf<'period_version'>): VersionRow => ({
  periodStartMs: Number(row.period_start_ms),
  version: row.version,
  scenarioHash: row.scenario_hash,
  regionHash: row.region_hash,
  matchedGreenShareRatio: row.matched_green_share_ratio,
  storageContent: row.storage_content,
  blockNumber: Number(row.block_number),
});

/** The entries so far must add up to what the trace gives, consumer by consumer and source by source. */
function compare(
  version: VersionRow,
  { trace, storageContent }: SealedTrace,
  entries: readonly LedgerEntry[],
  tell: (reason: string) => void,
): void {
  if (storageContent !== version.storageContent) tell('traced anew, the stores hold something else');
  if (trace.matchedGreenShareRatio !== version.matchedGreenShareRatio)
    tell(`traced anew, its matched green share is ${trace.matchedGreenShareRatio}`);
  const traced = sumsOf(trace.rows.map(entryOfTrace));
  const kept = sumsOf(entries);
  for (const key of new Set([...traced.keys(), ...kept.keys()])) {
    const [now, then] = [traced.get(key) ?? 'nothing', kept.get(key) ?? 'nothing'];
    if (now !== then) tell(`traced anew, the ${key} has ${now}, and its entries add up to ${then}`);
  }
}

/** What each consumer has in all, as text; nothing of those whose entries cancel out. */
function sumsOf(entries: readonly LedgerEntry[]): Map<string, string> {
  const sums = new Map<string, Map<string, number>>();
  for (const { consumer, energyWh, cleanWh, co2Grams, bySourceWh } of entries) {
    const key = `${consumer.kind} "${consumer.id}"`;
    const own = sums.get(key) ?? new Map<string, number>();
    sums.set(key, own);
    const parts = { 'Wh in all': energyWh, 'Wh clean': cleanWh, 'g CO2': co2Grams, ...bySourceWh };
    for (const [name, amount] of Object.entries(parts)) own.set(name, (own.get(name) ?? 0) + amount);
  }
  const texts = [...sums].map(([key, own]) => {
    const parts = [...own].filter(([, amount]) => amount !== 0).sort(([a], [b]) => (a < b ? -1 : 1));
    return [key, parts.map(([name, amount]) => `${amount} ${name}`).join(', ')] as const;
  });
  return new Map(texts.filter(([, text]) => text !== ''));
}

function byBlock<T extends KeptRow>(rows: readonly T[]): Map<number, T[]> {
  const blocks = new Map<number, T[]>();
  for (const row of rows) {
    const number = Number(row.block_number);
    const own = blocks.get(number);
    if (own === undefined) blocks.set(number, [row]);
    else own.push(row);
  }
  return blocks;
}
