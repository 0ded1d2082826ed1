import { Chain } from './journal/chain.ts';
import type { Journal } from './journal/journal.ts';
import { openJournal } from './journal/open.ts';
import { type Drafts, openDrafts } from './storage/drafts.ts';
import { openStorage, type StorageOptions } from './storage/open.ts';
import type { Storage } from './storage/storage.ts';
import { type HookStore, openHookStore } from './webhooks/store.ts';

/** What a process keeps in its one database. */
export interface Stores {
  /** What all of them are kept in. */
  storage: Storage;
  journal: Journal;
  drafts: Drafts;
  hooks: HookStore;
  /** Resolves when the database answers, rejects otherwise. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the database and everything in it. Throws an error that tells the operator what to do. */
export async function openStores(options: StorageOptions): Promise<Stores> {
  const storage = await openStorage(options, Chain.lock);
  return {
    storage,
    journal: openJournal(storage),
    drafts: openDrafts(storage),
    hooks: openHookStore(storage),
    ping: () => storage.ping(),
    close: () => storage.close(),
  };
}
