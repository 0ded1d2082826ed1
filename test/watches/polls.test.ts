import { sqlitePlace } from '../journal/places.ts';
import { pollsContract } from './contract-polls.ts';

pollsContract('SQLite', sqlitePlace);
