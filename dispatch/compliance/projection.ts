import type { RuleProjection, Spread } from '#dispatch/domain';
import { shanghaiDayStartMs } from '#units';
import { daysAfter, daysBetween } from './dated-rules.ts';
import { seededDice } from './seeded-dice.ts';
import { daySlackOf, figureOf, slackOf, type Terms } from './terms.ts';

/** A whole day as it was recorded. */
export interface RecordedDay {
  readonly day: string;
  readonly part: number;
  readonly whole: number;
}
export interface CountToProject {
  readonly terms: Terms;
  /** Counted by the end of `day`. */
  readonly part: number;
  readonly whole: number;
  readonly day: string;
  readonly untilDay: string;
  /** In order of time. */
  readonly recorded: readonly RecordedDay[];
  readonly seed: number;
}

/** Weather holds on for days: days are drawn in runs of a week. */
const BLOCK_DAYS = 7;
/** Two runs of their own: with fewer recorded days no probability is told. */
export const LEAST_DAYS = 14;
const PATHS = 1000;
/** Recorded days count as of the season of a day at most so far from it in the year. */
const SEASON_DAYS = 45;
const FAN_POINTS = 12;

/**
 * Where a count will end. The days that remain are imagined many times over as runs of recorded days (moving-block
 * bootstrap, Künsch 1989), drawn from their own season where such days are there. Each time the record itself is drawn
 * anew first, with repetition, so that a short one says little: its spread is part of the answer. The same seed gives
 * the same ends, and which days are drawn never depends on what they counted.
 */
export function projectCount(count: CountToProject): RuleProjection {
  const remainingDays = Math.max(0, daysBetween(count.day, count.untilDay));
  const base = {
    untilDay: count.untilDay,
    remainingDays,
    sampleDays: count.recorded.length,
    paths: 0,
    blockDays: 0,
    seed: count.seed,
    seasonMatchedRatio: 0,
  };
  if (remainingDays === 0) return { ...base, ...counted(count) };
  if (count.recorded.length < LEAST_DAYS) return { ...base, ...dayRange(count, remainingDays) };
  return { ...base, ...bootstrap(count, remainingDays) };
}

type Found = Pick<RuleProjection, 'method' | 'probability' | 'value' | 'restSlack' | 'nextDaySlack' | 'fan'> &
  Partial<RuleProjection>;

const always = (value: number): Spread => ({ low: value, median: value, high: value });

function counted({ terms, part, whole }: CountToProject): Found {
  const value = figureOf(terms, part, whole);
  return {
    method: 'counted',
    probability: value === null ? null : slackOf(terms, part, whole) >= 0 ? 1 : 0,
    value: value === null ? null : always(value),
    restSlack: always(0),
    nextDaySlack: null,
    fan: [],
  };
}

/** As if each day that remains were the worst, the mean, the best of the few that were recorded. */
function dayRange({ terms, part, whole, recorded, untilDay }: CountToProject, remaining: number): Found {
  const nothing = { method: 'dayRange', probability: null, value: null, restSlack: null } as const;
  if (recorded.length === 0) return { ...nothing, nextDaySlack: null, fan: [] };
  const mean = {
    part: recorded.reduce((sum, day) => sum + day.part, 0) / recorded.length,
    whole: recorded.reduce((sum, day) => sum + day.whole, 0) / recorded.length,
  };
  const endOf = (day: Pick<RecordedDay, 'part' | 'whole'>): number | null =>
    figureOf(terms, part + remaining * day.part, whole + remaining * day.whole);
  // Days with nothing to divide by make no end; the mean of all lies between the others.
  const ends = recorded.map(endOf).filter((end) => end !== null);
  const middle = endOf(mean);
  if (middle === null) return { ...nothing, nextDaySlack: null, fan: [] };
  const value = { low: Math.min(middle, ...ends), median: middle, high: Math.max(middle, ...ends) };
  const slacks = recorded.map((day) => remaining * daySlackOf(terms, day.part, day.whole));
  const meanSlack = daySlackOf(terms, mean.part, mean.whole);
  return {
    method: 'dayRange',
    probability: null,
    value,
    restSlack: { low: Math.min(...slacks), median: remaining * meanSlack, high: Math.max(...slacks) },
    nextDaySlack: meanSlack,
    fan: [{ day: untilDay, ...value }],
  };
}

