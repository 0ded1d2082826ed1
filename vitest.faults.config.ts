import { defineConfig } from 'vitest/config';

/** The proof under faults: thousands of intents, and processes that die. See `test/faults/README.md`. */
export default defineConfig({
  test: {
    include: ['test/faults/*.faults.ts'],
    hookTimeout: 60 * 60_000,
    testTimeout: 60_000,
    fileParallelism: false,
    disableConsoleIntercept: true,
  },
});
