import type { Place } from '../policy/policy.ts';
import { type Difference, eventFor } from './difference.ts';
import { bodyOf, type Owed } from './enqueue.ts';
import type { OwnAction } from './own-actions.ts';
import { isSamePlace } from './places.ts';
import { type NotificationParts, recordNotification } from './record-notification.ts';
import type { Watch, WatchEvent, WatchPlace } from './watch.ts';

/** When an answer was asked for, and the one before it that it is compared with. */
export interface Moment {
  askedAt: number;
  previousAt: number;
}

/** A place as the policy knows it. */
type PolicyPlaceOf = (place: WatchPlace) => Place;

/** The place has the results of all these actions of its own already. */
const standsThere = ({ place }: Watch, actions: readonly OwnAction[], policyPlaceOf: PolicyPlaceOf): boolean =>
  actions.length > 0 && actions.every((one) => !one.isPrivate && isSamePlace(one.place, policyPlaceOf(place)));

/**
 * What a difference owes to each watch. A watch hears of nothing that may have happened before it was set up. What it does
 * not want to hear of, or knows already, only brings the message of the record up to date. Watches that say the same share
 * one text.
 */
export function fanOut(
  difference: Difference,
  watches: readonly Watch[],
  { askedAt, previousAt }: Moment,
  actions: readonly OwnAction[],
  parts: NotificationParts & { policyPlaceOf: PolicyPlaceOf },
): Owed[] {
  const texts = new Map<string, Pick<Owed, 'subject' | 'body' | 'critical'>>();
  const textOf = (event: WatchEvent, personal: boolean) => {
    const key = `${event} ${personal}`;
    const known = texts.get(key);
    if (known) return known;
    const by = { actor: actions[0]?.actor, at: askedAt };
    const said = recordNotification(event, difference, { personal }, by, parts);
    const made = { subject: said.subject, body: bodyOf(said), critical: said.critical };
    texts.set(key, made);
    return made;
  };
  return watches.flatMap((watch): Owed[] => {
    if (watch.createdAt > previousAt) return [];
    const found = eventFor(difference, watch.settings);
    if (!found) return [];
    const onlyShows = !found.isWanted || standsThere(watch, actions, parts.policyPlaceOf);
    if (onlyShows && watch.settings.mode !== 'record') return [];
    return [{ watch, kind: 'event', at: askedAt, ...textOf(found.event, watch.settings.personal), onlyShows }];
  });
}
