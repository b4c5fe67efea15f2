/** Stops on a broken assumption of our own code. Never for bad input: that is an expected ending with a remedy. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${message}`);
}
