import type { WatchForm } from '../../src/commands/own/own-command.ts';
import { entriesOfSettings, type WatchEntries } from '../../src/commands/own/watch-read.ts';
import { subjectIn } from '../../src/commands/own/watch-typed.ts';
import type { Actor, Origin } from '../../src/journal/intent.ts';
import type { Watch } from '../../src/watches/watch.ts';
import type { WatchAsker, WatchSubject } from '../../src/watches/watches.ts';
import type { Draft } from '../forms/drafts.ts';
import { placeOf, replyToOf } from '../slack/reply-to.ts';

const WATCH = 'watch';

/** Title of the form in messages that offer it. */
export const WATCH_TITLE = 'Watch';

/** Whether a draft is of a watch and of no operation. */
export const isForWatch = ({ operation }: Pick<Draft, 'operation'>): boolean => operation === WATCH;

/** What is known of a watch before its form is sent: `WatchEntries`, and what only the form asks for. */
export interface WatchValues extends WatchEntries {
  /** Key of what is watched. */
  what?: string;
  channel?: string;
  group?: { id: string; handle: string };
  /** Id of the watch that is changed. */
  watch?: string;
}

/** A draft for the form of a watch. */
export const watchDraft = ({ entries, errors, watch }: WatchForm, origin: Origin): Draft => ({
  operation: WATCH,
  values: { ...entries, ...(watch === undefined ? {} : { watch }) },
  errors,
  origin,
});

export const valuesOf = ({ values }: Draft): WatchValues => values as WatchValues;

/** The channel that is meant: the one chosen, else where it was asked. */
export const channelOf = (draft: Draft): string | undefined =>
  valuesOf(draft).channel ?? replyToOf(draft.origin).channel;

/** Who asks, and in which channel the policy is asked. */
export function askerFor(draft: Draft, actor: Actor): WatchAsker {
  const channel = channelOf(draft);
  return { actor, policyPlace: channel ? { channel } : placeOf(draft.origin) };
}

/** The subject of a key, also one that is not listed because it needs words of its own. */
export function subjectOfKey(subjects: readonly WatchSubject[], key: string | undefined): WatchSubject | undefined {
  if (key === undefined) return undefined;
  return subjects.find((one) => one.key === key) ?? subjectIn(subjects, key.split(' '))?.subject;
}

/** A watch as the form shows it, under what was changed in the form already. */
export const valuesOfWatch = (watch: Watch): WatchValues => ({ ...entriesOfSettings(watch), watch: watch.id });
