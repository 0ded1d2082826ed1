import { answerMessage } from '../blocks/answer.ts';
import { cardMessage, ROWS_PER_PAGE } from '../blocks/card.ts';
import { helpMessage } from '../blocks/help.ts';
import type { Message } from '../blocks/message.ts';
import { noticeMessage } from '../blocks/status.ts';
import type { Help } from '../src/commands/help-page.ts';
import type { Answer, OwnContext } from '../src/commands/own/own-command.ts';
import type { Actor } from '../src/journal/intent.ts';
import type { Context } from './context.ts';
import type { Snapshot } from './notify/list-pages.ts';
import { listMessage } from './watches/list-buttons.ts';

/** The answer follows the acknowledgement if it takes longer than that allows. */
const ZONE_WITHIN_MS = 1_500;

export const ownContext = (context: Context): OwnContext => ({
  ...context,
  zoneOf: (person) => context.zones.of(person, ZONE_WITHIN_MS),
});

/** A card of the bot itself, with what stands around it. */
export const ownList = (answer: Extract<Answer, { card: unknown }>, actor: Actor): Snapshot => {
  const { card, title, reference, at, tookMs } = answer;
  return { card, cardContext: { operation: title, vendor: 'Bellhop', actor: actor.id, at, tookMs, reference } };
};

const drawn = new WeakMap<Help, Message>();

/** A page of help as a message. Pages that many people are shown are one object, and are drawn once. */
function helpPage(help: Help): Message {
  const message = drawn.get(help) ?? helpMessage(help);
  drawn.set(help, message);
  return message;
}

/** An answer as a message. A long list is kept, so that its pages can be turned. */
export function answerMessageOf(context: Pick<Context, 'snapshots'>, answer: Answer, actor: Actor): Message {
  if ('sentence' in answer) return noticeMessage(answer.sentence);
  if ('help' in answer) return helpPage(answer.help);
  if ('lines' in answer) return answerMessage(answer.heading, answer.lines);
  if (answer.watches) return listMessage(answer.watches, actor, answer.at);
  const list = ownList(answer, actor);
  const { pages } = answer;
  if (pages === undefined || (list.card.rows ?? []).length <= ROWS_PER_PAGE)
    return cardMessage(list.card, list.cardContext);
  context.snapshots.keep(pages, list);
  return cardMessage(list.card, { ...list.cardContext, page: { number: 1, snapshot: pages } });
}
