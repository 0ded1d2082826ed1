import { defineConfig } from 'vitest/config';

/** Everything that needs no browser, no database server and no network beyond the loopback. */
export default defineConfig({
  test: { include: ['test/**/*.test.ts'], testTimeout: 15_000 },
});
