import { findVendor } from '../operations/catalog.ts';
import { wordsOf } from '../operations/operation.ts';
import type { Work } from '../storage/group-commit.ts';
import { dueAt } from '../watches/due.ts';
import type { Notification } from '../watches/notification.ts';
import { watchOf } from '../watches/rows.ts';
import { nextNumbers } from '../watches/sequence.ts';
import type { Watch, WatchSource } from '../watches/watch.ts';
import { notificationOf, type PageOf } from './notify.ts';
import { type HookEvent, parseDelivery } from './parse.ts';
import { noteNamed, type WaitingDelivery } from './store.ts';

export interface FanOutParts {
  /** The kind of a hook by its name. */
  kindOf(hook: string): string;
  pageOf: PageOf;
}

/** One statement takes only so many parameters. */
const ROWS_AT_ONCE = 50;

/** The key of all watches of one hook, see `WatchRow.source_key`. */
const sourceKey = (name: string): string =>
  JSON.stringify({ kind: 'webhook', name } satisfies WatchSource & { kind: 'webhook' });

/** A paused watch collects what it is owed. */
async function watchesOf({ db }: Work, hook: string): Promise<Watch[]> {
  const rows = db.selectFrom('watch').selectAll().where('source_kind', '=', 'webhook');
  const found = await rows.where('source_key', '=', sourceKey(hook)).where('state', '!=', 'stopped').execute();
  return found.map(watchOf);
}

/** True if a watch wants to hear of it. */
function wants({ settings }: Watch, { subject, card }: Notification): boolean {
  if (settings.muted.includes(subject) || settings.muted.includes(subject.slice(subject.indexOf('/') + 1)))
    return false;
  return settings.filters.every(({ field, value }) => {
    const shown = Object.entries(card.facts ?? {}).find(([label]) => label.toLowerCase() === field.toLowerCase())?.[1];
    return String(shown).toLowerCase() === value.toLowerCase();
  });
}

async function insert({ db, now }: Work, rows: readonly { seq: number; watch: Watch; said: Notification }[]) {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const values = rows.slice(from, from + ROWS_AT_ONCE).map(({ seq, watch, said }) => ({
      seq,
      watch: watch.id,
      door: watch.place.door,
      place: watch.place.address,
      kind: 'event' as const,
      subject: said.subject,
      body: JSON.stringify(said),
      critical: said.critical ? 1 : 0,
      at: said.at,
      due_at: dueAt(watch.settings, now, said.critical),
      state: 'waiting' as const,
      attempts: 0,
      batch: null,
      address: null,
      posted_at: null,
    }));
    await db.insertInto('watch_notification').values(values).execute();
  }
}

/** The record is looked at where it is, so that the card with what changed comes at once. */
async function hurryPolls({ db, now }: Work, { record }: HookEvent): Promise<void> {
  const [vendor = ''] = record?.resource.split('.') ?? [];
  const asked = (findVendor(vendor)?.operations ?? []).flatMap(({ id }) => {
    const words = wordsOf(id);
    return `${words.vendor}.${words.resource}` === record?.resource ? [id] : [];
  });
  if (asked.length === 0) return;
  const due = db.updateTable('watch_query').set({ next_at: now }).where('operation', 'in', asked);
  await due.where('next_at', '>', now).execute();
}

/** Puts what a delivery says into the outbox of every watch of its hook. Part of the write that marks it done. */
export const createFanOut =
  ({ kindOf, pageOf }: FanOutParts) =>
  async (work: Work, delivery: WaitingDelivery): Promise<void> => {
    const { hook, body } = delivery;
    const event = parseDelivery(body, hook, findVendor(kindOf(hook))?.webhook);
    const wanted = (await watchesOf(work, hook))
      .map((watch) => ({ watch, said: notificationOf(delivery, event, watch.settings, pageOf) }))
      .filter(({ watch, said }) => wants(watch, said));
    if (wanted.length > 0) {
      const first = await nextNumbers(work, wanted.length);
      await insert(
        work,
        wanted.map((one, index) => ({ ...one, seq: first + index })),
      );
    }
    if (event.record) {
      await noteNamed(work, hook, event.record);
      await hurryPolls(work, event);
    }
  };
