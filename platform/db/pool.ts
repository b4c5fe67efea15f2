import pg from 'pg';
import { AppError } from '#platform/errors';

export type Connection = pg.ClientConfig;

const INT8 = 20;
const INT8_ARRAY = 1016;

/** bigint columns come as numbers; one beyond 2^53 is refused rather than rounded. */
function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) {
    throw new AppError({
      code: 'number-too-large',
      kind: 'conflict',
      message: `The database holds ${text}, beyond what a number carries exactly.`,
      remedy: 'Read this column as text (column::text).',
    });
  }
  return value;
}

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === INT8) return wholeNumber;
    if (oid === INT8_ARRAY)
      return (text: string) => text.slice(1, -1).split(',').filter(Boolean).map(wholeNumber);
    return pg.types.getTypeParser(oid, format);
  }) as typeof pg.types.getTypeParser,
};

/**
 * A pool whose connections may break (a server restart) without ending the process: its idle ones, and those in use,
 * whose query fails with the reason anyway.
 */
export function createPool(connection: Connection & { max: number }): pg.Pool {
  const pool = new pg.Pool({
    ...connection,
    types,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
  });
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
