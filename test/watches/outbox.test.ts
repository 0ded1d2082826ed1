import { sqlitePlace } from '../journal/places.ts';
import { outboxContract } from './contract-outbox.ts';
import { outboxTroubleContract } from './contract-outbox-trouble.ts';

outboxContract('SQLite', sqlitePlace);
outboxTroubleContract('SQLite', sqlitePlace);
