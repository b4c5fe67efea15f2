import { describe, expect, it } from 'vitest';
import { contrastRatio, linearRgb } from './contrast.ts';
import { cssName, lookCss } from './css.ts';
import { type ColourName, coloursOf, MEANINGS, type Theme } from './tokens.ts';

const THEMES: readonly Theme[] = ['dark', 'light'];
const TEXT: readonly ColourName[] = ['ink', 'inkSoft', 'inkFaint', 'accent'];
const GROUNDS: readonly ColourName[] = ['ground', 'surface', 'raised', 'sunken'];
const STATES = ['good', 'busy', 'warning', 'alarm', 'idle'] as const;

/** How a person without one kind of cone sees a colour (Machado, Oliveira and Fernandes 2009, full severity). */
const SIGHT = {
  full: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
} as const;

/** Björn Ottosson's OKLab of a linear colour; distances in it follow what the eye tells apart. */
const oklab = ([r, g, b]: readonly number[]): readonly number[] => {
  const l = Math.cbrt(0.4122214708 * r! + 0.5363325363 * g! + 0.0514459929 * b!);
  const m = Math.cbrt(0.2119034982 * r! + 0.6806995451 * g! + 0.1073969566 * b!);
  const s = Math.cbrt(0.0883024619 * r! + 0.2817188376 * g! + 0.6299787005 * b!);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
};
const seen = (hex: string, sight: keyof typeof SIGHT): readonly number[] => {
  const light = linearRgb(hex);
  return oklab(
    SIGHT[sight].map((row) =>
      Math.max(
        0,
        row.reduce<number>((sum, part, at) => sum + part * light[at]!, 0),
      ),
    ),
  );
};
const distance = (one: readonly number[], other: readonly number[]) =>
  Math.hypot(...one.map((part, at) => part - other[at]!));

describe.each(THEMES)('the %s colours', (theme) => {
  const colours = coloursOf(theme);

  it('let words be read on every ground (AA, 4.5)', () => {
    for (const text of TEXT)
      for (const ground of GROUNDS)
        expect(contrastRatio(colours[text], colours[ground]), `${text} on ${ground}`).toBeGreaterThanOrEqual(
          4.5,
        );
    for (const state of STATES)
      expect(contrastRatio(colours[state], colours[`${state}Ground`]), state).toBeGreaterThanOrEqual(4.5);
    expect(contrastRatio(colours.onAccent, colours.accent)).toBeGreaterThanOrEqual(4.5);
    expect(contrastRatio(colours.onAccent, colours.alarm)).toBeGreaterThanOrEqual(4.5);
  });

  it('let every meaning be seen on a card (AA, 3)', () => {
    for (const name of MEANINGS)
      expect(contrastRatio(colours[name], colours.surface), name).toBeGreaterThanOrEqual(3);
  });

  it.each(['full', 'protan', 'deutan'] as const)('keep the sources of power apart for %s sight', (sight) => {
    const sources: readonly ColourName[] = [
      'sun',
      'sunHeat',
      'wind',
      'water',
      'storageDischarge',
      'gridImport',
      'export',
      'thermal',
      'compute',
    ];
    for (const [at, one] of sources.entries())
      for (const other of sources.slice(at + 1))
        expect(
          distance(seen(colours[one], sight), seen(colours[other], sight)),
          `${one} and ${other}`,
        ).toBeGreaterThan(0.07);
  });
});

describe('the style sheet', () => {
  it('names every colour once a theme', () => {
    expect(cssName('storageCharge')).toBe('--storage-charge');
    expect(cssName('computeTier0')).toBe('--compute-tier-0');
    expect(lookCss().match(/--storage-charge:/g)).toHaveLength(4);
  });
});
