import { Job, type Region } from '#dispatch/domain';
import { shanghaiIso } from '#units';
import { logNormal, pareto, pick, type Random, randomStream } from './random.ts';

type Weighted<T> = readonly (readonly [T, number])[];

/** One kind of work as it is submitted: how much, how wide, how long, how patient. */
export interface WorkClass {
  readonly id: string;
  /** Shown before the number of the job. */
  readonly title: string;
  readonly count: number;
  readonly poolKind: string;
  readonly kinds: Weighted<'rigid' | 'preemptible' | 'elastic'>;
  /** Gang width: a Pareto law from `minimum`, cut at `maximum`, rounded to whole nodes of `node` units. */
  readonly width: { minimum: number; maximum: number; tail: number; node: number };
  /** Length: log-normal, cut at `maximumHours`. */
  readonly length: { medianHours: number; spread: number; maximumHours: number };
  /** Waiting the owner accepts beyond the length: log-normal, at least an hour. */
  readonly slack: { medianHours: number; spread: number };
  readonly tiers: Weighted<0 | 1 | 2 | 3>;
  readonly owners: readonly string[];
  /** Residence: null for anywhere. */
  readonly sites: Weighted<readonly string[] | null>;
  /** Cost of an hour's delay after the due time, yuan a unit. */
  readonly latenessYuanPerUnitHour: number;
  /** Input that lies on a site and has to be brought. */
  readonly data?: { readonly share: number; readonly sites: readonly string[]; readonly medianGb: number };
}
export interface JobWindowSpan {
  readonly startMs: number;
  readonly days: number;
  /** Share of all work that already waits when the window opens. */
  readonly backlogRatio: number;
}

const MS_PER_HOUR = 3_600_000;
const MS_PER_MINUTE = 60_000;
const instant = (ms: number): string => shanghaiIso(Math.round(ms / MS_PER_MINUTE) * MS_PER_MINUTE);
/** Whole seconds, written with enough decimals to survive. */
const hoursToTheSecond = (hours: number): number => Number((Math.round(hours * 3600) / 3600).toFixed(6));

/** Instants of submission: office hours on weekdays, fewer at night and at weekends, and a backlog at the start. */
function submissionMs(random: Random, span: JobWindowSpan): number {
  if (random.uniform() < span.backlogRatio) return span.startMs - random.uniform() * 6 * MS_PER_HOUR;
  for (;;) {
    const hours = random.uniform() * span.days * 24;
    const hour = hours % 24;
    const isWeekend = Math.floor(hours / 24) % 7 >= 5;
    const office = hour >= 8 && hour < 22 ? 1 : 0.45;
    if (random.uniform() < office * (isWeekend ? 0.7 : 1)) return span.startMs + hours * MS_PER_HOUR;
  }
}

/** A job as drawn, before the schema has looked at it: scales are searched over many of them. */
type DrawnJob = { readonly units: number; readonly durationHours: number } & Readonly<
  Record<string, unknown>
>;

/** The jobs of a class, lengths multiplied by `lengthScale` to meet a share of the pools. */
function drawJobs(seed: number, work: WorkClass, span: JobWindowSpan, lengthScale: number): DrawnJob[] {
  const random = randomStream(seed, `jobs.${work.id}`);
  return Array.from({ length: work.count }, (_, i) => drawJob(random, work, span, lengthScale, i + 1));
}

