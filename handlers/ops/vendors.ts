import { answerMessage } from '../../blocks/answer.ts';
import type { Message } from '../../blocks/message.ts';
import { vendors } from '../../src/catalog.ts';
import type { Reachability } from '../../src/reachability.ts';
import type { Desk } from '../support/desk.ts';

const WORDS: Record<Reachability, string> = {
  answers: 'set up, and answers',
  failing: 'set up, but answers with a server error right now',
  silent: 'set up, but does not answer right now',
};

/** Which vendors are set up, and whether they answer. Says nothing of addresses or keys. */
export async function vendorStates({ clients, reach }: Desk): Promise<Message> {
  const lines = await Promise.all(
    vendors.map(async ({ id, name }) => `${name}: ${clients[id] ? WORDS[await reach(id)] : 'not set up'}`),
  );
  return answerMessage(
    'Vendors',
    lines.map((line) => [line]),
  );
}
