import type { Bid, Problem, Refusal } from '#dispatch/domain';
import { MS_PER_HOUR } from '#units';
import { mostUnits } from './pool-units.ts';
import type { TimeGrid } from './time-grid.ts';

/** Why no option of a bid can ever run in this plan: no pool, too wide for every pool, or a window too short. */
export const refusalOf = (problem: Problem, grid: TimeGrid, bid: Bid): Refusal => {
  if (bid.options.length === 0) return noOption(bid);
  const narrowEnough = bid.options.filter((option) => option.units <= mostUnits(problem.pools[option.pool]!));
  if (narrowEnough.length === 0) return tooWide(problem, bid);
  return windowTooShort(grid, bid);
};

const noOption = (bid: Bid): Refusal => ({
  id: bid.id,
  code: 'noPool',
  reason: {
    zh: '没有任何资源池能承接该作业。请放宽其站点或资源类型的要求。',
    en: 'No pool can take this job. Widen its allowed sites or kinds of resource.',
  },
});

const tooWide = (problem: Problem, bid: Bid): Refusal => {
  const asked = Math.min(...bid.options.map((option) => option.units));
  const widest = Math.max(...bid.options.map((option) => mostUnits(problem.pools[option.pool]!)));
  return {
    id: bid.id,
    code: 'widerThanAnyPool',
    reason: {
      zh: `需要 ${asked} 个单元，而允许的资源池最多只有 ${widest} 个。请减小并行宽度或允许更大的站点。`,
      en: `It asks for ${asked} units at once; the widest pool it may use has ${widest}. Ask for fewer units or allow a larger site.`,
    },
  };
};

const windowTooShort = (grid: TimeGrid, bid: Bid): Refusal => {
  const shortest = Math.min(...bid.options.map((option) => option.durationHours));
  const open = Math.max(0, bid.latestEndMs - Math.max(bid.releaseMs, grid.startMs)) / MS_PER_HOUR;
  return {
    id: bid.id,
    code: 'windowTooShort',
    reason: {
      zh: `最短需要运行 ${hours(shortest)} 小时，而从最早开始到截止只有 ${hours(open)} 小时。请推迟截止时间。`,
      en: `It needs at least ${hours(shortest)} h, and only ${hours(open)} h lie between its earliest start and its latest end. Move the deadline later.`,
    },
  };
};

/** It fits by itself, but the room is held by other work. */
export const capacityTaken = (id: string): Refusal => ({
  id,
  code: 'capacityTaken',
  reason: {
    zh: '在其时间窗内，允许的资源池或站点功率已被其他作业占满。请放宽时间窗、站点或宽度。',
    en: 'Within its window the pools it may use, or their site power, are taken by other work. Widen its window, its sites or its width.',
  },
});

const hours = (value: number): string => (Math.round(value * 100) / 100).toString();
