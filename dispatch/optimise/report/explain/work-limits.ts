import { type Binding, BLOCK_WORDS } from '#dispatch/domain';
import { kwToMw } from '#units';
import type { WorkPrices } from '../../bids/work-prices.ts';
import { workKwPerUnit } from '../../largest-draw.ts';
import type { ForcedBounds } from '../../placement/power-dispatch.ts';
import type { WorkState } from '../../placement/work-state.ts';
import { figure } from '../objective-amounts.ts';
import type { ActivityContext } from './activities.ts';
import type { Candidate } from './candidate.ts';
import { spanOf } from './limits.ts';
import type { SolvedPoint } from './solved-point.ts';
import { type Run, runsOf, sumOver } from './stretches.ts';

/** Prices of the bound, at which jobs and power are in balance: the rent of room that jobs would take. */
export interface WorkLimitInput {
  readonly context: ActivityContext;
  /** The power side at the duals of the bound. */
  readonly atBound: SolvedPoint;
  readonly prices: WorkPrices;
  readonly state: WorkState;
}

/** How full is full. */
const FULL_SHARE = 0.98;

/** Sites at their power limit, pools without a free unit, and online work that is served away from the nearest site. */
export const workLimitCandidates = (input: WorkLimitInput): Candidate[] => [
  ...siteCandidates(input),
  ...poolCandidates(input),
  ...onlineCandidates(input),
];

const siteCandidates = ({ context, atBound, state }: WorkLimitInput): Candidate[] => {
  const { point, words } = context;
  const { problem, decisions, table } = point.power;
  return problem.sites.flatMap((site, s) => {
    if (!Number.isFinite(site.facilityLimitMw)) return [];
    const [facility, batch] = [decisions.facilityMw[s]!, decisions.batchItMw[s]!];
    // A site's limit is the bound of what it draws, and with it of the IT power of its jobs.
    const rent = (t: number): number =>
      (Math.max(0, -atBound.reducedCost(facility.first + t)) +
        Math.max(0, -atBound.reducedCost(batch.first + t)) / site.facilityPerIt[t]!) /
      point.hours;
    const isFull = (t: number): boolean =>
      point.valueAt(facility, t) >= FULL_SHARE * site.facilityLimitMw &&
      state.loadItMw[s * table.grid.totalCount + t]! > 0;
    const name = words.nameOf(site.id);
    return runsOf(table.grid.periodCount, (t) => (rent(t) > 0 && isFull(t) ? 'x' : null)).map((run) =>
      roomCandidate(context, run, {
        ...{ kind: 'siteLimit', element: site.id, block: 'site_power', unit: 'MW', rent },
        amount: site.facilityLimitMw,
        deed: {
          zh: `${name.zh}已到站点功率上限 ${figure(site.facilityLimitMw)} MW`,
          en: `${name.en} is at its power limit of ${figure(site.facilityLimitMw)} MW`,
        },
        what: { zh: '站点功率上限高 1 MW', en: 'a site limit 1 MW higher' },
      }),
    );
  });
};

const poolCandidates = ({ context, prices, state }: WorkLimitInput): Candidate[] => {
  const { point, words } = context;
  const { problem, table, poolRows } = point.power;
  const { totalCount, periodCount } = table.grid;
  return problem.pools.flatMap((pool, p) => {
    if (!Number.isFinite(pool.unitCount)) return [];
    const rent = (t: number): number => prices.unit[p * totalCount + t]! / point.hours;
    const isFull = (t: number): boolean =>
      poolRows[p * totalCount + t]! >= 0 &&
      state.usedUnits(p, t) + (pool.committedUnits[t] ?? 0) + onlineUnits(point, p, t) >=
        FULL_SHARE * pool.unitCount;
    const name = words.nameOf(pool.id);
    return runsOf(periodCount, (t) => (rent(t) > 0 && isFull(t) ? 'x' : null)).map((run) =>
      roomCandidate(context, run, {
        ...{ kind: 'poolFull', element: pool.id, block: 'pool_capacity', unit: 'unit·h', rent },
        amount: pool.unitCount,
        deed: {
          zh: `${name.zh}的 ${figure(pool.unitCount)} 个单元已占满`,
          en: `All ${figure(pool.unitCount)} units of ${name.en} are taken`,
        },
        what: { zh: '多 1 个单元', en: 'one unit more' },
      }),
    );
  });
};

const onlineUnits = ({ power, primal }: SolvedPoint, pool: number, t: number): number => {
  let used = 0;
  for (const stream of power.decisions.online)
    for (const served of stream.served) if (served.pool === pool) used += primal[served.units.first + t]!;
  return used;
};

