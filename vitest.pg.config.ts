import { defineConfig } from 'vitest/config';

const server = process.env.DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/test';

/** Every suite that keeps a journal, its own and those of the whole bot, on the PostgreSQL that `DATABASE_URL` names. */
export default defineConfig({
  test: {
    include: ['test/**/*.pg.ts', 'test/e2e/*.test.ts', 'test/vendors/*/*.e2e.test.ts'],
    env: { STAGE_DATABASE_URL: server },
    testTimeout: 20_000,
  },
});
