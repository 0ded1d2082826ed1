import { postgresPlace } from '../storage/postgres-place.ts';
import { pollsContract } from './contract-polls.ts';

pollsContract('PostgreSQL', postgresPlace);