interface Room {
  readonly kind: 'siteLimit' | 'poolFull';
  readonly element: string;
  readonly block: string;
  readonly unit: 'MW' | 'unit·h';
  readonly amount: number;
  readonly deed: Candidate['deed'];
  readonly what: Candidate['deed'];
  rent(t: number): number;
}

/** Jobs would move into more room, so only the price of the room is known, not what another plan would be. */
const roomCandidate = (context: ActivityContext, run: Run, room: Room): Candidate => {
  const { kind, element, block, unit, amount, rent, deed, what } = room;
  const hours = context.point.hours;
  const total = sumOver(run, rent) * hours;
  const text = context.words.about(element, BLOCK_WORDS[block]!);
  const pricePerUnit = sumOver(run, rent) / (run.to - run.from);
  return {
    ...{ kind, element, ...spanOf(context, run), amount, energyMwh: null, deed },
    unit: unit === 'MW' ? 'MW' : 'units',
    binding: [{ block, element, text, pricePerUnit, unit: unit === 'MW' ? 'MWh' : unit }],
    because: { zh: '', en: '' },
    alternative: { what, force: null, estimate: -total },
    stake: total * amount,
    stakeIsAlternative: false,
  };
};

const onlineCandidates = ({ context }: WorkLimitInput): Candidate[] => {
  const { point } = context;
  const { decisions, problem } = point.power;
  return decisions.online.flatMap((stream) => {
    const [nearest, ...others] = stream.served;
    if (nearest === undefined) return [];
    const home = problem.pools[nearest.pool]!.site;
    return others
      .filter(({ pool }) => problem.pools[pool]!.site !== home)
      .flatMap(({ pool, units }) => {
        const tagOf = (t: number): string | null => (point.valueAt(units, t) > 1e-3 ? 'x' : null);
        return runsOf(units.count, tagOf).map((run) =>
          awayCandidate(context, stream.element, nearest.pool, pool, units.first, run),
        );
      });
  });
};

const awayCandidate = (
  context: ActivityContext,
  element: string,
  home: number,
  away: number,
  first: number,
  run: Run,
): Candidate => {
  const { point, words } = context;
  const { problem } = point.power;
  const count = run.to - run.from;
  const units = sumOver(run, (t) => point.primal[first + t]!) / count;
  const [here, there] = [home, away].map((pool) =>
    words.nameOf(problem.sites[problem.pools[pool]!.site]!.id),
  );
  const name = words.nameOf(element);
  const energyMwh = units * count * point.hours * kwToMw(workKwPerUnit(problem, away));
  const region = element.slice(words.elementOf(element).length + 1);
  const user = problem.names?.[region] ?? { zh: region, en: region };
  const homeArea = problem.sites[problem.pools[home]!.site]!.area;
  return {
    ...{ kind: 'online', element: words.elementOf(element), ...spanOf(context, run) },
    ...{ amount: units, unit: 'units', energyMwh, binding: fullAtHome(context, home, run) },
    deed: {
      zh: `${name.zh}（${user.zh}）有 ${figure(units)} 个单元由${there!.zh}而非最近的${here!.zh}服务`,
      en: `${name.en} (${user.en}) is served by ${figure(units)} units at ${there!.en} instead of ${here!.en}, which is nearest`,
    },
    because: { zh: '', en: '' },
    alternative: {
      what: { zh: `不由${there!.zh}服务`, en: `not serving it at ${there!.en}` },
      force: [noneServed(first + run.from, count)],
      estimate: sumOver(run, (t) => Math.max(0, -point.reducedCost(first + t) * point.primal[first + t]!)),
    },
    stake: Math.abs(energyMwh * point.meanAreaPrice(homeArea)) * ROUTED_SHARE,
    stakeIsAlternative: true,
  };
};

/** Part of its energy's worth that routing may save, before its alternative is priced. */
const ROUTED_SHARE = 0.1;

const noneServed = (first: number, count: number): ForcedBounds => ({
  ...{ kind: 'columns', first },
  ...{ lower: new Float64Array(count), upper: new Float64Array(count) },
});

/** The nearest pool's units, where they cost something. */
const fullAtHome = ({ point, holds }: ActivityContext, home: number, run: Run): Binding[] => {
  const row = point.power.poolRows[home * point.power.table.grid.totalCount + run.from]!;
  const price = row < 0 ? 0 : Math.abs(point.dual(row)) / point.hours;
  return price > 0 ? [{ ...pick(holds.rowHold(row, 0)), pricePerUnit: price, unit: 'unit·h' }] : [];
};

const pick = ({ block, element, text }: { block: string; element: string; text: Candidate['deed'] }) => ({
  block,
  element,
  text,
});
