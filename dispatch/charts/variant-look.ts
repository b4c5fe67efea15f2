import type { VariantOutcome } from '#dispatch/domain';
import type { ChartColour, ChartContext } from './picture.ts';

/** A variant has no meaning of its own, so it borrows: far apart for every eye, and numbered besides. */
const COLOURS: readonly ChartColour[] = [
  'inkFaint',
  'accent',
  'sun',
  'compute',
  'gridImport',
  'storageDischarge',
  'wind',
  'thermal',
  'price',
];
const DASHES: readonly (readonly number[] | null)[] = [null, null, [6, 3], [2, 2], [8, 3, 2, 3]];

export interface VariantLook {
  /** `0`, the base, then 1, 2, … as in the table. */
  readonly mark: string;
  readonly name: string;
  readonly colour: string;
}

/** How a variant is drawn in every picture of a comparison. */
export const variantLook = (
  { position, name }: Pick<VariantOutcome, 'position' | 'name'>,
  { look, language }: ChartContext,
): VariantLook => ({
  mark: String(position),
  name: name[language],
  colour: look.colours[variantColour(position)],
});

export const variantColour = (position: number): ChartColour => COLOURS[position % COLOURS.length]!;
export const variantDash = (position: number): readonly number[] | null => DASHES[position % DASHES.length]!;
