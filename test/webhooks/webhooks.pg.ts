import { postgresPlace } from '../storage/postgres-place.ts';
import { webhooksContract } from './contract-webhooks.ts';

webhooksContract('PostgreSQL', postgresPlace);
