import { proveWatches } from './watches/suite.ts';

proveWatches('Watches of three bots on one PostgreSQL', 'npm run test:faults:pg', {
  ...{ rounds: 12, lanes: 2, bots: 3 },
  // PostgreSQL lets a process that stands still keep the others waiting for 5 seconds.
  leaseMs: 7_000,
  server: process.env.DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/test',
});
