import { sqlitePlace } from '../journal/places.ts';
import { outboxContract } from './contract-outbox.ts';

outboxContract('SQLite', sqlitePlace);
