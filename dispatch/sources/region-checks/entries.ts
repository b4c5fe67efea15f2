import { z } from 'zod';
import { Pool, Region } from '#dispatch/domain';
import type { PathProblem } from '../zod-problems.ts';
import { fieldOf, nearest } from '../zod-problems.ts';

/** Sections of a region that are lists of things with ids. */
export const SECTIONS = [
  'tariffs',
  'emissionFactors',
  'areas',
  'acLines',
  'hvdcLinks',
  'converters',
  'pv',
  'wind',
  'thermalUnits',
  'cspPlants',
  'reservoirs',
  'batteries',
  'gridConnections',
  'reserves',
  'rules',
  'settlement',
  'flexibilityCalls',
  'carbonAccounting',
  'energyTargets',
  'parties',
  'contracts',
  'sites',
  'networkLinks',
  'userRegions',
  'meters',
] as const;
export type Section = (typeof SECTIONS)[number];
type EntryOf<S extends Section> = Region[S][number];

export interface Entry<T> {
  readonly path: readonly PropertyKey[];
  readonly value: T;
}

/**
 * A region as far as it can be trusted: each entry that is whole by its own schema, so that one entry's mistake never
 * hides another's. `ids` has every id written, broken entries included, so that nothing is called unknown twice.
 */
export class RegionEntries {
  readonly raw: Readonly<Record<string, unknown>>;
  constructor(raw: unknown) {
    this.raw = typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>) : {};
  }

  entries<S extends Section>(section: S): Entry<EntryOf<S>>[] {
    const list = this.list(section);
    const schema = Region.shape[section] as z.ZodDefault<z.ZodArray<z.ZodType>> | z.ZodArray<z.ZodType>;
    const element =
      'unwrap' in schema && !(schema instanceof z.ZodArray)
        ? (schema.unwrap() as z.ZodArray<z.ZodType>).element
        : (schema as z.ZodArray<z.ZodType>).element;
    return list.flatMap((item, index) => {
      const parsed = element.safeParse(item);
      return parsed.success ? [{ path: [section, index], value: parsed.data as EntryOf<S> }] : [];
    });
  }

  /** Every entry of a section as it is written, broken ones included. */
  written(section: Section): Entry<Readonly<Record<string, unknown>>>[] {
    return this.list(section).flatMap((item, index) =>
      typeof item === 'object' && item !== null
        ? [{ path: [section, index], value: item as Record<string, unknown> }]
        : [],
    );
  }

  /** Every pool of every site that is whole by its own schema. */
  pools(): Entry<Pool>[] {
    return this.written('sites').flatMap(({ path, value }) =>
      (Array.isArray(value.pools) ? (value.pools as unknown[]) : []).flatMap((item, index) => {
        const parsed = Pool.safeParse(item);
        return parsed.success ? [{ path: [...path, 'pools', index], value: parsed.data }] : [];
      }),
    );
  }

  /** Every id written in a section, with its place. */
  ids(section: Section): { readonly id: string; readonly path: readonly PropertyKey[] }[] {
    return this.list(section).flatMap((item, index) => {
      const id = (item as { id?: unknown } | null)?.id;
      return typeof id === 'string' ? [{ id, path: [section, index, 'id'] }] : [];
    });
  }

  /** Every pool's id, broken sites included. */
  poolIds(): { readonly id: string; readonly path: readonly PropertyKey[] }[] {
    return this.list('sites').flatMap((site, at) => {
      const pools = (site as { pools?: unknown } | null)?.pools;
      if (!Array.isArray(pools)) return [];
      return pools.flatMap((pool: unknown, index) => {
        const id = (pool as { id?: unknown } | null)?.id;
        return typeof id === 'string' ? [{ id, path: ['sites', at, 'pools', index, 'id'] }] : [];
      });
    });
  }

  names(key: 'series' | 'mappings'): string[] {
    const group = this.raw[key];
    return typeof group === 'object' && group !== null ? Object.keys(group) : [];
  }

  private list(section: Section): unknown[] {
    const list = this.raw[section];
    return Array.isArray(list) ? (list as unknown[]) : [];
  }
}

export const problemAt = (path: readonly PropertyKey[], message: string, remedy: string): PathProblem => ({
  path,
  field: fieldOf(path),
  message,
  remedy,
});

/** A reference to something that does not exist, with the nearest name that does. */
export function unknownReference(
  path: readonly PropertyKey[],
  what: string,
  id: string,
  known: readonly string[],
): PathProblem {
  const near = nearest(id, known);
  const remedy =
    near !== null
      ? `Did you mean "${near}"?`
      : known.length > 0
        ? `Use one of: ${known.slice(0, 12).join(', ')}${known.length > 12 ? ', …' : ''}.`
        : `Add the ${what} first; there is none yet.`;
  return problemAt(path, `there is no ${what} "${id}"`, remedy);
}
