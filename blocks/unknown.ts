import type { Facts } from '../src/operations/card.ts';
import { BUTTON } from './actions.ts';
import { factBlocks } from './facts.ts';
import { withinBudget } from './limits.ts';
import type { Message } from './message.ts';
import { button, buttonRow, context, headline, section } from './parts.ts';
import { code, joined, line, md, mention, words } from './text.ts';

export interface UnknownContext {
  /** Title of the operation. */
  operation: string;
  vendor: string;
  /** User id of who asked. */
  actor: string;
  reference: string;
  /** Why nobody knows, in a sentence. */
  why: string;
  /** What was sent, by field label. */
  sent: Facts;
  /** Whether the vendor can be read to find out. */
  canLookUp: boolean;
}

const AGAIN = 'If it was done the first time, it will then be done twice. Look at the vendor before you go on.';

/** A write left and its answer did not come: says so, says what was sent, and offers every honest way on. */
export function unknownMessage(unknown: UnknownContext): Message {
  const { operation, vendor, actor, reference, canLookUp } = unknown;
  const title = `Outcome unknown: ${operation}`;
  const way = canLookUp
    ? `It may have been sent, but no clear answer came back. I can look it up at ${vendor}.`
    : `It may have been sent, but no clear answer came back, and I cannot read this at ${vendor}. Look there before you send it again.`;
  return {
    text: joined([line(title, 300), line(unknown.why, 500), line(way, 500)], '\n'),
    blocks: withinBudget((cap) => [
      headline(title),
      section(words(`${unknown.why} ${way}`, Math.min(cap, 1000))),
      ...factBlocks(unknown.sent, cap),
      ...buttonRow([
        canLookUp ? button(BUTTON.lookUp, 'Look it up', reference, { about: operation }) : undefined,
        button(BUTTON.again, 'Run again anyway', reference, { style: 'danger', about: operation, question: AGAIN }),
        button(BUTTON.markDone, 'Mark as done', reference, { about: operation }),
      ]),
      context(joined([md`${line(vendor, 40)}`, md`asked by ${mention(actor)}`, code(reference, 60)], ' · ')),
    ]),
  };
}
