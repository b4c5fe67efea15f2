/** A stream of random numbers that depends only on its seed and its name. */
export interface Random {
  /** Uniform, 0 <= x < 1. */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
}

/** FNV-1a of a text, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** splitmix32, used only to spread a seed over the state of the generator below. */
function splitMix(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
}

/**
 * sfc32 (Doty-Humphrey's Small Fast Counting generator). A stream of its own for each name, so that adding a series
 * leaves the others as they are.
 */
export function randomStream(seed: number, name: string): Random {
  const next = splitMix(seed ^ hashOf(name));
  let [a, b, c, counter] = [next(), next(), next(), 1];
  const uniform = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let i = 0; i < 12; i += 1) uniform();
  return {
    uniform,
    // Box-Muller; 1 - u keeps the logarithm finite.
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
  };
}

/** Log-normal with a median and a spread (standard deviation of the logarithm). */
export const logNormal = (random: Random, median: number, spread: number): number =>
  median * Math.exp(spread * random.normal());

/** Pareto: at least `minimum`, P(X > x) = (minimum/x)^tail. */
export const pareto = (random: Random, minimum: number, tail: number): number =>
  minimum / (1 - random.uniform()) ** (1 / tail);

/** One of several, with weights. */
export function pick<T>(random: Random, choices: readonly (readonly [T, number])[]): T {
  const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
  let mark = random.uniform() * total;
  for (const [value, weight] of choices) {
    mark -= weight;
    if (mark < 0) return value;
  }
  return choices[choices.length - 1]![0];
}
