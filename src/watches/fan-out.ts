import type { Facts } from '../operations/card.ts';
import type { Records, VendorRecord } from '../operations/records.ts';
import type { Work } from '../storage/group-commit.ts';
import { dueAt } from './due.ts';
import type { Change, Notification } from './notification.ts';
import { nextNumbers } from './sequence.ts';
import { factTexts, type RecordSnapshot } from './snapshot.ts';
import type { RecordFilter, Watch, WatchEvent } from './watch.ts';

/** What became of one record, the same for all watches of its query. */
export interface Happening {
  subject: string;
  title: string;
  record?: VendorRecord;
  before?: RecordSnapshot;
  changes: readonly Change[];
  link?: string;
  /** Who did it through the bot. */
  actor?: string;
  at: number;
}

/** How a record is described to people of one watch. */
export type AboutRecords = Pick<Records, 'nouns' | 'personal'>;

const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();
const squeezed = (name: string): string => name.toLowerCase().replace(/[\s_-]/g, '');

/** Whether a state of a record meets every filter, by the vendor's own value or by what people read. */
export function meets(filters: readonly RecordFilter[], { facts, values }: Omit<RecordSnapshot, 'title'>): boolean {
  const parts = [...Object.entries(values), ...Object.entries(facts)];
  return filters.every(({ field, value }) =>
    parts.some(([name, text]) => squeezed(name) === squeezed(field) && same(text, value)),
  );
}

/** What happened to the record as this watch sees it; undefined when it does not concern it. */
function eventFor(
  { settings: { filters } }: Pick<Watch, 'settings'>,
  { record, before }: Happening,
): WatchEvent | undefined {
  const is = record !== undefined && meets(filters, { facts: factTexts(record), values: record.values });
  const was = before !== undefined && meets(filters, before);
  if (!record) return was ? 'gone' : undefined;
  if (!before) return is ? 'new' : undefined;
  if (is && was) return 'changed';
  return is ? 'entered' : was ? 'left' : undefined;
}

/** With a filter, what enters it is what a person without one calls new. */
const isWanted = ({ settings: { events } }: Watch, event: WatchEvent): boolean => events.includes(event);

const publicFacts = ({ record, before }: Happening, personal: readonly string[]): Facts =>
  Object.fromEntries(
    Object.entries(record?.facts ?? before?.facts ?? {}).filter(([label]) => !personal.includes(label)),
  );

const HEADLINES: Record<WatchEvent, (one: string) => string> = {
  new: (one) => `New ${one}`,
  changed: (one) => `Changed ${one}`,
  gone: (one) => `Gone ${one}`,
  entered: (one) => `${one} now fits`,
  left: (one) => `${one} no longer fits`,
  happened: (one) => one,
};

/** The notification of a happening for one watch; undefined when the watch says nothing about it. */
export function notificationFor(watch: Watch, happening: Happening, about: AboutRecords): Notification | undefined {
  const { settings } = watch;
  const { subject, title, record, at, link, actor } = happening;
  const event = eventFor(watch, happening);
  if (event === undefined || !isWanted(watch, event) || settings.muted.includes(subject)) return undefined;
  const hidden = settings.personal ? [] : about.personal;
  const counts = ({ label }: Change) => settings.fields.length === 0 || settings.fields.includes(label);
  const changes = happening.changes.filter((change) => counts(change) && !hidden.includes(change.label));
  if (event === 'changed' && changes.length === 0) return undefined;
  const facts = settings.personal && record ? record.facts : publicFacts(happening, about.personal);
  return {
    event,
    subject,
    title,
    card: { headline: `${HEADLINES[event](about.nouns.one)}: ${title}`, facts, next: record ? record.next : [] },
    changes: event === 'new' ? [] : changes,
    ...(link === undefined ? {} : { link }),
    ...(actor === undefined ? {} : { actor }),
    critical: false,
    at,
  };
}

/** One notification and the watch it is for. */
export interface Addressed {
  watch: Watch;
  notification: Notification;
}

/** Puts notifications into the outbox, as part of the write that noticed them. */
export async function putInOutbox(work: Work, addressed: readonly Addressed[]): Promise<void> {
  if (addressed.length === 0) return;
  const first = await nextNumbers(work, addressed.length);
  const rows = addressed.map(({ watch, notification }, index) => ({
    seq: first + index,
    watch: watch.id,
    door: watch.place.door,
    place: watch.place.address,
    kind: 'event' as const,
    subject: notification.subject,
    body: JSON.stringify(notification),
    critical: notification.critical ? 1 : 0,
    at: notification.at,
    due_at: dueAt(watch.settings, work.now, notification.critical),
    state: 'waiting' as const,
    attempts: 0,
    batch: null,
    address: null,
    posted_at: null,
  }));
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
    await work.db
      .insertInto('watch_notification')
      .values(rows.slice(from, from + ROWS_AT_ONCE))
      .execute();
}

/** One statement takes only so many parameters. */
const ROWS_AT_ONCE = 50;
