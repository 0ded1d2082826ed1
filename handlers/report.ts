import { cardMessage, ROWS_PER_PAGE } from '../blocks/card.ts';
import { errorMessage } from '../blocks/error.ts';
import type { Message } from '../blocks/message.ts';
import { workingMessage } from '../blocks/status.ts';
import type { Card } from '../src/card.ts';
import { operations, vendorOf } from '../src/catalog.ts';
import type { Failure } from '../src/errors.ts';
import type { Entry, Outcome } from '../src/intent.ts';
import type { Operation } from '../src/operation.ts';
import type { Reporter } from '../src/run.ts';
import type { Deliver } from './support/deliver.ts';
import type { Drafts } from './support/drafts.ts';
import type { Snapshots } from './support/snapshots.ts';

const DANGEROUS = new Set(operations.filter(({ risk }) => risk === 'destructive').map(({ id }) => id));

/** Tells people in Slack how their intents went. */
export function createReporter(parts: { deliver: Deliver; snapshots: Snapshots; drafts: Drafts }): Reporter {
  const { deliver, snapshots, drafts } = parts;
  /** Entries whose "working on it" is on somebody's screen. */
  const shown = new Set<string>();

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
      const operation = operations.find(({ id }) => id === entry.operation);
      shown.add(entry.reference);
      await deliver.post(entry.origin, entry.actor, workingMessage(operation?.title ?? ''), 'person');
    },

    async finished(entry, operation, { card, failure: why, tookMs }: Outcome) {
      // A button's response URL would take back the message the button is on.
      if (shown.delete(entry.reference) && entry.origin.door === 'command') await deliver.takeBack(entry.origin);
      if (card) {
        const visible = entry.origin.private ? 'person' : 'channel';
        await deliver.post(entry.origin, entry.actor, success(entry, operation, card, tookMs), visible);
      } else if (why) {
        await deliver.post(entry.origin, entry.actor, failure(entry, operation, why), 'person');
      }
    },
  };
}
