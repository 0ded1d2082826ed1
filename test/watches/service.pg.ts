import { postgresPlace } from '../storage/postgres-place.ts';
import { serviceContract } from './contract-service.ts';

serviceContract('PostgreSQL', postgresPlace);
