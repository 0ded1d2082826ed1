import { postgresPlace } from '../storage/postgres-place.ts';
import { outboxContract } from './contract-outbox.ts';
import { outboxTroubleContract } from './contract-outbox-trouble.ts';

outboxContract('PostgreSQL', postgresPlace);
outboxTroubleContract('PostgreSQL', postgresPlace);
