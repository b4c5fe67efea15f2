import type { YearClock } from './processes.ts';

/** A file of a scenario before it is written: text that the writer compresses when the path ends in `.gz`. */
export interface ScenarioFile {
  readonly path: string;
  readonly text: string;
}

/** How a number is written: significant digits for powers and flows, decimals for ratios and temperatures. */
export type Rounding = { readonly significant: number } | { readonly decimals: number };

function rounderOf(rounding: Rounding): (value: number) => string {
  if ('decimals' in rounding) {
    const scale = 10 ** rounding.decimals;
    return (value) => String(Math.round(value * scale) / scale + 0);
  }
  return (value) => String(Number(value.toPrecision(rounding.significant)));
}

/** CSV of aligned series: `time` (period start, UTC) and one column each. A gap would be an empty cell. */
export function seriesCsv(
  path: string,
  clock: YearClock,
  columns: Readonly<Record<string, Float64Array>>,
  rounding: Rounding,
): ScenarioFile {
  const names = Object.keys(columns);
  const rows = names.map((name) => columns[name]!);
  const write = rounderOf(rounding);
  const lines = [`time,${names.join(',')}`];
  for (let i = 0; i < clock.count; i += 1) {
    const instant = new Date(clock.startMs + i * clock.stepMinutes * 60_000).toISOString();
    lines.push(`${instant.slice(0, 16)}Z,${rows.map((row) => write(row[i]!)).join(',')}`);
  }
  return { path, text: `${lines.join('\n')}\n` };
}

/** JSON Lines of records. */
export const jsonLines = (path: string, records: readonly unknown[]): ScenarioFile => ({
  path,
  text: `${records.map((record) => JSON.stringify(record)).join('\n')}\n`,
});
