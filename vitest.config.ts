import { defineConfig } from 'vitest/config';

/** One project a kind of test, so that `vitest run --project unit` is quick and the journeys get a browser's time. */
export default defineConfig({
  test: {
    globalSetup: ['platform/db/vitest-server.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{units,platform,dispatch,apps,scenarios}/**/*.{test,property.test}.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'house',
          include: ['test/{architecture,golden,examples}/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'system',
          include: ['test/{faults,journeys}/**/*.{test,spec}.ts'],
          testTimeout: 300_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
