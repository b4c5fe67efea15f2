import type { JobReading, Reading, Region } from '#dispatch/domain';
import type { LedgerSigner } from '#dispatch/ledger';
import {
  addJobEnergy,
  energyChanges,
  entryOfTrace,
  insertPeriod,
  insertPeriodVersion,
  readState,
  storeDb,
  updateState,
} from '#dispatch/store';
import type { StorageContent } from '#dispatch/trace';
import { type Db, inTransaction } from '#platform/db';
import { type EpochMs, MS_PER_MINUTE } from '#units';
import { contentOfText, hashOfRegion, sealedTrace, textOfContent } from './seal-period.ts';

/** Closes periods of which every meter was read, one after the other: traced, sealed and written in one transaction each. */
export function closeMetered(
  db: Db,
  signer: LedgerSigner,
  { region, scenarioHash }: { readonly region: Region; readonly scenarioHash: string },
): (
  periodStartMs: EpochMs,
  readings: readonly Reading[],
  jobReadings: readonly JobReading[],
) => Promise<void> {
  const regionHash = hashOfRegion(region);
  const { periodMinutes } = region;
  return async (periodStartMs, readings, jobReadings) => {
    const endMs = periodStartMs + periodMinutes * MS_PER_MINUTE;
    await inTransaction(db, async (trx) => {
      const store = storeDb(trx);
      const { storageContent } = (await readState(store, 'lock'))!;
      const traced = sealedTrace(
        region,
        readings,
        jobReadings,
        textOfContent(storageContent as StorageContent),
      );
      const { matchedGreenShareRatio } = traced.trace;
      const period = { periodStartMs, periodMinutes, matchedGreenShareRatio };
      await insertPeriod(store, { ...period, closedAtMs: endMs, planId: null, events: [] });
      const entries = traced.trace.rows.map(entryOfTrace);
      await addJobEnergy(store, energyChanges(entries));
      await updateState(store, { nextPeriodMs: endMs, storageContent: contentOfText(traced.storageContent) });
      await insertPeriodVersion(store, signer, {
        ...period,
        ...{ version: 0, atMs: endMs, scenarioHash, regionHash, storageContent: traced.storageContent },
        ...{ entries, jobReadings, readings: readings.map((reading) => ({ ...reading, revision: 0 })) },
      });
    });
  };
}
