/** Consecutive steps that are alike. */
export interface Run {
  readonly from: number;
  readonly to: number;
  readonly tag: string;
}

/** Joins consecutive steps of one tag; steps without a tag are left out. */
export const runsOf = (count: number, tagOf: (step: number) => string | null): Run[] => {
  const runs: { from: number; to: number; tag: string }[] = [];
  for (let step = 0; step < count; step++) {
    const tag = tagOf(step);
    if (tag === null) continue;
    const last = runs.at(-1);
    if (last !== undefined && last.to === step && last.tag === tag) last.to = step + 1;
    else runs.push({ from: step, to: step + 1, tag });
  }
  return runs;
};

/** Sum over the steps of a run. */
export const sumOver = ({ from, to }: Run, at: (step: number) => number): number => {
  let sum = 0;
  for (let step = from; step < to; step++) sum += at(step);
  return sum;
};

/** Gaps up to so many steps do not end what people would call one event. */
const SHORT_GAP = 4;

/** Joins runs between which only a short gap lies. */
export const withoutGaps = (runs: readonly Run[]): Run[] => {
  const joined: Run[] = [];
  for (const run of runs) {
    const last = joined.at(-1);
    if (last !== undefined && run.from - last.to <= SHORT_GAP)
      joined[joined.length - 1] = { ...last, to: run.to };
    else joined.push(run);
  }
  return joined;
};
