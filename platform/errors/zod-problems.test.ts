import { expect, test } from 'vitest';
import { z } from 'zod';
import { problemsFromZod } from './zod-problems.ts';

test('every issue becomes a problem with its place and what to write instead', () => {
  const site = z.strictObject({
    pools: z.array(z.object({ kind: z.enum(['gpu', 'cpu']), count: z.int().min(1) })),
  });
  const { error } = site.safeParse({
    pools: [
      { kind: 'tpu', count: 0 },
      { kind: 'gpu', count: '3' },
    ],
    colour: 'red',
  });
  expect(problemsFromZod(error!.issues, 'site')).toEqual([
    { field: 'site.pools[0].kind', message: expect.any(String), remedy: 'Write one of: gpu, cpu.' },
    { field: 'site.pools[0].count', message: expect.any(String), remedy: 'Write a value of at least 1.' },
    { field: 'site.pools[1].count', message: expect.any(String), remedy: 'Write a value of type number.' },
    { field: 'site', message: expect.any(String), remedy: 'Remove or correct: colour.' },
  ]);
});