function drawJob(
  random: Random,
  work: WorkClass,
  span: JobWindowSpan,
  lengthScale: number,
  n: number,
): DrawnJob {
  const units = widthOf(random, work.width);
  const drawnHours = logNormal(random, work.length.medianHours, work.length.spread);
  const durationHours = hoursToTheSecond(
    Math.min(work.length.maximumHours, Math.max(0.05, drawnHours * lengthScale)),
  );
  const submittedMs = submissionMs(random, span);
  const slackHours = Math.max(1, logNormal(random, work.slack.medianHours, work.slack.spread));
  const windowHours = durationHours * 1.15 + Math.min(120, slackHours);
  const releaseMs = Math.max(submittedMs, span.startMs);
  const dueShare = 0.35 + 0.4 * random.uniform();
  const dueMs = releaseMs + (durationHours + (windowHours - durationHours) * dueShare) * MS_PER_HOUR;
  const owner = work.owners[Math.floor(random.uniform() * work.owners.length)]!;
  const sites = pick(random, work.sites);
  const tier = pick(random, work.tiers);
  const kind = pick(random, work.kinds);
  const data = dataOf(random, work, sites);
  const hasDueTime = random.uniform() < 0.5;
  return {
    id: `${work.id}-${String(n).padStart(4, '0')}`,
    name: `${work.title} ${n}`,
    owner,
    submittedAt: instant(submittedMs),
    latestEndAt: instant(releaseMs + windowHours * MS_PER_HOUR + MS_PER_MINUTE),
    ...(hasDueTime
      ? { dueAt: instant(dueMs), latenessYuanPerHour: price(units * work.latenessYuanPerUnitHour) }
      : {}),
    ...(sites === null ? {} : { allowedSites: sites }),
    powerTier: tier,
    ...(data === null ? {} : { data }),
    poolKind: work.poolKind,
    units,
    durationHours,
    ...kindFields(random, kind, units, work.width),
  };
}

const price = (yuan: number): number => Number(yuan.toPrecision(3));

function widthOf(random: Random, width: WorkClass['width']): number {
  const drawn = Math.min(width.maximum, pareto(random, width.minimum, width.tail));
  // Small gangs come in powers of two, wide ones in whole nodes.
  if (drawn < width.node * 8) return Math.max(1, 2 ** Math.floor(Math.log2(drawn)));
  return Math.round(drawn / width.node) * width.node;
}

function kindFields(
  random: Random,
  kind: 'rigid' | 'preemptible' | 'elastic',
  units: number,
  width: WorkClass['width'],
): object {
  if (kind === 'rigid') return { kind };
  if (kind === 'preemptible')
    return { kind, checkpointHours: Number((0.02 + 0.2 * random.uniform()).toFixed(3)) };
  const half = Math.max(1, Math.round(units / 2));
  const double = units * 2 <= width.maximum ? units * 2 : units;
  const widths: [number, number][] = [[units, 1]];
  if (half < units) widths.unshift([half, 0.56]);
  if (double > units) widths.push([double, 1.75]);
  return { kind, minimumUnits: widths[0]![0], maximumUnits: widths[widths.length - 1]![0], speedUp: widths };
}

function dataOf(random: Random, work: WorkClass, sites: readonly string[] | null): object | null {
  if (work.data === undefined || random.uniform() >= work.data.share) return null;
  const site = work.data.sites[Math.floor(random.uniform() * work.data.sites.length)]!;
  if (sites?.length === 1 && sites[0] === site) return null;
  return { site, volumeGb: Math.round(Math.min(50_000, logNormal(random, work.data.medianGb, 1))) };
}

/** Unit-hours that all pools of a kind offer over a span; unlimited pools offer none to fill. */
export function poolUnitHours(region: Region, kind: string, span: JobWindowSpan): number {
  const units = region.sites
    .flatMap((site) => site.pools)
    .filter((pool) => pool.kind === kind)
    .reduce((sum, pool) => sum + (pool.unitCount === 'unlimited' ? 0 : pool.unitCount), 0);
  return units * span.days * 24;
}

/** Unit-hours that the batch jobs hold at their own width. */
const unitHoursOf = (jobs: readonly DrawnJob[]): number =>
  jobs.reduce((sum, job) => sum + job.units * job.durationHours, 0);

/**
 * The jobs of several classes on one kind of pool, with one scale on their lengths such that they hold
 * `wantedUnitHours`; the scale is searched because lengths are cut and rounded.
 */
export function jobsFilling(
  seed: number,
  classes: readonly WorkClass[],
  span: JobWindowSpan,
  wantedUnitHours: number,
): Job[] {
  const drawAt = (scale: number): DrawnJob[] => classes.flatMap((work) => drawJobs(seed, work, span, scale));
  let [low, high] = [0.2, 5];
  for (let round = 0; round < 7; round += 1) {
    const middle = Math.sqrt(low * high);
    if (unitHoursOf(drawAt(middle)) < wantedUnitHours) low = middle;
    else high = middle;
  }
  return drawAt(Math.sqrt(low * high)).map((drawn) => Job.parse(drawn));
}
