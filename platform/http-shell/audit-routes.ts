import { z } from 'zod';
import { requireRole } from './access.ts';
import type { RoomApp, RoomContext } from './room.ts';

const auditRow = z.object({
  sequence: z.int(),
  atMs: z.number(),
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  detail: z.record(z.string(), z.unknown()),
  hash: z.string(),
});
const verdict = z.object({
  whole: z.boolean(),
  rows: z.int(),
  lastHash: z.string(),
  firstBad: z.object({ sequence: z.int(), reason: z.string() }).nullable(),
});
const LONGEST_PAGE = 500;

/** Reading the audit log, from the newest row on. */
export function auditRoutes(app: RoomApp, { audit }: RoomContext): void {
  app.get(
    '/audit',
    {
      preHandler: requireRole('viewer'),
      schema: {
        tags: ['hall'],
        summary: 'The audit log, newest first',
        querystring: z.object({
          after: z.coerce.number().int().positive().optional().describe('`next` of the page before'),
          limit: z.coerce.number().int().min(1).max(LONGEST_PAGE).default(100),
          action: z
            .string()
            .min(1)
            .optional()
            .describe('Exact, or all that begin so when it ends with a dot'),
          subject: z.string().min(1).optional(),
          actor: z.string().min(1).optional(),
        }),
        response: { 200: z.object({ rows: z.array(auditRow), next: z.int().nullable() }) },
      },
    },
    async ({ query: { after, ...filter } }) => {
      const page = await audit.list({ ...withoutUndefined(filter), ...(after ? { before: after } : {}) });
      return { rows: [...page.rows], next: page.next };
    },
  );
  app.get(
    '/audit/verify',
    {
      preHandler: requireRole('viewer'),
      config: { rateLimit: { max: 20, timeWindow: '1 minute' } },
      schema: {
        tags: ['hall'],
        summary: 'Recomputes the whole chain of hashes',
        response: { 200: verdict },
      },
    },
    async () => audit.verify(),
  );
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };
const withoutUndefined = <T extends object>(value: T): Defined<T> =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Defined<T>;
