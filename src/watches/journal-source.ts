import type { Origin } from '../journal/intent.ts';
import { fromStored, toEntry } from '../journal/rows.ts';
import type { Logger } from '../log.ts';
import { findOperation } from '../operations/catalog.ts';
import type { Operation } from '../operations/operation.ts';
import type { Place, Policy } from '../policy/policy.ts';
import type { EventRow } from '../storage/schema.ts';
import type { Storage } from '../storage/storage.ts';
import { bodyOf, enqueue, type Owed } from './enqueue.ts';
import { type JournalMoment, matchesJournal } from './journal-filter.ts';
import { journalNotification } from './journal-notification.ts';
import { isSamePlace } from './places.ts';
import { watchesOf } from './store.ts';
import type { Watch, WatchPlace } from './watch.ts';

/** Changes that are looked at together, each batch in one short transaction. */
const AT_ONCE = 50;
/** A sweep leaves the rest to the next one. */
const MOST_BATCHES = 20;

export interface JournalSourceParts {
  storage: Storage;
  policy: Pick<Policy, 'decideAtAll'>;
  /** Where the result of an intent stands, as the policy knows it. */
  placeOf(origin: Origin): Place;
  /** A place of a watch as the policy knows it. */
  policyPlaceOf(place: WatchPlace): Place;
  log: Logger;
}

export interface JournalSource {
  /** Puts what the journal has new into the outbox. */
  sweep(): Promise<void>;
}

/** Asks once for each owner, place and operation of a batch. */
function createMayRun({ policy, policyPlaceOf }: Pick<JournalSourceParts, 'policy' | 'policyPlaceOf'>) {
  const known = new Map<string, Promise<boolean>>();
  return ({ owner, place }: Watch, operation: Operation): Promise<boolean> => {
    const key = JSON.stringify([owner.team, owner.id, place.door, place.address, operation.id]);
    const asked =
      known.get(key) ??
      policy.decideAtAll(owner, operation, policyPlaceOf(place)).then(({ decision }) => decision !== 'deny');
    known.set(key, asked);
    return asked;
  };
}

/** Reads the journal for the watches of what was done: every change once, whichever process sees it. */
export function createJournalSource({ storage, placeOf, log, ...rights }: JournalSourceParts): JournalSource {
  const { db } = storage;

  async function counter(): Promise<number | undefined> {
    return (await db.selectFrom('watch_counter').select('value').where('name', '=', 'journal').executeTakeFirst())
      ?.value;
  }

  /** What changed, oldest first. An entry that was pruned meanwhile says nothing any more. */
  async function momentsOf(events: readonly EventRow[]): Promise<JournalMoment[]> {
    const references = [...new Set(events.map(({ reference }) => reference).filter(Boolean))];
    if (references.length === 0) return [];
    const rows = await db.selectFrom('journal').selectAll().where('reference', 'in', references).execute();
    const entries = new Map(rows.map((row) => [row.reference, toEntry(row)]));
    return events.flatMap(({ reference, state, at }) => {
      const entry = entries.get(reference);
      const operation = entry && findOperation(entry.operation);
      return operation && state !== 'pruned' ? [{ entry, operation, state: fromStored(state), at }] : [];
    });
  }

  /** The place that asked has the result, unless it was for the person alone. */
  const standsThere = ({ place }: Watch, { entry: { origin } }: JournalMoment): boolean =>
    !origin.private && isSamePlace(placeOf(origin), rights.policyPlaceOf(place));

  async function owedFor(moments: readonly JournalMoment[], watches: readonly Watch[]): Promise<Owed[]> {
    const mayRun = createMayRun(rights);
    const owed: Owed[] = [];
    for (const moment of moments) {
      for (const watch of watches) {
        const { source, settings, createdAt } = watch;
        if (source.kind !== 'journal' || moment.at < createdAt || !matchesJournal(moment, source.filter)) continue;
        if (settings.muted.includes(moment.entry.reference) || standsThere(watch, moment)) continue;
        if (!(await mayRun(watch, moment.operation))) continue;
        const said = journalNotification(moment, settings);
        const { subject, critical, at } = said;
        owed.push({ watch, kind: 'event', subject, body: bodyOf(said), critical, at });
      }
    }
    return owed;
  }

  /** False: another process was faster, or there is a watch that these changes were not compared with. */
  const write = (from: number, to: number, owed: readonly Owed[], known: ReadonlySet<string>): Promise<boolean> =>
    storage.write(async (work) => {
      const journalWatches = work.db.selectFrom('watch').select('id').where('source_kind', '=', 'journal');
      const ids = await journalWatches.where('state', '!=', 'stopped').execute();
      if (ids.some(({ id }) => !known.has(id))) return false;
      const moved = work.db.updateTable('watch_counter').set({ value: to }).where('name', '=', 'journal');
      if (!(await moved.where('value', '=', from).returning('name').executeTakeFirst())) return false;
      await enqueue(work, owed);
      return true;
    });

  /** True if there may be more. */
  async function readSome(watches: readonly Watch[]): Promise<boolean> {
    const from = await counter();
    if (from === undefined) return false;
    const later = db.selectFrom('journal_event').selectAll().where('seq', '>', from);
    const events = await later.orderBy('seq').limit(AT_ONCE).execute();
    const last = events.at(-1);
    if (!last) return false;
    const owed = await owedFor(await momentsOf(events), watches);
    const isWritten = await write(from, last.seq, owed, new Set(watches.map(({ id }) => id)));
    if (isWritten && owed.length > 0) log.debug({ notifications: owed.length }, 'the journal has news');
    return isWritten && events.length === AT_ONCE;
  }

  return {
    async sweep() {
      const head = await db.selectFrom('journal_chain').select('seq').executeTakeFirst();
      if ((head?.seq ?? 0) <= ((await counter()) ?? Number.POSITIVE_INFINITY)) return;
      const watches = await watchesOf(db, 'journal');
      if (watches.length === 0) return;
      for (let batch = 0; batch < MOST_BATCHES && (await readSome(watches)); batch++);
    },
  };
}
