// Two projects: `node` runs without a browser (units beside their sources, and all of tests/
// but what follows), `browser` drives Chromium on the built site.

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          include: ['web/src/**/*.test.ts', 'tests/**/*.test.{ts,mjs}'],
          exclude: ['tests/browser/**', '**/node_modules/**'],
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          globalSetup: 'tests/browser/setup.ts',
          // One browser, few cores: pages in turn give steady times.
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
