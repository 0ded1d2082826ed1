import { defineConfig } from 'vitest/config';

/** The tests that need a PostgreSQL, see `DATABASE_URL`. */
export default defineConfig({ test: { include: ['test/**/*.pg.ts'] } });
