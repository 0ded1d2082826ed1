import { randomUUID } from 'node:crypto';
import type { Origin } from '../../src/intent.ts';
import type { Journal } from '../../src/journal/journal.ts';

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

/** Longer than a form is left open, or a button that opens one is looked for. */
const KEEP_MS = 12 * 60 * 60_000;

export type Drafts = ReturnType<typeof createDrafts>;

/**
 * Drafts wait behind an "open the form" button, and as the place an open form answers to; in the journal's database, so
 * that they survive a restart and every process finds them.
 */
export function createDrafts(journal: Pick<Journal, 'keepDraft' | 'findDraft'>) {
  return {
    /** Returns its key. */
    async keep(draft: Draft): Promise<string> {
      const key = randomUUID();
      await journal.keepDraft(key, JSON.stringify(draft), KEEP_MS);
      return key;
    },
    async find(key: string): Promise<Draft | undefined> {
      const kept = await journal.findDraft(key);
      return kept === undefined ? undefined : (JSON.parse(kept) as Draft);
    },
  };
}
