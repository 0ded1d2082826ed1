import type { Facts, Next } from '../operations/card.ts';
import type { Records, VendorRecord } from '../operations/records.ts';
import { changesFor, type Difference } from './difference.ts';
import type { Notification } from './notification.ts';
import type { WatchEvent, WatchSettings } from './watch.ts';

/** What a notification has to know of the records beside the difference itself. */
export interface NotificationParts {
  type: Pick<Records, 'nouns' | 'personal' | 'resource'>;
  /** The address of a record's page at its vendor. */
  pageOf(record: VendorRecord): string | undefined;
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** A record for people: its own name where that is no personal matter here. */
function titleOf({ before, now, id }: Difference, { type }: NotificationParts, personal: boolean): string {
  const isHidden = type.personal.includes('title') && !personal;
  const own = isHidden ? undefined : (now?.title ?? before?.title);
  return own || `${capital(type.nouns.one)} ${id}`;
}

/** Buttons carry what is known; of personal values only where they may be shown. */
function nextFor({ next, title, values }: VendorRecord, names: ReadonlySet<string>): Next[] {
  const hidden = new Set(Object.entries(values).flatMap(([name, value]) => (names.has(name) ? [value] : [])));
  if (names.has('title')) hidden.add(title);
  return next.map((one) => ({
    ...one,
    input: Object.fromEntries(Object.entries(one.input).filter(([, value]) => !hidden.has(String(value)))),
  }));
}

const factsFor = (facts: Facts, names: ReadonlySet<string>): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([label]) => !names.has(label)));

/** What one watch says of a difference. Personal facts only where it is to show them. */
export function recordNotification(
  event: WatchEvent,
  difference: Difference,
  { personal }: Pick<WatchSettings, 'personal'>,
  { actor, at }: { actor?: string | undefined; at: number },
  parts: NotificationParts,
): Notification {
  const { before, now, resource, id } = difference;
  const hidden = new Set(personal ? [] : parts.type.personal);
  const title = titleOf(difference, parts, personal);
  const facts = now ? factsFor(now.facts, hidden) : (before?.facts ?? {});
  const next = now ? nextFor(now, hidden) : [];
  const link = now && parts.pageOf(now);
  return {
    event,
    subject: `${resource}/${id}`,
    title,
    card: { headline: title, facts, ...(next.length > 0 ? { next } : {}) },
    changes: changesFor(difference, { personal }).map(({ personal: _, ...change }) => change),
    ...(link === undefined ? {} : { link }),
    ...(actor === undefined ? {} : { actor }),
    critical: false,
    at,
  };
}
