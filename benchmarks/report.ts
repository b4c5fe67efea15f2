/** One figure of a benchmark beside what it is held against. */
export interface BenchRow {
  readonly case: string;
  readonly ours: number;
  readonly reference: number;
  readonly ratio: number;
  readonly unit: string;
  /** Where the reference is from: a peer, a bound, a published optimum. */
  readonly against: string;
}
export interface Bench {
  readonly bench: string;
  readonly rows: readonly BenchRow[];
}

export const row = (
  name: string,
  ours: number,
  reference: number,
  unit: string,
  against: string,
): BenchRow => ({
  case: name,
  ours,
  reference,
  ratio: ours / reference,
  unit,
  against,
});

/** Prints a table for people and, as the last line, the same as one JSON object. */
export const printBench = ({ bench, rows }: Bench): void => {
  const wide = Math.max(4, ...rows.map((entry) => entry.case.length));
  console.log(
    `${'case'.padEnd(wide)}  ${'ours'.padStart(12)}  ${'reference'.padStart(12)}  ${'ratio'.padStart(8)}  held against`,
  );
  for (const entry of rows) {
    const figures = [figure(entry.ours).padStart(12), figure(entry.reference).padStart(12)].join('  ');
    console.log(
      `${entry.case.padEnd(wide)}  ${figures}  ${entry.ratio.toFixed(4).padStart(8)}  ${entry.against}, ${entry.unit}`,
    );
  }
  console.log(JSON.stringify({ bench, rows }));
};

const figure = (value: number): string =>
  Math.abs(value) >= 1000 ? value.toFixed(1) : Math.abs(value) >= 10 ? value.toFixed(3) : value.toFixed(6);
