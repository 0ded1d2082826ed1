import { defineConfig } from 'vitest/config';

const server = process.env.DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/test';

/** The journal's own tests, and the whole bot, on the PostgreSQL that `DATABASE_URL` names. */
export default defineConfig({
  test: {
    include: ['test/**/*.pg.ts', 'test/e2e/{main-job,doors,failures,second-thoughts}.test.ts'],
    env: { STAGE_DATABASE_URL: server },
    testTimeout: 20_000,
  },
});
