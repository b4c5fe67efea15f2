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

const instants = new WeakMap<YearClock, readonly string[]>();
/** The starts of all periods in ISO 8601; all files of a scenario share them. */
function instantsOf(clock: YearClock): readonly string[] {
  const known = instants.get(clock);
  if (known !== undefined) return known;
  const made = Array.from({ length: clock.count }, (_, i) => {
    const startMs = clock.startMs + i * clock.stepMinutes * 60_000;
    return `${new Date(startMs).toISOString().slice(0, 16)}Z`;
  });
  instants.set(clock, made);
  return made;
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
  for (const [i, instant] of instantsOf(clock).entries()) {
    lines.push(`${instant},${rows.map((row) => write(row[i]!)).join(',')}`);
  }
  return { path, text: `${lines.join('\n')}\n` };
}

/** JSON Lines of records. */
export const jsonLines = (path: string, records: readonly unknown[]): ScenarioFile => ({
  path,
  text: `${records.map((record) => JSON.stringify(record)).join('\n')}\n`,
});
