import type { Core } from '../../core.ts';
import type { ErrorKind } from '../../errors.ts';
import type { Actor } from '../../journal/intent.ts';
import type { Card } from '../../operations/card.ts';
import type { Place } from '../../policy/policy.ts';
import type { Line } from '../../policy/words.ts';
import type { WatchPlace } from '../../watches/watch.ts';
import type { ListedWatch } from '../../watches/watches.ts';
import type { Help } from '../help-page.ts';
import type { WatchEntries } from './watch-read.ts';

/** What was asked of the bot itself: the words behind the command's own, by whom, where. */
export interface Asked {
  text: string;
  actor: Actor;
  place: Place;
  /** Where a watch that is set up here posts; absent where a door has no such place. */
  watchPlace?: WatchPlace;
}

/** What the bot's own commands need of it. */
export interface OwnContext extends Pick<Core, 'clients' | 'journal' | 'policy' | 'reach' | 'watches'> {
  version: string;
  /** The time zone of a person; undefined where it is not known in time. */
  zoneOf(person: string): Promise<string | undefined>;
}

/** What a form for a watch opens with: what was given so far, by name what would be right. */
export interface WatchForm {
  entries: WatchEntries;
  errors: Readonly<Record<string, string>>;
  /** Id of the watch that is to be changed. */
  watch?: string;
}

/**
 * An answer of the bot about itself, for any door to draw: a card (`pages`: the key that finds a long list anew;
 * `watches`: the watches of its rows, for doors with buttons), lines with people and places in them, a page of help, or
 * one sentence. `failure`: why the sentence is no answer to what was asked; `form`: doors with forms open it instead.
 */
export type Answer =
  | {
      card: Card;
      title: string;
      reference: string;
      at: number;
      tookMs: number;
      pages?: string;
      watches?: readonly ListedWatch[];
    }
  | { heading: string; lines: readonly Line[] }
  | { help: Help }
  | { sentence: string; failure?: ErrorKind; form?: WatchForm };

/** One command of the bot itself. Look-up, help and completion derive from it. */
export interface OwnCommand {
  word: string;
  /** What may follow the word, as help shows it. */
  values?: string;
  summary: string;
  answer(context: OwnContext, asked: Asked): Answer | Promise<Answer>;
}
