import type { StoreDb } from './tables.ts';

/** Keys of `bySourceWh` and the numbers they are kept under. */
export interface EnergySources {
  readonly keyOf: ReadonlyMap<number, string>;
  readonly idOf: ReadonlyMap<string, number>;
}
export interface EnergySource {
  readonly sourceId: number;
  readonly key: string;
}

export async function energySources(db: StoreDb): Promise<EnergySources> {
  const rows = await db.selectFrom('energy_source').select(['source_id', 'source_key']).execute();
  return {
    keyOf: new Map(rows.map((row) => [row.source_id, row.source_key])),
    idOf: new Map(rows.map((row) => [row.source_key, row.source_id])),
  };
}

/** Numbers for the keys that have none yet, after the last one. */
export function newSources(known: EnergySources, keys: Iterable<string>): EnergySource[] {
  const unknown = [...new Set(keys)].filter((key) => !known.idOf.has(key)).sort();
  const last = Math.max(0, ...known.keyOf.keys());
  return unknown.map((key, index) => ({ sourceId: last + 1 + index, key }));
}

export const withSources = (known: EnergySources, added: readonly EnergySource[]): EnergySources => ({
  keyOf: new Map([...known.keyOf, ...added.map(({ sourceId, key }) => [sourceId, key] as const)]),
  idOf: new Map([...known.idOf, ...added.map(({ sourceId, key }) => [key, sourceId] as const)]),
});
