import type { Policy } from '../policy/policy.ts';
import type { Storage } from '../storage/storage.ts';
import type { Announcer } from './announcer.ts';
import type { DueRow } from './choose.ts';
import type { Announcement, Notification, WatchLabel } from './notification.ts';
import { bodiesOf } from './outbox-rows.ts';
import type { OutboxStore } from './outbox-store.ts';
import { asShown } from './personal.ts';
import { hindranceOf } from './rights.ts';
import type { Watch, WatchPlace } from './watch.ts';

export interface PostParts {
  storage: Pick<Storage, 'db' | 'now'>;
  store: Pick<OutboxStore, 'markBatch' | 'markDropped' | 'markPosted' | 'pauseWatch'>;
  policy: Pick<Policy, 'exclusionOf' | 'decideAtAll'>;
  /** What people call a watch. */
  titleOf(watch: Watch): string;
}

/** A place whose turn it is to get a message, with the watches that have something to say there. */
export interface Turn extends PostParts {
  place: WatchPlace;
  announcer: Announcer;
  watches: ReadonlyMap<string, Watch>;
}

/** A row with what it says. */
export interface Said {
  row: DueRow;
  notification: Notification;
}

export const labelOf = ({ titleOf }: Pick<PostParts, 'titleOf'>, watch: Watch): WatchLabel => ({
  id: watch.id,
  title: titleOf(watch),
  owner: watch.owner.id,
});

/** What every announcement of a watch says. `quiet`: it mentions nobody. */
export function headOf(turn: Turn, watch: Watch, quiet = false): Pick<Announcement, 'watch' | 'mention'> {
  const { mention } = watch.settings;
  return { watch: labelOf(turn, watch), ...(mention && !quiet ? { mention } : {}) };
}

/** Asked anew for each message. Pauses the watch if something stands against it; rejects if that cannot be said now. */
export async function mayGoOn({ policy, store, announcer, place }: Turn, watch: Watch): Promise<boolean> {
  const hindrance = await hindranceOf(policy, watch, announcer.placeOf(place));
  if (hindrance) await store.pauseWatch(watch.id, hindrance);
  return hindrance === undefined;
}

/** What these rows say, in their order. Rows that can no longer be read are dropped. */
export async function saidIn({ storage, store, watches }: Turn, rows: readonly DueRow[]): Promise<Said[]> {
  const bodies = await bodiesOf(
    storage.db,
    rows.map(({ seq }) => seq),
  );
  const unreadable = rows.filter(({ seq }) => !bodies.has(seq)).map(({ seq }) => seq);
  if (unreadable.length > 0) await store.markDropped(unreadable);
  return rows.flatMap((row) => {
    const [body, watch] = [bodies.get(row.seq), watches.get(row.watch)];
    return body && watch ? [{ row, notification: asShown(body as Notification, watch) }] : [];
  });
}
