import { answerMessage } from '../../blocks/answer.ts';
import { helpMessage } from '../../blocks/help.ts';
import type { Message } from '../../blocks/message.ts';
import { noticeMessage } from '../../blocks/status.ts';
import { admission } from '../../src/engine/permitted.ts';
import type { Actor } from '../../src/intent.ts';
import type { Desk } from '../support/desk.ts';
import { helpForBot } from '../support/guide.ts';
import { history, show } from './history.ts';
import { mayI, whoMay } from './rights.ts';
import { vendorStates } from './vendors.ts';

/** What was asked of the bot itself: the words behind the first, by whom, where. */
export interface Asked {
  text: string;
  actor: Actor;
  channel: string;
}

type Answer = (desk: Desk, asked: Asked) => Message | Promise<Message>;

const version: Answer = ({ version: number }) => answerMessage(`Bellhop ${number}`, []);

/** A map and no object: a typed word must never meet an object's own keys. */
const ANSWERS: ReadonlyMap<string, Answer> = new Map<string, Answer>([
  ['help', () => helpMessage(helpForBot())],
  ['version', version],
  ['vendors', vendorStates],
  ['history', history],
  ['show', show],
  ['may-i', mayI],
  ['who-may', whoMay],
]);

/** The bot's own command, `/ops`. Who may use nothing here gets no answer of it. */
export async function ops(desk: Desk, asked: Asked): Promise<Message> {
  const [, word = '', text = ''] = /^\s*(\S*)\s*([\s\S]*)$/.exec(asked.text) ?? [];
  const admitted = await admission(desk, asked.actor, asked.channel);
  if (!admitted.ok) return noticeMessage(admitted.why);
  const answer = ANSWERS.get(word.toLowerCase() || 'help');
  if (answer) return answer(desk, { ...asked, text });
  return helpMessage(helpForBot({ reason: `I do not know "${word}". I know ${[...ANSWERS.keys()].join(', ')}.` }));
}
