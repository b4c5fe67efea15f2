import type { Bilingual } from '#units';
import type { NameOf } from './names.ts';

/** Values of a window with gaps that were bridged by what came before, and how many periods of each. */
export type Bridged = readonly { readonly key: string; readonly periods: number }[];

/** What people are told of bridged gaps; null when there were none. */
export function bridgedText(filled: Bridged, nameOf: NameOf): Bilingual | null {
  if (filled.length === 0) return null;
  const list = (language: 'zh' | 'en'): string[] =>
    filled.map(({ key, periods }) => {
      const [element = key, quantity = ''] = key.split(/\.(?=[^.]*$)/);
      return `${nameOf(element)[language]} ${quantity} (${periods})`;
    });
  return {
    zh: `部分输入有缺口，已按相邻时段补齐（括号内为时段数）：${list('zh').join('、')}。`,
    en: `Gaps in some inputs were bridged (periods): ${list('en').join(', ')}.`,
  };
}

/** Several notes as one; null when there is none. */
export function together(notes: readonly (Bilingual | null)[]): Bilingual | null {
  const known = notes.filter((note) => note !== null);
  if (known.length === 0) return null;
  return { zh: known.map(({ zh }) => zh).join(''), en: known.map(({ en }) => en).join(' ') };
}
