import { proveWatches } from './watches/suite.ts';

proveWatches('Watches of one bot on SQLite', 'npm run test:faults', { rounds: 12, lanes: 3, bots: 1, leaseMs: 2_000 });
