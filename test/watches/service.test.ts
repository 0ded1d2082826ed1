import { sqlitePlace } from '../journal/places.ts';
import { serviceContract } from './contract-service.ts';

serviceContract('SQLite', sqlitePlace);
