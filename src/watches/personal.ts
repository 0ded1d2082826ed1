import { findOperation } from '../operations/catalog.ts';
import type { Notification } from './notification.ts';
import type { Watch } from './watch.ts';

/** What a watch shows of a notification now: personal facts may have been switched off since it was noticed. */
export function asShown(
  notification: Notification,
  { source, settings }: Pick<Watch, 'source' | 'settings'>,
): Notification {
  if (settings.personal || source.kind !== 'records') return notification;
  const hidden = new Set(findOperation(source.operation)?.records?.personal);
  const { card, changes } = notification;
  const facts = Object.fromEntries(Object.entries(card.facts ?? {}).filter(([label]) => !hidden.has(label)));
  return {
    ...notification,
    card: { ...card, ...(card.facts ? { facts } : {}) },
    changes: changes.filter(({ label }) => !hidden.has(label)),
  };
}
