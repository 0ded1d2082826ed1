import { proveUnderFaults } from './suite.ts';

const server = process.env.DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/test';

proveUnderFaults('Three bots on one PostgreSQL', 'npm run test:faults:pg', {
  runs: 2_000,
  intentsPerRound: 100,
  lanes: 3,
  bots: 3,
  // PostgreSQL lets a process that stands still keep the others waiting for 5 seconds.
  leaseMs: 7_000,
  server,
});
