import { sqlitePlace } from '../journal/places.ts';
import { feedContract } from './contract-feed.ts';
import { pollsContract } from './contract-polls.ts';

pollsContract('SQLite', sqlitePlace);
feedContract('SQLite', sqlitePlace);
