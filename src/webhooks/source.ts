import { findVendor } from '../operations/catalog.ts';
import { wordsOf } from '../operations/operation.ts';
import type { Work } from '../storage/group-commit.ts';
import { bodyOf, enqueue } from '../watches/enqueue.ts';
import type { Notification } from '../watches/notification.ts';
import { fits } from '../watches/record-filter.ts';
import { factTexts } from '../watches/record-text.ts';
import { keyOfSource, watchesOf } from '../watches/store.ts';
import type { Watch } from '../watches/watch.ts';
import { notificationOf, type PageOf } from './notify.ts';
import { type HookEvent, parseDelivery } from './parse.ts';
import { noteNamed, type WaitingDelivery } from './store.ts';

export interface FanOutParts {
  /** The kind of a hook by its name. */
  kindOf(hook: string): string;
  pageOf: PageOf;
}

/** True if a watch wants to hear of it. */
const wants = ({ settings }: Watch, { subject }: Notification, { facts, seen }: HookEvent): boolean =>
  !settings.muted.includes(subject) && fits({ facts: factTexts(facts), values: seen?.values ?? {} }, settings.filters);

/** The record is looked at where it is, so that the card with what changed comes at once. */
async function hurryPolls({ db, now }: Work, resource: string): Promise<void> {
  const [vendor = ''] = resource.split('.');
  const asked = (findVendor(vendor)?.operations ?? []).flatMap(({ id }) => {
    const words = wordsOf(id);
    return `${words.vendor}.${words.resource}` === resource ? [id] : [];
  });
  if (asked.length === 0) return;
  const due = db.updateTable('watch_query').set({ next_at: now }).where('operation', 'in', asked);
  await due.where('next_at', '>', now).execute();
}

/** Puts what a delivery says into the outbox of every watch of its hook. Part of the write that marks it done. */
export const createFanOut =
  ({ kindOf, pageOf }: FanOutParts) =>
  async (work: Work, delivery: WaitingDelivery): Promise<void> => {
    const { hook, body } = delivery;
    const event = parseDelivery(body, hook, findVendor(kindOf(hook))?.webhook);
    const watches = await watchesOf(work.db, 'webhook', keyOfSource({ kind: 'webhook', name: hook }));
    const addressed = watches
      .map((watch) => ({ watch, notification: notificationOf(delivery, event, watch.settings, pageOf) }))
      .filter(({ watch, notification }) => wants(watch, notification, event));
    await enqueue(
      work,
      addressed.map(({ watch, notification: { subject, critical, at }, notification }) => ({
        watch,
        kind: 'event',
        subject,
        body: bodyOf(notification),
        critical,
        at,
      })),
    );
    if (event.record) {
      await noteNamed(work, hook, event.record);
      await hurryPolls(work, event.record.resource);
    }
  };
