import { createHash } from 'node:crypto';
import type { Card, Facts } from '../operations/card.ts';
import type { VendorRecord } from '../operations/records.ts';
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

/** What a person calls the record that its personal title must not name. */
const namelessly = ({ record, headline }: HookEvent): string => {
  const word = record?.resource.split('.').at(-1) ?? '';
  return record ? `${headline}: ${word} ${record.id}` : headline;
};

function titleOf(event: HookEvent, personal: boolean): string {
  if (event.headline === event.title) return event.title;
  return personal || !event.personal.includes('title') ? `${event.headline}: ${event.title}` : namelessly(event);
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
  const title = titleOf(event, personal);
  const { text, seen } = event;
  const card: Card = {
    headline: title,
    ...(text ? { body: text } : {}),
    facts: allowed(event.facts, personal ? [] : event.personal),
    ...(seen && seen.next.length > 0 ? { next: seen.next } : {}),
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
