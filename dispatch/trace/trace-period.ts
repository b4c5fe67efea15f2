import type { Wh } from '#units';
import { poolsInOrder } from './area-order.ts';
import { type AreaSupply, tracePool } from './area-trace.ts';
import { settleContracts } from './contracts.ts';
import { areaFlows } from './flows.ts';
import { lotsTaken, type Taken } from './lots.ts';
import type { PeriodMeters, TracedFlow, TraceResult } from './meters.ts';
import { matchedShare, rowsOf, withContracts } from './rows.ts';
import { splitSite } from './site-jobs.ts';
import { charge, discharge } from './storage.ts';
import type { StorageContent } from './stored-content.ts';

/**
 * Whose energy it was, in whole Wh. Contracts come first; what they leave is traced along the flows between areas: in each
 * area everyone, lines that leave it included, takes of everything in proportion (proportional sharing, Bialek 1996).
 * Every area, line, store, site and job closes, each consumer on its meter and each source on what it fed in. What comes
 * out of a storage, or over a transfer, keeps its origin. Fed in but taken by nobody is a `loss`; taken but fed in by
 * nobody is of unknown origin, never clean and never a job's.
 */
export function tracePeriod(meters: PeriodMeters, content: StorageContent): TraceResult {
  const settled = settleContracts(meters);
  const supply: AreaSupply = {
    meters,
    settled,
    flows: areaFlows(meters, settled.injectionWh),
    discharges: new Map(
      meters.storages.map((storage) => [
        storage.id,
        discharge(storage, content[storage.id] ?? {}, meters.residualTco2PerMwh),
      ]),
    ),
    arrivals: new Map(),
  };
  const { taken, flows } = traceAreas(supply);
  const consumed = withOwnContracts(supply, taken);
  const split = consumed.map((one) =>
    one.consumer.kind === 'site' ? splitSite(one, meters.jobs, meters.pools) : { rows: [one], uses: [] },
  );
  const jobUses = split.flatMap(({ uses }) => uses);
  const rows = rowsOf(
    meters.periodStartMs,
    split.flatMap((one) => one.rows),
    jobUses,
  );
  return {
    trace: {
      periodStartMs: meters.periodStartMs,
      rows,
      matchedGreenShareRatio: matchedShare(meters, consumed),
    },
    contracts: settled.settlements,
    ...{ flows, jobUses },
    ...storedAfter(supply, taken, content),
  };
}

function traceAreas(supply: AreaSupply): {
  readonly taken: readonly Taken[];
  readonly flows: readonly TracedFlow[];
} {
  const taken: Taken[] = [];
  const flows: TracedFlow[] = [];
  for (const pool of poolsInOrder(supply.meters.network.areas.length, supply.flows)) {
    const traced = tracePool(pool, supply);
    taken.push(...traced.taken);
    flows.push(...traced.flows);
  }
  return { taken, flows };
}

/** Consumers with what contracts gave them, those whom contracts gave everything included. */
function withOwnContracts({ meters, settled }: AreaSupply, taken: readonly Taken[]): Taken[] {
  const { lotsOfConsumer } = settled;
  if (lotsOfConsumer.size === 0) return [...taken];
  const isOwn = ({ kind }: Taken['consumer']): boolean => kind === 'load' || kind === 'site';
  const seen = new Set(taken.filter(({ consumer }) => isOwn(consumer)).map(({ consumer }) => consumer.id));
  const all = meters.consumers
    .filter(({ kind, id }) => kind !== 'export' && lotsOfConsumer.has(id) && !seen.has(id))
    .map(({ kind, id, area }): Taken => {
      const at = meters.network.indexOf.get(area)!;
      const none = { energyWh: 0, lots: [], partsWh: new Float64Array(0) };
      return { consumer: { kind, id }, area: at, ...none };
    });
  return [...taken, ...all].map((one) =>
    isOwn(one.consumer) ? withContracts(one, lotsOfConsumer.get(one.consumer.id) ?? []) : one,
  );
}

/** What lies in the stores at the end, with what each charged on top. */
function storedAfter(
  { meters, discharges }: AreaSupply,
  taken: readonly Taken[],
  before: StorageContent,
): Pick<TraceResult, 'content' | 'storageLossWh'> {
  const content: Record<string, StorageContent[string]> = { ...before };
  const storageLossWh: Record<string, Wh> = {};
  for (const storage of meters.storages) {
    const own = taken.find(({ consumer }) => consumer.kind === 'storage' && consumer.id === storage.id);
    const given = discharges.get(storage.id)!;
    const put = charge(storage, given.left, own === undefined ? [] : lotsTaken(own));
    content[storage.id] = put.content;
    storageLossWh[storage.id] = put.lossWh + given.lossWh;
  }
  return { content, storageLossWh };
}
