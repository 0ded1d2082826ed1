import { MOST_IN_BATCH, MOST_SINGLE } from './pacing.ts';
import type { Watch } from './watch.ts';

/** A due notification without its words. */
export interface DueRow {
  seq: number;
  watch: string;
  kind: 'event' | 'notice' | 'test';
  subject: string;
  critical: boolean;
  at: number;
  dueAt: number;
  batch: string | null;
}

/**
 * The next message of a place, as the rows that it is made of. `record`: all due rows of one record whose message shows
 * its present state. `twins`: what other watches of the place may be about to say just as well.
 */
export type Choice =
  | { form: 'notice' | 'test'; watch: Watch; rows: readonly DueRow[] }
  | { form: 'one' | 'record'; watch: Watch; rows: readonly DueRow[]; twins: readonly DueRow[] }
  | { form: 'many' | 'digest'; watch: Watch; rows: readonly DueRow[]; batch: string };

type Watches = ReadonlyMap<string, Watch>;

/**
 * Names the rows that became one message, for "Show all" and for another attempt after a crash. It begins with the watch,
 * so that the rows are found by an index.
 */
export const batchOf = (watch: string, form: 'many' | 'digest', rows: readonly DueRow[]): string =>
  `${watch}.${form}.${rows[0]?.seq ?? 0}`;

/** The watch and the form that a batch names. Undefined if it is none. */
export function readBatch(batch: string): { watch: string; form: 'many' | 'digest' } | undefined {
  const [, watch, form] = /^(.+)\.(many|digest)\.\d+$/.exec(batch) ?? [];
  return watch && (form === 'many' || form === 'digest') ? { watch, form } : undefined;
}

/** Critical events are merged among themselves, so that they wait for no digest and for no other message. */
const goTogether = (first: DueRow, row: DueRow): boolean =>
  row.watch === first.watch && row.kind === 'event' && row.batch === null && row.critical === first.critical;

/** What comes next of the rows of one place that may be posted now, given in the order of their turn. */
export function choose(rows: readonly DueRow[], watches: Watches): Choice | undefined {
  const [first] = rows;
  const watch = first && watches.get(first.watch);
  if (!watch) return undefined;
  if (first.kind !== 'event') return { form: first.kind, watch, rows: [first] };
  // What was one message when it was begun stays the same message after a crash, whatever came meanwhile.
  const begun = first.batch === null ? undefined : readBatch(first.batch);
  if (begun && first.batch !== null) {
    return { form: begun.form, watch, batch: first.batch, rows: rows.filter(({ batch }) => batch === first.batch) };
  }
  const together = rows.filter((row) => goTogether(first, row)).slice(0, MOST_IN_BATCH);
  const { mode } = watch.settings;
  const batch = (form: 'many' | 'digest'): Choice => ({
    form,
    watch,
    rows: together,
    batch: batchOf(watch.id, form, together),
  });
  if (mode === 'digest' && !first.critical) return batch('digest');
  const twins = rows.filter((row) => mayBeTwins(first, row, watches));
  if (mode !== 'record') {
    return together.length > MOST_SINGLE ? batch('many') : { form: 'one', watch, rows: [first], twins };
  }
  const subjects = new Set(together.map(({ subject }) => subject));
  if (subjects.size > MOST_SINGLE) return batch('many');
  return { form: 'record', watch, rows: together.filter(({ subject }) => subject === first.subject), twins };
}

/** Whether a row of another watch is about the same moment of the same record, and would be a message of the same kind. */
function mayBeTwins(first: DueRow, row: DueRow, watches: Watches): boolean {
  if (row.watch === first.watch || row.subject !== first.subject || row.at !== first.at) return false;
  if (row.kind !== 'event' || row.batch !== null) return false;
  const [mode, theirs] = [first, row].map(({ watch }) => watches.get(watch)?.settings.mode);
  return (mode === 'record') === (theirs === 'record') && (theirs !== 'digest' || row.critical);
}
