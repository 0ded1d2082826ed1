import type { Announcer } from './announcer.ts';
import { type Choice, choose, type DueRow } from './choose.ts';
import type { WatchNotice } from './notification.ts';
import { bodiesOf, dueRows, type Stale, staleRoot } from './outbox-rows.ts';
import { asShown } from './personal.ts';
import { postBatch } from './post-batch.ts';
import { postSingle } from './post-single.ts';
import { headOf, labelOf, mayGoOn, type PostParts, saidIn, type Turn } from './turn.ts';
import type { Watch, WatchPlace } from './watch.ts';

/** The next message of a place. It is known what it is made of, so that a failure can be counted. */
export interface Step {
  watch: Watch;
  seqs: readonly number[];
  /** Posts it and puts that on record; or pauses the watch, where something stands against it. */
  run(): Promise<void>;
}

/** What is next in a place; undefined when nothing is due there. */
export async function nextStep(parts: PostParts, place: WatchPlace, announcer: Announcer): Promise<Step | undefined> {
  const { db } = parts.storage;
  const { rows, watches } = await dueRows(db, place, await parts.storage.now());
  const turn: Turn = { ...parts, place, announcer, watches };
  const unwanted = new Set(rows.filter((row) => isUnwanted(row, watches.get(row.watch))));
  if (unwanted.size > 0) await parts.store.markDropped([...unwanted].map(({ seq }) => seq));
  const choice = choose(
    rows.filter((row) => !unwanted.has(row)),
    watches,
  );
  if (choice) return { watch: choice.watch, seqs: choice.rows.map(({ seq }) => seq), run: () => post(turn, choice) };
  const stale = await staleRoot(db, place);
  return stale && { watch: stale.watch, seqs: [], run: () => refresh(turn, stale) };
}

/** Whether nobody is to read it any more: its watch was stopped, or its record was muted. */
const isUnwanted = ({ kind, subject }: DueRow, watch: Watch | undefined): boolean =>
  watch === undefined ||
  (kind !== 'notice' && watch.state === 'stopped') ||
  (kind === 'event' && watch.settings.muted.includes(subject));

async function post(turn: Turn, choice: Choice): Promise<void> {
  switch (choice.form) {
    case 'notice':
      return postNotice(turn, choice.watch, choice.rows);
    case 'test':
      return postTest(turn, choice.watch, choice.rows);
    case 'one':
    case 'record':
      return postSingle(turn, choice);
    default:
      return postBatch(turn, choice);
  }
}

/** A notice mentions nobody, and needs no rights: it says nothing of what is watched. */
async function postNotice(turn: Turn, watch: Watch, [row]: readonly DueRow[]): Promise<void> {
  if (!row) return;
  const { place, announcer, store, storage } = turn;
  const body = (await bodiesOf(storage.db, [row.seq])).get(row.seq);
  if (!body) return store.markDropped([row.seq]);
  const notice = { watch: labelOf(turn, watch), form: 'notice', notice: body as WatchNotice } as const;
  if (place.address === '') {
    await announcer.directMessage(watch.owner, notice);
    return store.markPosted({ place, seqs: [row.seq] });
  }
  const address = await announcer.post(place, notice);
  await store.markPosted({ place, seqs: [row.seq], address });
}

async function postTest(turn: Turn, watch: Watch, rows: readonly DueRow[]): Promise<void> {
  const [said] = await saidIn(turn, rows);
  if (!said || !(await mayGoOn(turn, watch))) return;
  const { place, announcer, store } = turn;
  const { row, notification } = said;
  const address = await announcer.post(place, { ...headOf(turn, watch), form: 'one', notification, isTest: true });
  await store.markPosted({ place, seqs: [row.seq], address });
}

/** Brings a message up to the present state after a burst. */
async function refresh(turn: Turn, { watch, roots, latest }: Stale): Promise<void> {
  const { place, announcer, store } = turn;
  if (!latest) return store.markPosted({ place, seqs: [], edited: { roots, isGone: false } });
  if (!(await mayGoOn(turn, watch))) return;
  const present = { watch: labelOf(turn, watch), form: 'one', notification: asShown(latest, watch) } as const;
  const isThere = await announcer.edit(roots[0].address, present);
  await store.markPosted({ place, seqs: [], edited: { roots, isGone: !isThere } });
}
