import { cardMessage, ROWS_PER_PAGE } from '../blocks/card.ts';
import { errorMessage } from '../blocks/error.ts';
import type { Message } from '../blocks/message.ts';
import { workingMessage } from '../blocks/status.ts';
import type { Card } from '../src/card.ts';
import { findOperation, operations, vendorOf } from '../src/catalog.ts';
import type { Failure } from '../src/errors.ts';
import type { Entry, Outcome } from '../src/intent.ts';
import type { Operation } from '../src/operation.ts';
import type { Reporter } from '../src/run.ts';
import type { Address, Deliver } from './support/deliver.ts';
import type { Drafts } from './support/drafts.ts';
import type { Snapshots } from './support/snapshots.ts';

const DANGEROUS = new Set(operations.filter(({ risk }) => risk === 'destructive').map(({ id }) => id));

/** Tells people in Slack how their intents went. */
export function createReporter(parts: { deliver: Deliver; snapshots: Snapshots; drafts: Drafts }): Reporter {
  const { deliver, snapshots, drafts } = parts;
  /** "Working on it" posts that will become the result. */
  const working = new Map<string, Promise<Address | undefined>>();

  function success(entry: Entry, operation: Operation, card: Card, tookMs: number): Message {
    const frame = {
      operation: operation.title,
      vendor: vendorOf(operation).name,
      actor: entry.actor.id,
      at: entry.acceptedAt,
      tookMs,
      reference: entry.reference,
      dangerous: DANGEROUS,
    };
    if ((card.rows?.length ?? 0) <= ROWS_PER_PAGE) return cardMessage(card, frame);
    return cardMessage(card, { ...frame, page: { number: 1, snapshot: snapshots.keep({ card, frame }) } });
  }

  function failure(entry: Entry, operation: Operation, why: Failure): Message {
    const mayEdit = why.kind === 'refused' || why.kind === 'input';
    return errorMessage(why, {
      operation: operation.title,
      vendor: vendorOf(operation).name,
      reference: entry.reference,
      retry: why.kind === 'unavailable' && !why.outcomeUnknown,
      ...(mayEdit
        ? {
            edit: drafts.keep({
              operation: operation.id,
              values: entry.input,
              origin: { ...entry.origin, door: 'button' },
            }),
          }
        : {}),
    });
  }

  return {
    async working(entry) {
      const notice = workingMessage(findOperation(entry.operation)?.title ?? '', entry.actor.id);
      const posting = deliver.announce(entry.origin, notice);
      working.set(entry.reference, posting);
      // What a response URL says after a command cannot be changed later, so there this notice just stays.
      if (!(await posting)) await deliver.toPerson(entry.origin, entry.actor, notice);
    },

    async finished(entry, operation, { card, failure: why, tookMs }: Outcome) {
      const address = await working.get(entry.reference)?.catch(() => undefined);
      working.delete(entry.reference);
      if (card) {
        const message = success(entry, operation, card, tookMs);
        if (address) return deliver.edit(address, message);
        if (entry.origin.private) return deliver.toPerson(entry.origin, entry.actor, message);
        await deliver.toChannel(entry.origin, entry.actor, message);
        return;
      }
      if (address) await deliver.withdraw(address);
      if (why) await deliver.toPerson(entry.origin, entry.actor, failure(entry, operation, why));
    },
  };
}
