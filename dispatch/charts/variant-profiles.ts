import type { VariantOutcome, VariantProfile } from '#dispatch/domain';
import { type Bilingual, MS_PER_MINUTE } from '#units';
import { figure } from './figures.ts';
import type { ChartContext, ChartPicture } from './picture.ts';
import { timeLinesPicture } from './time-lines.ts';
import { variantColour, variantDash } from './variant-look.ts';

type Quantity = 'importMw' | 'curtailedMw' | 'storedMwh';
const QUANTITIES: readonly { readonly key: Quantity; readonly title: Bilingual; readonly unit: string }[] = [
  { key: 'importMw', title: { zh: '购电', en: 'Grid import' }, unit: 'MW' },
  { key: 'curtailedMw', title: { zh: '弃电', en: 'Curtailed' }, unit: 'MW' },
  { key: 'storedMwh', title: { zh: '储能电量', en: 'Stored energy' }, unit: 'MWh' },
];

/** Import, curtailment and storage of all variants over one another, on one time axis. */
export const variantProfilePictures = (
  variants: readonly VariantOutcome[],
  profiles: readonly VariantProfile[],
  context: ChartContext,
): readonly ChartPicture[] => {
  const longest = profiles.toSorted((a, b) => b.importMw.length - a.importMw.length)[0];
  if (longest === undefined) return [];
  const periodMs = longest.periodMinutes * MS_PER_MINUTE;
  const startMs = longest.importMw.map((_, t) => longest.startMs + t * periodMs);
  const shown = profiles.filter((profile) => profile.startMs === longest.startMs);
  const nameOf = (position: number): Bilingual =>
    variants.find((variant) => variant.position === position)?.name ?? { zh: '', en: '' };
  return QUANTITIES.map(({ key, title, unit }) =>
    timeLinesPicture(context, {
      id: `variant-${key}`,
      title,
      unit,
      startMs,
      periodMs,
      heightPx: 150,
      y: { min: 0 },
      description: shown
        .map((profile) => {
          const most = figure(Math.max(0, ...profile[key]), context.language);
          return `${nameOf(profile.position)[context.language]} ≤ ${most} ${unit}`;
        })
        .join('; '),
      lines: shown.map((profile) => {
        const { position } = profile;
        const dash = variantDash(position);
        return {
          id: `variant-${position}`,
          name: { zh: `${position} ${nameOf(position).zh}`, en: `${position} ${nameOf(position).en}` },
          colour: variantColour(position),
          values: profile[key],
          width: position === 0 ? 2.5 : 1.5,
          ...(dash === null ? {} : { dash }),
        };
      }),
    }),
  );
};
