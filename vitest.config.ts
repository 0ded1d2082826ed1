import { defineConfig } from 'vitest/config';

/** Everything that needs no browser, no database server and no network beyond the loopback. */
export default defineConfig({
  test: {
    testTimeout: 15_000,
    // Several tests wait for real time limits: more workers than cores keep the cores busy meanwhile.
    maxWorkers: 4,
    projects: [
      {
        extends: true,
        test: {
          name: 'bot',
          include: ['test/**/*.test.ts'],
          exclude: ['test/vendors/**', 'test/http/**'],
          // Loading the bot once a worker instead of once a file saves most of the time.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'wire',
          // nock changes Node's own modules, so each of these files gets a world of its own.
          include: ['test/vendors/**/*.test.ts', 'test/http/**/*.test.ts'],
        },
      },
    ],
  },
});
