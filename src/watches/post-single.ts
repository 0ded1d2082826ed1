import type { Choice, DueRow } from './choose.ts';
import type { Announcement, Notification } from './notification.ts';
import { firstOf, type Root, rootOf } from './outbox-rows.ts';
import { MOST_SINGLE } from './pacing.ts';
import { asShown } from './personal.ts';
import { postMany } from './post-batch.ts';
import { headOf, labelOf, mayGoOn, type Said, saidIn, type Turn } from './turn.ts';
import type { Watch } from './watch.ts';

type Single = Extract<Choice, { form: 'one' | 'record' }>;

/** One event as a message of its own; or, of a record that has a message already, its change and its history below it. */
export async function postSingle(turn: Turn, { form, watch, rows, twins }: Single): Promise<void> {
  const root = form === 'record' ? await rootOf(turn.storage.db, watch.id, rows[0]?.subject ?? '') : undefined;
  if (root && rows.length > MOST_SINGLE) return postMany(turn, { watch, rows }, root);
  const [first, ...later] = await saidIn(turn, rows);
  if (!first || !(await mayGoOn(turn, watch))) return;
  const same = await twinsOf(turn, first, twins, root);
  const said = [first, ...same];
  const also = same.flatMap(({ row }) => turn.watches.get(row.watch) ?? []);
  const notification = said.map((one) => one.notification).reduce(fuller);
  const head = { ...headOf(turn, watch), ...(also.length > 0 ? { also: also.map((one) => labelOf(turn, one)) } : {}) };
  const seqs = said.map(({ row }) => row.seq);
  const { place, announcer, store } = turn;
  if (root) {
    const { mention: _, ...quiet } = head;
    const present: Announcement = { ...quiet, form: 'one', notification: later.at(-1)?.notification ?? notification };
    if (await announcer.edit(root.address, present)) {
      const before = await firstOf(turn.storage.db, root);
      const earlier = before ? { earlier: asShown(before, watch) } : {};
      const history: Announcement = { ...quiet, form: 'history', notification, ...earlier };
      const address = await announcer.post(place, history, root.address);
      return store.markPosted({ place, seqs, address });
    }
  }
  const mention = mentionOf([watch, ...also]);
  const address = await announcer.post(place, { ...head, ...mention, form: 'one', notification });
  const roots = form === 'record' ? said.map(({ row }) => ({ watch: row.watch, subject: row.subject })) : [];
  await store.markPosted({ place, seqs, address, roots });
}

const mentionOf = (watches: readonly Watch[]): Pick<Announcement, 'mention'> => {
  const mention = watches.find(({ settings }) => settings.mention)?.settings.mention;
  return mention ? { mention } : {};
};

/** Two watches may count different fields of one change. */
const fuller = (a: Notification, b: Notification): Notification => (b.changes.length > a.changes.length ? b : a);

/** Whether one message can mention whom both want mentioned. */
const mentionsAgree = (a: Watch | undefined, b: Watch | undefined): boolean => {
  const [one, other] = [a?.settings.mention, b?.settings.mention];
  return !one || !other || one.id === other.id;
};

/** Rows of other watches that say the very same, as far as their owners may still see it; one for each watch. */
async function twinsOf(
  turn: Turn,
  first: Said,
  candidates: readonly DueRow[],
  root: Root | undefined,
): Promise<readonly Said[]> {
  const same: Said[] = [];
  const own = turn.watches.get(first.row.watch);
  for (const one of await saidIn(turn, candidates)) {
    const watch = turn.watches.get(one.row.watch);
    const isSame = one.notification.event === first.notification.event;
    const isFirst = !same.some(({ row }) => row.watch === one.row.watch);
    if (!watch || !isSame || !isFirst || !mentionsAgree(own, watch)) continue;
    const theirs = await rootOf(turn.storage.db, one.row.watch, one.row.subject);
    const isBelowTheSame = JSON.stringify(theirs?.address) === JSON.stringify(root?.address);
    if (isBelowTheSame && (await mayGoOn(turn, watch))) same.push(one);
  }
  return same;
}
