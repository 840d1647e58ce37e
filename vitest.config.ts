// Four projects: `node` runs without a browser (units beside their sources, and all of tests/
// but what follows), `engines` runs in every engine, `browser` drives Chromium on the built site,
// `package` installs the package.

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          include: ['web/{src,embed}/**/*.test.ts', 'tests/**/*.test.{ts,mjs}'],
          exclude: ['tests/{browser,engines,package}/**', '**/node_modules/**'],
        },
      },
      {
        test: {
          name: 'engines',
          include: ['tests/engines/**/*.test.ts'],
          // Browsers in turn: all at once would wait for each other.
          fileParallelism: false,
          hookTimeout: 60_000,
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
      {
        test: {
          name: 'package',
          include: ['tests/package/**/*.test.ts'],
          globalSetup: 'tests/package/setup.ts',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
