import { useCallback } from 'react';
import type { Bilingual } from '#units';
import { useLanguage } from './preferences.ts';

export type TextValues = Readonly<Record<string, string | number>>;
/** Picks the language and fills `{name}` places. */
export type Translate = (text: Bilingual, values?: TextValues) => string;

/** Puts values into the `{name}` places of a sentence; an unknown place stays visible. */
export const fillIn = (sentence: string, values: TextValues = {}): string =>
  sentence.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));

/** `const t = useText(); t(words.title)`: words are `{ zh, en }` pairs kept beside the page. */
export const useText = (): Translate => {
  const language = useLanguage();
  return useCallback((text, values) => fillIn(text[language], values), [language]);
};

/** Checks at compile time that every word has both languages. */
export const words = <Table extends Readonly<Record<string, Bilingual>>>(table: Table): Table => table;
