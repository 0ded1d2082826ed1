import type { Work } from './group-commit.ts';
import { HeldLeases, type Lease, noLease } from './leases.ts';
import type { DraftRow } from './schema.ts';
import type { Storage } from './storage.ts';

/**
 * What is no intent yet, e.g. what somebody typed so far. Drafts survive a restart, and every process finds them. The
 * ledger does not cover them.
 */
export interface Drafts {
  /** Keeps a draft for so many milliseconds, in place of an earlier one of that key. */
  keep(key: string, draft: string, forMs: number): Promise<void>;
  /** Keeps a draft whose form is owed to its person, and leases it to this process until `markShown`. */
  owe(key: string, draft: string, forMs: number): Promise<void>;
  /** The person has the form, or a button that opens it, or was told why not. */
  markShown(key: string): Promise<void>;
  /** Undefined when its time is over or it never was. */
  find(key: string): Promise<string | undefined>;
  /** Drafts whose forms a dead process owed, or Slack did not take, now leased to this one. At most `limit`. */
  claimExpired(limit: number): Promise<{ key: string; draft: string }[]>;
  /** Renews the lease of a draft until `releaseLease`. */
  holdLease(key: string): void;
  releaseLease(key: string): void;
  renewLeases(): Promise<void>;
  /** Deletes the drafts whose time is over. */
  prune(): Promise<void>;
}

/** The drafts in an open storage. */
export function openDrafts(storage: Storage): Drafts {
  const held = new HeldLeases();
  return {
    keep: (key, draft, forMs) =>
      storage.writeUrgently((work) => put(work, { key, draft, until: work.now + forMs, ...noLease })),
    owe: (key, draft, forMs) =>
      storage.writeUrgently((work) => put(work, { key, draft, until: work.now + forMs, ...storage.lease(work.now) })),
    markShown: (key) =>
      storage.write(async ({ db }) => {
        await db.updateTable('journal_draft').set(noLease).where('key', '=', key).execute();
      }),
    async find(key) {
      const now = await storage.now();
      const found = storage.db.selectFrom('journal_draft').select('draft').where('key', '=', key);
      return (await found.where('until', '>', now).executeTakeFirst())?.draft;
    },
    claimExpired: (limit) => storage.write((work) => claim(work, limit, storage.lease(work.now))),
    holdLease: (key) => held.hold(key),
    releaseLease: (key) => held.release(key),
    renewLeases: () => storage.write((work) => renew(work, held, storage.lease(work.now))),
    prune: () =>
      storage.write(async ({ db, now }) => {
        await db.deleteFrom('journal_draft').where('until', '<=', now).execute();
      }),
  };
}

async function put({ db }: Work, { key, ...row }: DraftRow): Promise<void> {
  await db
    .insertInto('journal_draft')
    .values({ key, ...row })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute();
}

/** Gives the caller the drafts whose leases ran out. Shortens those that would last longer than a lease: a clock was set back. */
async function claim({ db, now }: Work, limit: number, lease: Lease): Promise<{ key: string; draft: string }[]> {
  const latest = lease.lease_until ?? now;
  await db.updateTable('journal_draft').set({ lease_until: latest }).where('lease_until', '>', latest).execute();
  return db
    .updateTable('journal_draft')
    .set(lease)
    .where('key', 'in', (due) =>
      due.selectFrom('journal_draft').select('key').where('lease_until', '<=', now).orderBy('until').limit(limit),
    )
    .returning(['key', 'draft'])
    .execute();
}

async function renew({ db }: Work, held: HeldLeases, { lease_owner, lease_until }: Lease): Promise<void> {
  for (const keys of held.batches()) {
    await db
      .updateTable('journal_draft')
      .set({ lease_until })
      .where('key', 'in', keys)
      .where('lease_owner', '=', lease_owner)
      .execute();
  }
}
