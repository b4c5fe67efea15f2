/** Runs work of a key at once, then at most once per gap; what came meanwhile runs once at the gap's end. */
export const createPacer = (
  gapMs: number,
  now: () => number,
  later: (run: () => void, ms: number) => void,
) => {
  const lastMs = new Map<string, number>();
  const waiting = new Set<string>();
  return {
    run(key: string, work: () => void): void {
      if (waiting.has(key)) return;
      const dueMs = (lastMs.get(key) ?? Number.NEGATIVE_INFINITY) + gapMs;
      const start = () => {
        waiting.delete(key);
        lastMs.set(key, now());
        work();
      };
      if (now() >= dueMs) {
        start();
        return;
      }
      waiting.add(key);
      later(start, dueMs - now());
    },
  };
};

export const sharedPacer = createPacer(
  1_000,
  () => performance.now(),
  (run, ms) => void setTimeout(run, ms),
);
