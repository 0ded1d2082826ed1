import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Origin } from '../../src/intent.ts';

/** What somebody typed for an operation, before it became an intent. */
export interface Draft {
  operation: string;
  values: Readonly<Record<string, unknown>>;
  errors?: Readonly<Record<string, string>>;
  notices?: readonly string[];
  origin: Origin;
  /** The record as it was when the form opened, by field name. */
  present?: Readonly<Record<string, unknown>>;
}

const KEEP_MS = 60 * 60_000;

export type Drafts = ReturnType<typeof createDrafts>;

/** Drafts wait in memory for an hour: behind an "open the form" button, and as the place an open form answers to. */
export function createDrafts() {
  const drafts = new LRUCache<string, Draft>({ max: 5_000, ttl: KEEP_MS });
  return {
    keep(draft: Draft, key: string = randomUUID()): string {
      drafts.set(key, draft);
      return key;
    },
    find: (key: string): Draft | undefined => drafts.get(key),
  };
}
