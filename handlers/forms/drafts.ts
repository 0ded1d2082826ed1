import { randomUUID } from 'node:crypto';
import type { Actor, Origin } from '../../src/journal/intent.ts';
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

const SWEEP_LIMIT = 50;

export type Drafts = ReturnType<typeof createDrafts>;

/**
 * Drafts wait behind an "open the form" button, and as the place an open form answers to; in the journal's database, so
 * that they survive a restart and every process finds them.
 */
export function createDrafts(
  journal: Pick<Journal, 'keepDraft' | 'oweForm' | 'markShown' | 'claimExpiredForms' | 'findDraft' | 'tend' | 'leave'>,
) {
  return {
    /** Returns its key. */
    async keep(draft: Draft): Promise<string> {
      const key = randomUUID();
      await journal.keepDraft(key, JSON.stringify(draft), KEEP_MS);
      return key;
    },
    /** Keeps what a person is promised a form for. Returns its key; see `showing`. */
    async owe(draft: Draft, actor: Actor): Promise<string> {
      const key = randomUUID();
      await journal.oweForm(key, JSON.stringify({ ...draft, actor }), KEEP_MS);
      return key;
    },
    /** Shows what is owed; nobody else does meanwhile, however long that takes. What fails is offered by a later sweep. */
    async showing(key: string, show: () => Promise<void>): Promise<void> {
      journal.tend(key);
      try {
        await show();
        await journal.markShown(key);
      } finally {
        journal.leave(key);
      }
    },
    /** What was promised and never came. */
    async claimExpired(): Promise<{ key: string; draft: Draft; actor: Actor }[]> {
      const taken = await journal.claimExpiredForms(SWEEP_LIMIT);
      return taken.map(({ key, draft }) => {
        const { actor, ...rest } = JSON.parse(draft) as Draft & { actor: Actor };
        return { key, draft: rest, actor };
      });
    },
    async find(key: string): Promise<Draft | undefined> {
      const kept = await journal.findDraft(key);
      return kept === undefined ? undefined : (JSON.parse(kept) as Draft);
    },
  };
}
