import { batchOf, type Choice, type DueRow } from './choose.ts';
import { digestSpan } from './digest.ts';
import { type Root, rootOf } from './outbox-rows.ts';
import { headOf, mayGoOn, type Said, saidIn, type Turn } from './turn.ts';
import type { Watch } from './watch.ts';

interface Batch {
  watch: Watch;
  rows: readonly DueRow[];
  batch?: string;
}

/** The rows of a batch, which from now on stay together, and what they say. Empty if its owner may no longer see them. */
async function gather(turn: Turn, { watch, rows }: Batch, batch: string): Promise<readonly Said[]> {
  const seqs = rows.map(({ seq }) => seq);
  if (rows.some((row) => row.batch === null)) await turn.store.markBatch(seqs, batch);
  const said = await saidIn(turn, rows);
  return said.length > 0 && (await mayGoOn(turn, watch)) ? said : [];
}

const asOf = (said: readonly Said[]) => ({
  notifications: said.map(({ notification }) => notification),
  seqs: said.map(({ row }) => row.seq),
});

/** A burst as one message. `below`: all of it is about one record, which has a message already. */
export async function postMany(turn: Turn, work: Batch, below?: Root): Promise<void> {
  const { watch, rows } = work;
  const batch = work.batch ?? batchOf(watch.id, 'many', rows);
  const { notifications, seqs } = asOf(await gather(turn, work, batch));
  if (seqs.length === 0) return;
  const message = { ...headOf(turn, watch, below !== undefined), form: 'many', notifications, batch } as const;
  const address = await turn.announcer.post(turn.place, message, below?.address);
  // Messages of single records show an old state from now on, until nothing is due any more and they are edited.
  const subjects = new Set(watch.settings.mode === 'record' ? rows.map(({ subject }) => subject) : []);
  const stale = [...subjects].map((subject) => ({ watch: watch.id, subject }));
  await turn.store.markPosted({ place: turn.place, seqs, address, stale });
}

/** A batch, as it was begun or is begun now: a digest, or a burst where it belongs. */
export async function postBatch(turn: Turn, choice: Extract<Choice, { form: 'many' | 'digest' }>): Promise<void> {
  const { watch, batch, form, rows } = choice;
  const [first] = rows;
  if (!first) return;
  if (form === 'digest') return postDigest(turn, { watch, rows, batch });
  const isOfOne = watch.settings.mode === 'record' && rows.every(({ subject }) => subject === first.subject);
  const root = isOfOne ? await rootOf(turn.storage.db, watch.id, first.subject) : undefined;
  await postMany(turn, { watch, rows, batch }, root);
}

async function postDigest(turn: Turn, work: Required<Batch>): Promise<void> {
  const { watch, rows, batch } = work;
  const { notifications, seqs } = asOf(await gather(turn, work, batch));
  if (seqs.length === 0) return;
  const message = { ...headOf(turn, watch), form: 'digest', notifications, batch, ...digestSpan(watch, rows) } as const;
  const address = await turn.announcer.post(turn.place, message);
  await turn.store.markPosted({ place: turn.place, seqs, address });
}
