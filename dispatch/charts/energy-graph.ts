import { type ConsumerEnergy, type DayEnergy, readSourceKey, type SourceKind } from '#dispatch/domain';
import type { Wh } from '#units';

/** Stations and single jobs by themselves, or everything of one kind together. */
export type EnergyDetail = 'elements' | 'kinds';
/** What sites and their jobs took, or everything that was fed in. */
export type EnergyScope = 'sites' | 'region';

/** What a box of the picture stands for; `id` is an element, a site or a job, or null for many together. */
export interface EnergyNode {
  readonly key: string;
  readonly column: 0 | 1 | 2 | 3;
  readonly kind: 'source' | 'store' | 'before' | 'kept' | 'jobs' | ConsumerEnergy['kind'] | 'siteTotal';
  readonly id: string | null;
  readonly sourceKind: SourceKind | null;
  /** How many are in it. */
  readonly count: number;
  readonly wh: Wh;
}
export interface EnergyLink {
  readonly from: string;
  readonly to: string;
  readonly wh: Wh;
}
export interface EnergyGraph {
  readonly nodes: readonly EnergyNode[];
  readonly links: readonly EnergyLink[];
}

const MOST_SOURCES = 14;
const MOST_JOBS = 12;

/** Boxes and bands while they are added up. */
class Growing {
  readonly #nodes = new Map<string, Omit<EnergyNode, 'wh' | 'count'> & { readonly members: Set<string> }>();
  readonly #links = new Map<string, EnergyLink>();

