import type { Message } from './message.ts';
import { context, section } from './parts.ts';
import { code, line, md, mention, words } from './text.ts';

/** Shown while the vendor has not answered yet. In a channel it turns into the result. */
export function workingMessage(operation: string, actor: string): Message {
  const text = md`Working on it for ${mention(actor)}: ${line(operation, 200)}. The result follows here.`;
  return { text, blocks: [context(text)] };
}

/** One plain sentence about what was just pressed. */
export function noticeMessage(sentence: string): Message {
  const text = words(sentence, 1000);
  return { text, blocks: [section(text)] };
}

/** Stands in for a result that could not be drawn: it says how it ended, and where the rest is. */
export function undrawnMessage(operation: string, isDone: boolean, reference: string): Message {
  const end = isDone ? 'done' : 'not done, or not known to be done';
  const text = md`${line(operation, 200)}: ${words(end, 100)}. The details could not be shown. Type /ops show ${code(reference, 60)}`;
  return { text, blocks: [] };
}

/** For a page button of a list that is not kept any more. */
export const expiredListMessage = (): Message =>
  noticeMessage('This list is too old to turn its pages. Search again to get a fresh one.');
