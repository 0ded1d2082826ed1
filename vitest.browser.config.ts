import { defineConfig } from 'vitest/config';

/** Headless Chromium on the real page, with the built bot behind it. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.browser.ts', 'test/page/**/*.browser.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
