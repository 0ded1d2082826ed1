import { randomUUID } from 'node:crypto';
import type { Actor, Origin } from '../../src/journal/intent.ts';
import { readOrigin } from '../../src/journal/rows.ts';
import type { Drafts } from '../../src/storage/drafts.ts';

/** What somebody typed for an operation, before it became an intent. */
export interface Draft {
  operation: string;
  values: Readonly<Record<string, unknown>>;
  errors?: Readonly<Record<string, string>>;
  notices?: readonly string[];
  origin: Origin;
  /** Etag of the record as the person saw it before, where it cannot be read anew. */
  etag?: string;
  /** The record as it was when the form opened, by field name. */
  present?: Readonly<Record<string, unknown>>;
}

/** A draft as it is kept; its origin may be one that an older version kept. */
function readDraft(kept: Draft): Draft {
  const { origin, etag } = readOrigin(kept.origin);
  return { ...(etag === undefined ? {} : { etag }), ...kept, origin };
}

/** Longer than a form is left open, or a button that opens one is looked for. */
const KEEP_MS = 12 * 60 * 60_000;

const SWEEP_LIMIT = 50;

export type FormDrafts = ReturnType<typeof createFormDrafts>;

/** Drafts of forms: they wait behind an "open the form" button, and an open form answers to one. */
export function createFormDrafts(drafts: Omit<Drafts, 'renewLeases' | 'prune'>) {
  return {
    /** Returns its key. */
    async keep(draft: Draft): Promise<string> {
      const key = randomUUID();
      await drafts.keep(key, JSON.stringify(draft), KEEP_MS);
      return key;
    },
    /** Keeps what a person is promised a form for. Returns its key; see `showing`. */
    async owe(draft: Draft, actor: Actor): Promise<string> {
      const key = randomUUID();
      await drafts.owe(key, JSON.stringify({ ...draft, actor }), KEEP_MS);
      return key;
    },
    /** Shows what is owed; nobody else does meanwhile, however long that takes. What fails is offered by a later sweep. */
    async showing(key: string, show: () => Promise<void>): Promise<void> {
      drafts.holdLease(key);
      try {
        await show();
        await drafts.markShown(key);
      } finally {
        drafts.releaseLease(key);
      }
    },
    /** What was promised and never came. */
    async claimExpired(): Promise<{ key: string; draft: Draft; actor: Actor }[]> {
      const claimed = await drafts.claimExpired(SWEEP_LIMIT);
      return claimed.map(({ key, draft }) => {
        const { actor, ...rest } = JSON.parse(draft) as Draft & { actor: Actor };
        return { key, draft: readDraft(rest), actor };
      });
    },
    async find(key: string): Promise<Draft | undefined> {
      const kept = await drafts.find(key);
      return kept === undefined ? undefined : readDraft(JSON.parse(kept) as Draft);
    },
  };
}
