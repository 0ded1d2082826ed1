import type { Card } from '../operations/card.ts';
import type { WatchEvent, WatchPlace } from './watch.ts';

/** One fact of a record that changed. `was` is absent where the old value was never kept, as with personal data. */
export interface Change {
  label: string;
  was?: string;
  now: string;
}

/** One thing that happened, for people of one watch. Plain data: vendor text in it is not escaped. */
export interface Notification {
  event: WatchEvent;
  /** Identity of what it is about, stable for ever: `pmp.lead/81`, a reference of the journal, a delivery of a webhook. */
  subject: string;
  /** Name of the record or what was done. */
  title: string;
  /** The present state, with its next operations as buttons. */
  card: Card;
  changes: readonly Change[];
  /** The address of its page at the vendor, where known. */
  link?: string;
  /** Who did it through the bot, where the journal knows. */
  actor?: string;
  /** Never held back by a digest or quiet hours. */
  critical: boolean;
  /** When it was noticed, in milliseconds since 1970. */
  at: number;
}

/** What a person reads about the watch itself, said in its channel. */
export interface WatchNotice {
  what: 'created' | 'changed' | 'paused' | 'resumed' | 'stopped' | 'owner_changed';
  /** Id of the person who did it; absent: the bot itself. */
  by?: string;
  /** Why it is paused; what was changed. A sentence. */
  why?: string;
  /** Where it happened, if that cannot be said there. `watches`: how many of this owner it is about. */
  elsewhere?: { place: WatchPlace; watches: number };
}

/** What every message of a watch says about it. */
export interface WatchLabel {
  id: string;
  /** "Leads in PMP with status New", see `describeWatch`. */
  title: string;
  owner: string;
}

/** One message of a watch. `also`: other watches of the channel that would have said the same. */
export type Announcement = {
  watch: WatchLabel;
  also?: readonly WatchLabel[];
  mention?: { kind: 'person' | 'group'; id: string };
} & (
  | { form: 'one'; notification: Notification; isTest?: boolean }
  /** Below the message of a record: what changed. Mentions nobody. `earlier`: what the message itself said until now. */
  | { form: 'history'; notification: Notification; earlier?: Notification }
  /** More than a channel wants to read one by one. `batch` finds all of them again. */
  | { form: 'many'; notifications: readonly Notification[]; batch: string }
  /** `from` and `to` in milliseconds since 1970. */
  | { form: 'digest'; notifications: readonly Notification[]; batch: string; from: number; to: number; zone: string }
  | { form: 'notice'; notice: WatchNotice }
);
