import type { Job, Region } from '#dispatch/domain';
import { poolUnitHours } from './jobs.ts';
import type { ScenarioFile } from './tables.ts';

/** A column of a scenario's CSV: its values and the instants of their periods' starts. */
export interface Column {
  readonly file: string;
  readonly name: string;
  readonly startMs: number;
  readonly stepMs: number;
  readonly values: readonly number[];
}

/** Reads back the CSV that `seriesCsv` writes. */
export function columnsOf(files: readonly ScenarioFile[]): Column[] {
  return files
    .filter((file) => file.path.endsWith('.csv.gz'))
    .flatMap(({ path, text }) => {
      const [head, ...rows] = text.trimEnd().split('\n');
      const cells = rows.map((row) => row.split(','));
      const [first, second] = [Date.parse(cells[0]![0]!), Date.parse(cells[1]![0]!)];
      return head!
        .split(',')
        .slice(1)
        .map((name, k) => ({
          file: path,
          name,
          startMs: first,
          stepMs: second - first,
          values: cells.map((row) => Number(row[k + 1])),
        }));
    });
}

/** The jobs of a scenario's JSON Lines. */
export const jobsOf = (files: readonly ScenarioFile[]): Job[] =>
  files
    .filter((file) => file.path.endsWith('.jsonl.gz'))
    .flatMap((file) => file.text.trimEnd().split('\n'))
    .map((line) => JSON.parse(line) as Job);

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** Month (0 January) and hour of each value, Shanghai time; columns of one file share them. */
interface Calendar {
  readonly month: Uint8Array;
  readonly hour: Uint8Array;
}
const calendars = new Map<string, Calendar>();
function calendarOf({ startMs, stepMs, values }: Column): Calendar {
  const key = `${startMs} ${stepMs} ${values.length}`;
  const known = calendars.get(key);
  if (known !== undefined) return known;
  const made = { month: new Uint8Array(values.length), hour: new Uint8Array(values.length) };
  for (let i = 0; i < values.length; i += 1) {
    const local = new Date(startMs + i * stepMs + 8 * 3_600_000);
    made.month[i] = local.getUTCMonth();
    made.hour[i] = local.getUTCHours();
  }
  calendars.set(key, made);
  return made;
}

/** Mean over the months given, 0 January, of Shanghai time. */
export function meanOfMonths(column: Column, months: readonly number[]): number {
  const { month } = calendarOf(column);
  return mean(column.values.filter((_, i) => months.includes(month[i]!)));
}
/** Mean of each hour of the day. */
function hourMeans(column: Column): number[] {
  const { hour } = calendarOf(column);
  const [sums, counts] = [new Float64Array(24), new Float64Array(24)];
  for (const [i, value] of column.values.entries()) {
    sums[hour[i]!]! += value;
    counts[hour[i]!]! += 1;
  }
  return Array.from(sums, (sum, h) => sum / counts[h]!);
}
export const meanOfHour = (column: Column, hour: number): number => hourMeans(column)[hour]!;
/** Hour of the day whose mean is highest. */
export function peakHour(column: Column): number {
  const hours = hourMeans(column);
  return hours.indexOf(Math.max(...hours));
}
export const yearMean = (column: Column): number => mean(column.values);
const lowest = (column: Column): number => column.values.reduce((a, b) => Math.min(a, b));
const highest = (column: Column): number => column.values.reduce((a, b) => Math.max(a, b));

const SEASONS = { winter: [11, 0, 1], spring: [2, 3, 4], summer: [5, 6, 7], autumn: [8, 9, 10] };
const digits = (value: number): string => String(Number(value.toPrecision(3)));
const isShare = (column: Column): boolean => highest(column) <= 1 && lowest(column) >= 0;

/** The stated figures of a scenario as Markdown; READMEs carry this block and a test writes it anew. */
export function figuresMarkdown(region: Region, files: readonly ScenarioFile[]): string {
  const seriesRows = columnsOf(files).map((column) => {
    const seasons = Object.values(SEASONS).map((months) => digits(meanOfMonths(column, months)));
    const cells = [yearMean(column), lowest(column), highest(column)].map(digits);
    const kind = isShare(column) ? ' (share of capacity)' : '';
    const file = column.file.replace('series/', '').replace('.csv.gz', '');
    return `| ${file}: ${column.name}${kind} | ${[...cells, ...seasons].join(' | ')} | ${peakHour(column)} |`;
  });
  return [
    '| series | mean | lowest | highest | winter | spring | summer | autumn | hour of the highest mean |',
    '|---|---|---|---|---|---|---|---|---|',
    ...seriesRows,
    '',
    ...jobFigures(region, jobsOf(files)),
  ].join('\n');
}

function jobFigures(region: Region, jobs: readonly Job[]): string[] {
  const kinds = ['rigid', 'preemptible', 'elastic', 'online', 'bulk'] as const;
  const counts = kinds.map((kind) => `${kind} ${jobs.filter((job) => job.kind === kind).length}`);
  const poolKinds = [...new Set(region.sites.flatMap((site) => site.pools.map((pool) => pool.kind)))];
  const week = { startMs: 0, days: 7, backlogRatio: 0 };
  const rows = poolKinds.map((kind) => {
    const batch = jobs.filter((job) => 'durationHours' in job && job.poolKind === kind);
    const unitHours = batch.reduce(
      (sum, job) => sum + ('durationHours' in job ? job.units * job.durationHours : 0),
      0,
    );
    const online = jobs.reduce(
      (sum, job) => sum + (job.kind === 'online' && job.poolKind === kind ? onlineHours(job) : 0),
      0,
    );
    const widest = Math.max(...batch.map((job) => ('units' in job ? job.units : 0)));
    const share = (hours: number): string => digits(hours / poolUnitHours(region, kind, week));
    return `| ${kind} | ${batch.length} | ${widest} | ${share(unitHours)} | ${share(online)} |`;
  });
  return [
    `Jobs: ${jobs.length} (${counts.join(', ')}).`,
    '',
    '| pool kind | batch jobs | widest gang | batch share of the week | online share of the week |',
    '|---|---|---|---|---|',
    ...rows,
  ];
}

/** Unit-hours that an online service asks for in a week. */
const onlineHours = (job: Job & { kind: 'online' }): number =>
  job.demand.reduce((sum, part) => sum + 7 * part.peakUnits * part.hourShape.reduce((a, b) => a + b, 0), 0);

const MARKS = /(<!-- figures -->\n)[\s\S]*?(<!-- end of figures -->)/;

/** A README with its block of figures replaced. */
export const withFigures = (readme: string, figures: string): string =>
  readme.replace(MARKS, (_, open: string, close: string) => `${open}${figures}\n${close}`);
