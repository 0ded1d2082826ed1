import { vendors } from '../../operations/catalog.ts';
import type { Reachability } from '../../vendors/reachability.ts';
import type { OwnCommand } from './own-command.ts';

const WORDS: Record<Reachability, string> = {
  answers: 'set up, and answers',
  failing: 'set up, but answers with a server error right now',
  silent: 'set up, but does not answer right now',
};

/** Which vendors are set up, and whether they answer. Says nothing of addresses or keys. */
export const vendorsCommand: OwnCommand = {
  word: 'vendors',
  summary: 'Which vendors are set up, and whether they answer',
  async answer({ clients, reach }) {
    const lines = await Promise.all(
      vendors.map(async ({ id, name }) => [`${name}: ${clients[id] ? WORDS[await reach(id)] : 'not set up'}`]),
    );
    return { heading: 'Vendors', lines };
  },
};
