import type { Actor } from '../journal/intent.ts';
import type { Place } from '../policy/policy.ts';
import type { Notification } from './notification.ts';
import type { Watch, WatchHealth, WatchPlace, WatchSettings, WatchSource } from './watch.ts';

/** Something that can be watched, as forms and help list it. */
export interface WatchSubject {
  /** Names it in a command and in a form: `pmp leads`, `jumptech`, `done`, `hook deploys`. */
  key: string;
  /** "Leads in PMP". */
  title: string;
  source: WatchSource;
  /** What can be filtered by: the fields of the operation's own input, then the values of its records. */
  filters: readonly { name: string; label: string }[];
  /** Labels of the facts whose changes can count; those with personal data are marked. */
  facts: readonly { label: string; personal: boolean }[];
  /** Why it is watched through the journal, where the vendor cannot be read. A sentence. */
  note?: string;
}

export interface NewWatch {
  source: WatchSource;
  settings: WatchSettings;
  place: WatchPlace;
  /** The same place as the policy knows it. */
  policyPlace: Place;
}

export interface ListedWatch extends WatchHealth {
  watch: Watch;
  title: string;
}

/** What is to be different in the settings of a watch: what is left out stays, what is undefined is taken away. */
export type WatchChange = { [Name in keyof WatchSettings]?: WatchSettings[Name] | undefined };

/** Who presses or types, and where. */
export interface WatchAsker {
  actor: Actor;
  policyPlace: Place;
}

/**
 * What doors do with watches. Every method that changes one rejects with an OperationError `denied` unless the person may
 * run what is watched; who may do that may also become its owner. Each change is said in the watch's channel.
 */
export interface Watches {
  /** What this person can watch. */
  subjects(asker: WatchAsker): Promise<readonly WatchSubject[]>;
  /** `exists`: an equal watch of this place, which is not created again. */
  create(wanted: NewWatch, asker: WatchAsker): Promise<{ status: 'created' | 'exists'; watch: Watch }>;
  /** What it would have said about the last few records. Asks the vendor once; posts and keeps nothing. */
  preview(wanted: NewWatch, asker: WatchAsker): Promise<readonly Notification[]>;
  /** Those of this place and those of this person that were not stopped. */
  list(place: WatchPlace | undefined, actor: Actor): Promise<readonly ListedWatch[]>;
  find(id: string): Promise<Watch | undefined>;
  change(id: string, settings: WatchChange, asker: WatchAsker): Promise<Watch>;
  pause(id: string, asker: WatchAsker, until?: number): Promise<Watch>;
  /** Goes on from where it was. */
  resume(id: string, asker: WatchAsker): Promise<Watch>;
  stop(id: string, asker: WatchAsker): Promise<Watch>;
  becomeOwner(id: string, asker: WatchAsker): Promise<Watch>;
  mute(id: string, subject: string, asker: WatchAsker): Promise<Watch>;
  /** Posts an example by the very way of a real notification. */
  test(id: string, asker: WatchAsker): Promise<void>;
  /** All notifications of one message, for "Show all". Empty after they were deleted. */
  batch(id: string, asker: WatchAsker): Promise<readonly Notification[]>;
}
