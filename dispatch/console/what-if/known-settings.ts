import type { Region } from '#dispatch/domain';

export interface KnownSetting {
  readonly path: string;
  readonly value: number;
}

/** Lists whose numbers are worth changing; series, tariffs and places on the map are not. */
const LISTS = [
  'pv',
  'wind',
  'reservoirs',
  'batteries',
  'thermalUnits',
  'cspPlants',
  'gridConnections',
  'hvdcLinks',
  'acLines',
  'sites',
  'networkLinks',
] as const;
const PLACES = new Set(['latitude', 'longitude', 'position', 'capCurve']);

/** Every single number of the region's elements with its path, for suggestions while somebody types. */
export function knownSettings(region: Region): readonly KnownSetting[] {
  const whole = ['carbonYuanPerTco2', 'curtailedYuanPerMwh', 'unservedYuanPerMwh'] as const;
  const found: KnownSetting[] = whole.map((path) => ({ path, value: region[path] }));
  const lists = region as unknown as Readonly<Record<string, unknown>>;
  for (const list of LISTS) collect(lists[list], list, found);
  return found;
}

function collect(value: unknown, path: string, found: KnownSetting[]): void {
  if (typeof value === 'number') found.push({ path, value });
  else if (Array.isArray(value)) {
    value.forEach((entry: unknown, at) => {
      const id = (entry as { id?: string } | null)?.id;
      collect(entry, `${path}.${id ?? at}`, found);
    });
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value))
      if (!PLACES.has(key)) collect(inner, `${path}.${key}`, found);
  }
}
