import type { Next } from '../operations/card.ts';
import type { Field } from '../operations/fields.ts';
import type { Risk } from '../operations/operation.ts';

/** How to type one thing, and what it does. */
export interface HelpUsage {
  /** As typed: `/pmp lead search <text>`. */
  command: string;
  summary: string;
  risk?: Risk;
}

/** One page of help: the whole bot, one vendor or one operation, depending on what is filled in. */
export interface Help {
  title: string;
  /** The operation's id, where the page is about one: a program reads its schemas by it. */
  operation?: string;
  /** Words between backticks are set in fixed width. */
  intro?: string;
  /** Why the person sees this: "I do not know the word “serch”." */
  reason?: string;
  /** The nearest command: shown as "Did you mean". */
  suggestion?: string;
  usage: readonly HelpUsage[];
  fields?: readonly Field[];
  /** Commands that work as they stand. */
  examples?: readonly string[];
  notes?: readonly string[];
  next?: readonly Next[];
}
