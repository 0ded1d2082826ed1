import { z } from 'zod';
import { cardMessage } from '../blocks/card.ts';
import { errorMessage } from '../blocks/error.ts';
import { expiredListMessage } from '../blocks/status.ts';
import { vendorOf } from '../src/catalog.ts';
import { failureOf } from '../src/errors.ts';
import { operationOf } from '../src/run.ts';
import { historyAnew } from './ops/history.ts';
import { type Press, parseValue } from './press.ts';
import { frameOf } from './report/messages.ts';
import type { Desk } from './support/desk.ts';
import type { Snapshot } from './support/snapshots.ts';

const pageButton = z.object({ snapshot: z.string(), page: z.number().int().min(1) });

/** A list that is not kept here, after a restart or in another process, is found anew by whoever turns its pages. */
async function findAnew(desk: Desk, { actor, origin }: Press, key: string): Promise<Snapshot | undefined> {
  const history = await historyAnew(desk, key, actor);
  if (history) return history;
  const entry = await desk.journal.find(key);
  const operation = entry && operationOf(entry);
  if (!entry || operation?.risk !== 'read') return undefined;
  const outcome = await desk.runner.readAgain(entry, actor, origin);
  return outcome.card && { card: outcome.card, frame: frameOf({ ...entry, outcome }, operation) };
}

/** Turns the page of a list, in place. */
export async function turnPage(desk: Desk, press: Press): Promise<void> {
  const wanted = parseValue(pageButton, press.value);
  if (!wanted) return desk.deliver.toPerson(press.origin, press.actor, expiredListMessage());
  const key = wanted.snapshot;
  let snapshot = desk.snapshots.find(key);
  if (!snapshot) {
    try {
      snapshot = await findAnew(desk, press, key);
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind === 'bug') throw error;
      const entry = await desk.journal.find(key);
      const operation = entry && operationOf(entry);
      const frame = operation ? { operation: operation.title, vendor: vendorOf(operation).name } : {};
      return desk.deliver.toPerson(press.origin, press.actor, errorMessage(failure, frame));
    }
    if (!snapshot) return desk.deliver.toPerson(press.origin, press.actor, expiredListMessage());
    desk.snapshots.keep(key, snapshot);
  }
  const message = cardMessage(snapshot.card, { ...snapshot.frame, page: { number: wanted.page, snapshot: key } });
  if (press.body.response_url) await desk.deliver.replace(press.body.response_url, message);
}
