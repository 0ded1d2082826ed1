import type { Core } from '../../core.ts';
import type { ErrorKind } from '../../errors.ts';
import type { Actor } from '../../journal/intent.ts';
import type { Card } from '../../operations/card.ts';
import type { Place } from '../../policy/policy.ts';
import type { Line } from '../../policy/words.ts';
import type { Help } from '../help-page.ts';

/** What was asked of the bot itself: the words behind the command's own, by whom, where. */
export interface Asked {
  text: string;
  actor: Actor;
  place: Place;
}

/** What the bot's own commands need of it. */
export interface OwnContext extends Pick<Core, 'clients' | 'journal' | 'policy' | 'reach'> {
  version: string;
  /** The time zone of a person; undefined where it is not known in time. */
  zoneOf(person: string): Promise<string | undefined>;
}

/**
 * An answer of the bot about itself, for any door to draw: a card (`pages`: the key that finds a long list anew), lines
 * with people and places in them, a page of help, or one sentence. `failure`: why the sentence is no answer to what was
 * asked.
 */
export type Answer =
  | { card: Card; title: string; reference: string; at: number; tookMs: number; pages?: string }
  | { heading: string; lines: readonly Line[] }
  | { help: Help }
  | { sentence: string; failure?: ErrorKind };

/** One command of the bot itself. Look-up, help and completion derive from it. */
export interface OwnCommand {
  word: string;
  /** What may follow the word, as help shows it. */
  values?: string;
  summary: string;
  answer(context: OwnContext, asked: Asked): Answer | Promise<Answer>;
}
