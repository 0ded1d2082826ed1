import { sqlitePlace } from '../journal/places.ts';
import { webhooksContract } from './contract-webhooks.ts';

webhooksContract('SQLite', sqlitePlace);
