import type { Actor, MessageAddress } from '../journal/intent.ts';
import type { Place } from '../policy/policy.ts';
import type { Announcement } from './notification.ts';
import type { WatchPlace } from './watch.ts';

/**
 * How a door posts what its places are to hear. A rejection with a `PlaceError` is for good, any other one is for now: the
 * notification waits and is tried again.
 */
export interface Announcer {
  /** The door whose places it reads, see `WatchPlace`. */
  readonly door: string;
  /** The same place as the policy knows it. */
  placeOf(place: WatchPlace): Place;
  /** Resolves with where the message stands. `below`: the message whose thread it belongs to. */
  post(place: WatchPlace, announcement: Announcement, below?: MessageAddress): Promise<MessageAddress>;
  /** Changes a message. False: it is gone, or can no longer be changed. */
  edit(address: MessageAddress, announcement: Announcement): Promise<boolean>;
  /** Notifies one person directly. */
  directMessage(person: Actor, announcement: Announcement): Promise<void>;
}

/** A place takes no message until somebody mends it. `why` is a sentence for people. */
export class PlaceError extends Error {
  readonly why: string;
  constructor(why: string, cause?: unknown) {
    super(why, { cause });
    this.name = 'PlaceError';
    this.why = why;
  }
}
