import { randomUUID } from 'node:crypto';
import type { Actor, Origin } from '../../src/intent.ts';
import type { Journal } from '../../src/journal/journal.ts';

/** What somebody typed for an operation, before it became an intent. */
export interface Draft {
  operation: string;
  values: Readonly<Record<string, unknown>>;
  errors?: Readonly<Record<string, string>>;
  notices?: readonly string[];
  origin: Origin;
  /** Who typed it, where nobody has answered them yet. */
  actor?: Actor;
  /** The record as it was when the form opened, by field name. */
  present?: Readonly<Record<string, unknown>>;
}

/** Longer than a form is left open, or a button that opens one is looked for. */
const KEEP_MS = 12 * 60 * 60_000;
/** Longer than a form takes to open, whatever Slack does: then its process is dead, or something went wrong. */
const OWED_AFTER_MS = 30_000;
const OFFERS_AT_ONCE = 20;

export type Drafts = ReturnType<typeof createDrafts>;

/**
 * Drafts wait behind an "open the form" button, and as the place an open form answers to; in the journal's database, so
 * that they survive a restart and every process finds them.
 */
export function createDrafts(journal: Pick<Journal, 'keepDraft' | 'findDraft' | 'markDraftShown' | 'claimDueDrafts'>) {
  return {
    /** Returns its key. */
    async keep(draft: Draft): Promise<string> {
      const key = randomUUID();
      await journal.keepDraft(key, JSON.stringify(draft), KEEP_MS);
      return key;
    },
    /** The same for what its person is told to have arrived: until it is marked as shown, they are owed its form. */
    async keepOwed(draft: Draft & { actor: Actor }): Promise<string> {
      const key = randomUUID();
      await journal.keepDraft(key, JSON.stringify(draft), KEEP_MS, OWED_AFTER_MS);
      return key;
    },
    markShown: (key: string): Promise<void> => journal.markDraftShown(key),
    /** Forms that never opened, because a process died or Slack took nothing. */
    async claimOwed(): Promise<{ key: string; draft: Draft }[]> {
      const due = await journal.claimDueDrafts(OFFERS_AT_ONCE, OWED_AFTER_MS);
      return due.map(({ key, draft }) => ({ key, draft: JSON.parse(draft) as Draft }));
    },
    async find(key: string): Promise<Draft | undefined> {
      const kept = await journal.findDraft(key);
      return kept === undefined ? undefined : (JSON.parse(kept) as Draft);
    },
  };
}
