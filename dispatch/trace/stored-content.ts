import type { Tco2, Wh } from '#units';

/** Energy of one origin inside a storage, integer Wh, with the emissions it brought in. */
export interface OriginLot {
  readonly cleanWh: Wh;
  readonly otherWh: Wh;
  readonly co2Tonnes: Tco2;
}
/** Energy that lies in a store mixed, by origin element. */
export type StoredMix = Readonly<Record<string, OriginLot>>;
/** Mixed content is one mix; of a first-in-first-out store each period's charge lies on top of what came before. */
export type StoredContent = StoredMix | readonly StoredMix[];

/** What lies in each storage: carried from period to period, plain JSON. */
export type StorageContent = Readonly<Record<string, StoredContent>>;
