import { defineConfig } from 'vitest/config';

// One project per kind of test, so that a person can run `vitest run --project unit` while typing and leave the
// slower kinds to `npm test`. Browser journeys are Playwright's, not vitest's.
export default defineConfig({
  test: {
    // One worker fewer than there are cores is the default: one of two.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{shared,db,hub,electron,renderer}/**/*.test.{ts,tsx}'],
          environment: 'node',
          testTimeout: 60_000,
          // Pure parts share a process: loading them once more for each file was nearly half of the work.
          isolate: false,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['tests/{integration,architecture}/**/*.test.ts'],
          globalSetup: ['tests/support/shared-databases.ts'],
          environment: 'node',
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'faults',
          include: ['tests/faults/**/*.test.ts'],
          environment: 'node',
          testTimeout: 900_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
