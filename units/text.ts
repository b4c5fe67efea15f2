/** One sentence in the two languages of the screens. Field ids stay English; people read one of these. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}
export type Language = keyof Bilingual;
