import { helpMessage } from '../blocks/help.ts';
import type { Message } from '../blocks/message.ts';
import { vendors } from '../src/catalog.ts';
import type { Desk } from './support/desk.ts';
import { helpForBot } from './support/guide.ts';

type Answer = (desk: Desk) => Message;

const version: Answer = ({ version: number }) => {
  const text = `Bellhop ${number}`;
  return { text, blocks: [{ type: 'section', text: { type: 'plain_text', text } }] };
};

/** Which vendors are on. Says nothing of addresses or keys. */
const systems: Answer = ({ clients }) => {
  const lines = vendors.map(({ id, name }) => `${name}: ${clients[id] ? 'connected' : 'not connected'}`);
  return {
    text: `Systems. ${lines.join('. ')}.`,
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: 'Connected systems' } },
      { type: 'section', text: { type: 'plain_text', text: lines.join('\n') } },
    ],
  };
};

const ANSWERS: Readonly<Record<string, Answer>> = {
  help: () => helpMessage(helpForBot()),
  version,
  vendors: systems,
  systems,
  status: systems,
};

/** The bot's own command, `/ops`: help, version, and which vendors are on. */
export function ops(desk: Desk, text: string): Message {
  const [word = 'help'] = text.trim().toLowerCase().split(/\s+/);
  const answer = ANSWERS[word === '' ? 'help' : word];
  if (answer) return answer(desk);
  const known = 'I know help, version and vendors.';
  return helpMessage(helpForBot({ reason: `I do not know "${word}". ${known}` }));
}