  node(
    key: string,
    column: EnergyNode['column'],
    kind: EnergyNode['kind'],
    member: string,
    part: { readonly id?: string | null; readonly sourceKind?: SourceKind | null } = {},
  ): string {
    const known = this.#nodes.get(key);
    if (known === undefined) {
      const { id = null, sourceKind = null } = part;
      this.#nodes.set(key, { key, column, kind, id, sourceKind, members: new Set([member]) });
    } else known.members.add(member);
    return key;
  }
  link(from: string, to: string, wh: Wh): void {
    if (wh <= 0) return;
    const key = JSON.stringify([from, to]);
    this.#links.set(key, { from, to, wh: (this.#links.get(key)?.wh ?? 0) + wh });
  }
  sumOf(end: 'from' | 'to', key: string): Wh {
    return [...this.#links.values()].reduce((sum, link) => sum + (link[end] === key ? link.wh : 0), 0);
  }
  keysOf(kind: EnergyNode['kind']): string[] {
    return [...this.#nodes.values()].filter((node) => node.kind === kind).map(({ key }) => key);
  }
  graph(): EnergyGraph {
    const nodes = [...this.#nodes.values()].map(({ members, ...node }) => ({
      ...node,
      // One alone is called by its name.
      id: node.kind === 'source' && members.size === 1 ? [...members][0]! : node.id,
      count: members.size,
      wh: Math.max(this.sumOf('from', node.key), this.sumOf('to', node.key)),
    }));
    return { nodes: nodes.filter(({ wh }) => wh > 0), links: [...this.#links.values()] };
  }
}

/**
 * A day from station over store to site to job, whole Wh. Of sites: what came out of a store by where it was made. Of the
 * region: what stores took in and gave; the difference stayed in them or was there before, and what one store charged another
 * with is part of it. In and out of every box are equal.
 */
export function energyGraph(
  { consumers }: Pick<DayEnergy, 'consumers'>,
  sourceKinds: Readonly<Record<string, SourceKind>>,
  { detail, scope }: { readonly detail: EnergyDetail; readonly scope: EnergyScope },
): EnergyGraph {
  const shown =
    scope === 'region' ? consumers : consumers.filter(({ kind }) => kind === 'job' || kind === 'site');
  const growing = new Growing();
  const sourceOf = sourceNodes(growing, shown, sourceKinds, { detail, scope });
  const storeOf = (id: string): string =>
    growing.node(detail === 'kinds' ? 'store' : `store ${id}`, 1, 'store', id, {
      id: detail === 'kinds' ? null : id,
    });
  const largest = new Set(largestOf(jobsByWh(shown), detail === 'kinds' ? 0 : MOST_JOBS));
  for (const consumer of shown) {
    const isStore = consumer.kind === 'storage';
    const target = isStore ? storeOf(consumer.id) : targetOf(growing, consumer, largest, detail);
    for (const [key, wh] of Object.entries(consumer.bySourceWh)) {
      const { origin, storage } = readSourceKey(key);
      if (isStore && storage !== null) continue;
      growing.link(storage === null ? sourceOf(origin) : storeOf(storage), target, wh);
      if (storage !== null && scope === 'sites') growing.link(sourceOf(origin), storeOf(storage), wh);
    }
  }
  if (scope === 'region') balanceStores(growing);
  return growing.graph();
}

function sourceNodes(
  growing: Growing,
  consumers: readonly ConsumerEnergy[],
  sourceKinds: Readonly<Record<string, SourceKind>>,
  { detail, scope }: { readonly detail: EnergyDetail; readonly scope: EnergyScope },
): (origin: string) => string {
  const sums = new Map<string, Wh>();
  for (const [key, wh] of consumers.flatMap(({ bySourceWh }) => Object.entries(bySourceWh))) {
    const { origin, storage } = readSourceKey(key);
    if (storage === null || scope === 'sites') sums.set(origin, (sums.get(origin) ?? 0) + wh);
  }
  const named = new Set(largestOf(sums, detail === 'kinds' ? 0 : MOST_SOURCES));
  return (origin) => {
    const sourceKind = sourceKinds[origin] ?? null;
    // What has no kind (the unexplained) is never hidden among others.
    return named.has(origin) || sourceKind === null
      ? growing.node(`source ${origin}`, 0, 'source', origin, { id: origin, sourceKind })
      : growing.node(`kind ${sourceKind}`, 0, 'source', origin, { sourceKind });
  };
}

const jobsByWh = (consumers: readonly ConsumerEnergy[]): Map<string, Wh> =>
  new Map(consumers.filter(({ kind }) => kind === 'job').map(({ id, energyWh }) => [id, energyWh]));

const largestOf = (sums: ReadonlyMap<string, Wh>, most: number): string[] =>
  [...sums]
    .sort(([a, whA], [b, whB]) => whB - whA || (a < b ? -1 : 1))
    .slice(0, most)
    .map(([id]) => id);

/** The box that takes a consumer's energy first; a site's then goes on to its jobs. */
function targetOf(
  growing: Growing,
  { kind, id, siteId, energyWh }: ConsumerEnergy,
  largest: ReadonlySet<string>,
  detail: EnergyDetail,
): string {
  if (kind !== 'job' && kind !== 'site') {
    const together = kind === 'loss' || kind === 'transfer' || (detail === 'kinds' && kind === 'load');
    return growing.node(together ? kind : `${kind} ${id}`, 2, kind, id, { id: together ? null : id });
  }
  const place = siteId ?? '';
  const site = growing.node(`site ${place}`, 2, 'siteTotal', place, { id: place });
  // Together: one box for all jobs of the day, and one for what sites used themselves.
  const at = detail === 'kinds' ? '' : place;
  const end =
    kind === 'site'
      ? growing.node(`rest ${at}`, 3, 'site', place, { id: at })
      : largest.has(id)
        ? growing.node(`job ${id}`, 3, 'job', id, { id })
        : growing.node(`jobs ${at}`, 3, 'jobs', id, { id: at });
  growing.link(site, end, energyWh);
  return site;
}

function balanceStores(growing: Growing): void {
  for (const store of growing.keysOf('store')) {
    const surplusWh = growing.sumOf('to', store) - growing.sumOf('from', store);
    if (surplusWh > 0) growing.link(store, growing.node('kept', 2, 'kept', store), surplusWh);
    if (surplusWh < 0) growing.link(growing.node('before', 0, 'before', store), store, -surplusWh);
  }
}
