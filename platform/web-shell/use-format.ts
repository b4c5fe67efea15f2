import { useMemo } from 'react';
import { createFormat, type Format } from './format.ts';
import { useLanguage } from './preferences.ts';

/** Formatters in the reader's language. */
export const useFormat = (): Format => {
  const language = useLanguage();
  return useMemo(() => createFormat(language), [language]);
};
