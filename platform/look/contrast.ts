const channel = (byte: number): number => {
  const share = byte / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
};

/** Linear-light red, green and blue of `#rrggbb`, 0..1. */
export const linearRgb = (hex: string): readonly [number, number, number] => [
  channel(Number.parseInt(hex.slice(1, 3), 16)),
  channel(Number.parseInt(hex.slice(3, 5), 16)),
  channel(Number.parseInt(hex.slice(5, 7), 16)),
];

const luminance = (hex: string): number => {
  const [red, green, blue] = linearRgb(hex);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** WCAG 2 contrast of two `#rrggbb` colours, 1..21. */
export const contrastRatio = (one: string, other: string): number => {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
};
