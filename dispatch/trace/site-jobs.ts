import { type JobReading, UNKNOWN_ORIGIN } from '#dispatch/domain';
import type { Wh } from '#units';
import { apportion, shareOut } from './apportion.ts';
import type { Lot, Taken } from './lots.ts';
import type { JobUse, PoolMeter } from './meters.ts';

/** A site split: its jobs pool by pool, and its own rest. */
export interface SplitSite {
  readonly rows: readonly Taken[];
  readonly uses: readonly JobUse[];
}

/**
 * Splits what a site took over the jobs that ran there and the site's own rest (idle machines, cooling, losses). A pool's
 * meter bounds what its jobs used, the site's meter what all did; what was measured stands before what was modelled.
 * Energy of unknown origin stays with the site: jobs have what is explained, and no more than that.
 */
export function splitSite(
  taken: Taken,
  readings: readonly JobReading[],
  pools: readonly PoolMeter[],
): SplitSite {
  const claims = claimsOf(taken.consumer.id, readings);
  if (claims.length === 0) return { rows: [taken], uses: [] };
  const explained = taken.lots.map((lot, index) => (isUnknown(lot) ? 0 : taken.partsWh[index]!));
  const explainedWh = explained.reduce((a, b) => a + b, 0);
  for (const pool of pools) {
    if (pool.siteId !== taken.consumer.id) continue;
    bound(
      claims.filter((claim) => claim.poolId === pool.id),
      pool.energyWh,
    );
  }
  bound(claims, explainedWh);
  const jobWh = claims.map((claim) => claim.energyWh);
  const restWh = explainedWh - jobWh.reduce((a, b) => a + b, 0);
  const table = shareOut([...jobWh, restWh], explained);
  const rows = claims.map(
    ({ jobId, energyWh }, row): Taken => ({
      ...taken,
      consumer: { kind: 'job', id: jobId },
      energyWh,
      partsWh: table[row]!,
    }),
  );
  return {
    rows: [...rows, restOf(taken, taken.energyWh - explainedWh + restWh, table.at(-1)!)],
    uses: claims,
  };
}

const isUnknown = (lot: Lot): boolean => lot.origin === UNKNOWN_ORIGIN;

/** What is left of the site: its part of what is explained, and everything that is not. */
const restOf = (taken: Taken, energyWh: Wh, explained: Float64Array): Taken => ({
  ...taken,
  energyWh,
  partsWh: explained.map((wh, index) => (isUnknown(taken.lots[index]!) ? taken.partsWh[index]! : wh)),
});

type Claim = { -readonly [K in keyof JobUse]: JobUse[K] };

/** What each job says it used in each pool of a site; a job that is metered only in part counts as modelled. */
function claimsOf(site: string, readings: readonly JobReading[]): Claim[] {
  const claims = new Map<string, Claim>();
  for (const { jobId, siteId, poolId, method, energyWh } of readings) {
    if (siteId !== site) continue;
    const key = `${jobId} ${poolId}`;
    const known = claims.get(key);
    if (known === undefined)
      claims.set(key, { jobId, siteId, poolId, method, energyWh: Math.max(0, Math.round(energyWh)) });
    else {
      known.energyWh += Math.max(0, Math.round(energyWh));
      if (method === 'modelled') known.method = 'modelled';
    }
  }
  return [...claims.values()];
}

/** Scales claims down to what there is: the modelled ones first, the metered ones when they alone are more. */
function bound(claims: readonly Claim[], mostWh: Wh): void {
  const metered = claims.filter((claim) => claim.method === 'metered');
  const modelled = claims.filter((claim) => claim.method === 'modelled');
  scaleDown(metered, mostWh);
  scaleDown(modelled, mostWh - sumOf(metered));
}
function scaleDown(claims: readonly Claim[], mostWh: Wh): void {
  if (sumOf(claims) <= mostWh) return;
  const parts = apportion(
    mostWh,
    claims.map((claim) => claim.energyWh),
  );
  claims.forEach((claim, index) => {
    claim.energyWh = parts[index]!;
  });
}
const sumOf = (claims: readonly Claim[]): Wh => claims.reduce((sum, claim) => sum + claim.energyWh, 0);
