import type { ColumnType } from 'kysely';

/** 64-bit whole numbers come back as text from some drivers; `Number()` reads either. */
export type Whole = ColumnType<string | number, number, number>;
export type MaybeWhole = ColumnType<string | number | null, number | null, number | null>;
/** JSON is written as text and read back parsed. */
export type Json<T> = ColumnType<T, string, string>;
export type MaybeJson<T> = ColumnType<T | null, string | null, string | null>;
