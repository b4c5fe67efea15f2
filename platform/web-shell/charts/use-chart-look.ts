import { useMemo } from 'react';
import { type Colours, coloursOf, FONTS } from '#platform/look';
import type { Language } from '#units';
import { useLanguage, useTheme } from '../preferences.ts';

export interface ChartLook {
  readonly language: Language;
  readonly look: { readonly fontFamily: string; readonly colours: Colours };
}

/** Language, letters and colours that are on, for option builders. */
export const useChartLook = (): ChartLook => {
  const language = useLanguage();
  const theme = useTheme();
  return useMemo(
    () => ({ language, look: { fontFamily: FONTS.sans, colours: coloursOf(theme) } }),
    [language, theme],
  );
};
