import type { Facts } from '../operations/card.ts';
import type { Records, VendorRecord } from '../operations/records.ts';
import { changesFor, type Difference } from './difference.ts';
import { discreetNext } from './discreet.ts';
import type { Notification } from './notification.ts';
import type { WatchEvent, WatchSettings } from './watch.ts';

/** What a notification has to know of the records beside the difference itself. */
export interface NotificationParts {
  type: Pick<Records, 'nouns' | 'personal' | 'resource'>;
  /** The address of a record's page at its vendor. */
  pageOf(record: VendorRecord): string | undefined;
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** A record for people: its own name, or its number where it has none. */
const titleOf = ({ before, now, id }: Difference, { type }: NotificationParts): string =>
  (now?.title ?? before?.title) || `${capital(type.nouns.one)} ${id}`;

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
  const title = titleOf(difference, parts);
  const facts = now ? factsFor(now.facts, hidden) : (before?.facts ?? {});
  const offered = now?.next ?? [];
  const next = personal ? offered : discreetNext(offered, title, facts);
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
