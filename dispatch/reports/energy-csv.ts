import { type ConsumerEnergy, type PeriodTrace, readSourceKey } from '#dispatch/domain';
import { shanghaiIso, type Wh } from '#units';
import { csvText } from './csv-text.ts';

const PARTS = ['source', 'store', 'contract', 'energy_wh'];

/** A day's energy, a row a consumer and source; all rows of a consumer sum to what it took. */
export const dayEnergyCsv = (consumers: readonly ConsumerEnergy[]): string =>
  csvText(
    ['consumer_kind', 'consumer', 'site', ...PARTS],
    consumers.flatMap(({ kind, id, siteId, bySourceWh }) =>
      partsOf(bySourceWh).map((part) => [kind, id, siteId ?? '', ...part]),
    ),
  );

/** The same period by period, as the ledger keeps it; what a converter or a DC link took is a row of its own. */
export const periodEnergyCsv = (traces: readonly PeriodTrace[]): string =>
  csvText(
    ['period_start', 'consumer_kind', 'consumer', ...PARTS],
    traces.flatMap((trace) =>
      trace.rows.flatMap(({ periodStartMs, consumer, bySourceWh }) =>
        partsOf(bySourceWh).map((part) => [shanghaiIso(periodStartMs), consumer.kind, consumer.id, ...part]),
      ),
    ),
  );

const partsOf = (bySourceWh: Readonly<Record<string, Wh>>): string[][] =>
  Object.entries(bySourceWh).map(([key, wh]) => {
    const { origin, storage, contract } = readSourceKey(key);
    return [origin, storage ?? '', contract ?? '', String(wh)];
  });
