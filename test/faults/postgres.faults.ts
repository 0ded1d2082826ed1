import { proveUnderFaults } from './suite.ts';

const server = process.env.DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/test';

proveUnderFaults('Three bots on one PostgreSQL', 'npm run test:faults:pg', {
  runs: 600,
  wishesPerRound: 60,
  lanes: 1,
  bots: 3,
  server,
});
