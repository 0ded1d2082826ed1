import { defineConfig } from 'vitest/config';

/** Checks that need a browser: `npx vitest run --config test/page/vitest.config.ts`. */
export default defineConfig({
  test: { include: ['test/page/*.browser.ts'], testTimeout: 20_000, hookTimeout: 30_000 },
});