function bootstrap(count: CountToProject, remaining: number): Found {
  const { terms, part, whole, recorded } = count;
  const season = new SeasonalDraw(count);
  const fanDays = checkpoints(remaining);
  const figures = fanDays.map(() => [] as number[]);
  const rests: number[] = [];
  let met = 0;
  let nextDay = 0;
  for (let path = 0; path < PATHS; path += 1) {
    season.redraw();
    let [atPart, atWhole, done, point] = [part, whole, 0, 0];
    while (done < remaining) {
      const start = season.blockFor(done);
      for (let d = 0; d < BLOCK_DAYS && done < remaining; d += 1) {
        const day = recorded[start + d]!;
        if (done === 0) nextDay += daySlackOf(terms, day.part, day.whole) / PATHS;
        atPart += day.part;
        atWhole += day.whole;
        done += 1;
        if (done === fanDays[point]) figures[point++]!.push(figureOf(terms, atPart, atWhole) ?? 0);
      }
    }
    if (slackOf(terms, atPart, atWhole) >= 0) met += 1;
    rests.push(daySlackOf(terms, atPart - part, atWhole - whole));
  }
  return {
    method: 'blockBootstrap',
    paths: PATHS,
    blockDays: BLOCK_DAYS,
    seasonMatchedRatio: season.matchedRatio,
    probability: met / PATHS,
    value: spreadOf(figures.at(-1)!),
    restSlack: spreadOf(rests),
    nextDaySlack: nextDay,
    fan: figures.map((values, at) => ({ day: daysAfter(count.day, fanDays[at]!), ...spreadOf(values) })),
  };
}

/** Days ahead at which the figure is kept, the last one among them. */
const checkpoints = (remaining: number): number[] => {
  const points = Math.min(FAN_POINTS, remaining);
  return Array.from({ length: points }, (_, at) => Math.round(((at + 1) * remaining) / points));
};

const spreadOf = (values: number[]): Spread => {
  values.sort((a, b) => a - b);
  const at = (share: number): number =>
    values[Math.min(values.length - 1, Math.floor(share * values.length))]!;
  return { low: at(0.1), median: at(0.5), high: at(0.9) };
};

/** Draws runs of recorded days for the days ahead. */
class SeasonalDraw {
  private readonly dice: () => number;
  private readonly startCount: number;
  private readonly dayOfYear: readonly number[];
  private readonly firstAhead: number;
  private pool: number[] = [];
  private drawn = 0;
  private matched = 0;

  constructor({ recorded, day, seed }: CountToProject) {
    this.dice = seededDice(seed);
    this.startCount = recorded.length - BLOCK_DAYS + 1;
    this.dayOfYear = recorded.map((row) => dayOfYear(row.day));
    this.firstAhead = dayOfYear(day) + 1;
  }

  /** The record anew: as many runs as it holds, drawn with repetition. */
  redraw(): void {
    const runs = Math.max(2, Math.round((this.startCount + BLOCK_DAYS - 1) / BLOCK_DAYS));
    this.pool = Array.from({ length: runs }, () => this.one(this.startCount));
  }

  /** Start of the run that stands for the days from `ahead` on: of their season, where the record has such a one. */
  blockFor(ahead: number): number {
    const target = this.firstAhead + ahead;
    const near = this.pool.filter((start) => apartInYear(this.dayOfYear[start]!, target) <= SEASON_DAYS);
    this.drawn += 1;
    if (near.length > 0) this.matched += 1;
    const from = near.length > 0 ? near : this.pool;
    return from[this.one(from.length)]!;
  }

  get matchedRatio(): number {
    return this.drawn === 0 ? 0 : this.matched / this.drawn;
  }

  private one(count: number): number {
    return Math.floor(this.dice() * count);
  }
}

const YEAR_DAYS = 365;
const dayOfYear = (day: string): number =>
  Math.round((shanghaiDayStartMs(day) - shanghaiDayStartMs(`${day.slice(0, 4)}-01-01`)) / 86_400_000);
const apartInYear = (a: number, b: number): number => {
  const apart = Math.abs(a - b) % YEAR_DAYS;
  return Math.min(apart, YEAR_DAYS - apart);
};
