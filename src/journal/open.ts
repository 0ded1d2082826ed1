import type { Storage } from '../storage/storage.ts';
import type { Journal } from './journal.ts';
import { SqlJournal } from './sql-journal.ts';

/** The journal in an open storage, whose ledger must be the journal's `Chain`. */
export const openJournal = (storage: Storage): Journal => new SqlJournal(storage);
