import { postgresPlace } from '../storage/postgres-place.ts';
import { outboxContract } from './contract-outbox.ts';

outboxContract('PostgreSQL', postgresPlace);
