/** Geometry of the strip of the last 24 hours: bands stacked above the axis, out of plain numbers. */
export interface StripBand {
  readonly id: string;
  readonly path: string;
}
type Values = readonly (number | null)[];

const at = (values: Values | undefined, index: number): number => values?.[index] ?? 0;

/** Highest sum of the stacked series or of a line over it, so that both fit. */
export const stripPeak = (stacked: readonly Values[], lines: readonly Values[], count: number): number => {
  let peak = 1;
  for (let index = 0; index < count; index++) {
    peak = Math.max(
      peak,
      stacked.reduce((sum, values) => sum + at(values, index), 0),
    );
    for (const line of lines) peak = Math.max(peak, at(line, index));
  }
  return peak;
};

/** One closed path a series, each standing on those before it; a gap falls to the one below. */
export const stripBands = (
  series: readonly { readonly id: string; readonly values: Values }[],
  count: number,
  peak: number,
  width: number,
  height: number,
): readonly StripBand[] => {
  const x = (index: number) => ((index / Math.max(1, count)) * width).toFixed(1);
  const y = (value: number) => (height - (value / peak) * height).toFixed(1);
  let floor: number[] = Array.from({ length: count }, () => 0);
  return series.map(({ id, values }) => {
    const roof = floor.map((low, index) => low + at(values, index));
    // Each period is a step: power is its mean, not a point.
    const top = roof
      .map((value, index) => `${index === 0 ? 'M' : 'L'}${x(index)} ${y(value)}H${x(index + 1)}`)
      .join('');
    const back = [...floor.keys()]
      .reverse()
      .map((index) => `L${x(index + 1)} ${y(floor[index] as number)}H${x(index)}`)
      .join('');
    floor = roof;
    return { id, path: `${top}${back}Z` };
  });
};

/** A stepped line; gaps break it. */
export const stripLine = (
  values: Values,
  count: number,
  peak: number,
  width: number,
  height: number,
): string => {
  const x = (index: number) => ((index / Math.max(1, count)) * width).toFixed(1);
  let path = '';
  let open = false;
  for (const [index, value] of values.slice(0, count).entries()) {
    if (value === null) {
      open = false;
      continue;
    }
    path += `${open ? 'L' : 'M'}${x(index)} ${(height - (value / peak) * height).toFixed(1)}H${x(index + 1)}`;
    open = true;
  }
  return path;
};

/** The last 24 h ending with the last period: before the first reading there are gaps, so that the scale stays a day. */
export const wholeDay = (
  startMs: readonly number[],
  series: Readonly<Record<string, Values>>,
): { readonly startMs: readonly number[]; readonly series: Readonly<Record<string, Values>> } => {
  const stepMs = startMs.length > 1 ? startMs[1]! - startMs[0]! : 900_000;
  const count = Math.round(86_400_000 / stepMs);
  const missing = Math.max(0, count - startMs.length);
  const lead = Array.from({ length: missing }, (_, at) => (startMs[0] ?? 0) - (missing - at) * stepMs);
  const gaps = lead.map(() => null);
  const padded = Object.entries(series).map(([name, values]) => [name, [...gaps, ...values]] as const);
  return { startMs: [...lead, ...startMs], series: Object.fromEntries(padded) };
};
