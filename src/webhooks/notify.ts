import { createHash } from 'node:crypto';
import type { Card, Facts } from '../operations/card.ts';
import type { VendorRecord } from '../operations/records.ts';
import { discreetNext } from '../watches/discreet.ts';
import type { Notification } from '../watches/notification.ts';
import type { WatchSettings } from '../watches/watch.ts';
import type { HookEvent } from './parse.ts';
import type { WaitingDelivery } from './store.ts';

/** The address of a record's page at its vendor, where it is known. */
export type PageOf = (record: VendorRecord) => string | undefined;

/** What a delivery is about, for ever: the record, what the sender calls it, or the delivery itself. */
function subjectOf({ hook, delivery, received_at }: WaitingDelivery, { record, subject }: HookEvent): string {
  if (record) return `${record.resource}/${record.id}`;
  const own = createHash('sha256').update(`${delivery} ${received_at}`).digest('hex').slice(0, 16);
  return `hook.${hook}/${subject ?? own}`;
}

const allowed = (facts: Facts, hidden: readonly string[]): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([label]) => !hidden.includes(label)));

/** What one watch says of a delivery: personal facts only where it is to show them. */
export function notificationOf(
  delivery: WaitingDelivery,
  event: HookEvent,
  { personal }: Pick<WatchSettings, 'personal'>,
  pageOf: PageOf,
): Notification {
  const title = event.headline === event.title ? event.title : `${event.headline}: ${event.title}`;
  const { text, seen } = event;
  const facts = allowed(event.facts, personal ? [] : event.personal);
  const { next = [] } = seen ?? {};
  const offered = personal ? next : discreetNext(next, event.title, facts);
  const card: Card = {
    headline: title,
    ...(text ? { body: text } : {}),
    facts,
    ...(offered.length > 0 ? { next: offered } : {}),
  };
  const link = event.link ?? (seen && pageOf(seen));
  return {
    event: 'happened',
    subject: subjectOf(delivery, event),
    title,
    card,
    changes: [],
    ...(link ? { link } : {}),
    critical: event.critical,
    at: delivery.received_at,
  };
}
