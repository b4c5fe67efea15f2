import type { Kysely, Transaction } from 'kysely';

/** Kysely over pg. Each store declares its own table types: `db.withSchema('dispatch') as Kysely<Tables>`. */
// biome-ignore lint/suspicious/noExplicitAny: each room narrows it to its own tables
export type Db = Kysely<any>;
// biome-ignore lint/suspicious/noExplicitAny: each room narrows it to its own tables
export type Trx = Transaction<any>;
