import { proveUnderFaults } from './suite.ts';

proveUnderFaults('One bot on SQLite', 'npm run test:faults', {
  runs: 2_000,
  intentsPerRound: 40,
  lanes: 3,
  bots: 1,
  leaseMs: 2_000,
});
