import { postgresPlace } from '../storage/postgres-place.ts';
import { feedContract } from './contract-feed.ts';
import { pollsContract } from './contract-polls.ts';

pollsContract('PostgreSQL', postgresPlace);
feedContract('PostgreSQL', postgresPlace);
