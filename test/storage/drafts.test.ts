import { sqlitePlace } from '../journal/places.ts';
import { draftsContract } from './contract-drafts.ts';

draftsContract('SQLite', sqlitePlace);
