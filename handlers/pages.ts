import { z } from 'zod';
import { cardMessage } from '../blocks/card.ts';
import { expiredListMessage } from '../blocks/status.ts';
import { historyAnew } from '../src/commands/own/history.ts';
import { operationOf } from '../src/engine/intents.ts';
import { admission } from '../src/engine/permitted.ts';
import type { Entry } from '../src/journal/intent.ts';
import { type ButtonAction, parseValue, sayFailure } from './button-action.ts';
import type { Context } from './context.ts';
import type { Snapshot } from './notify/list-pages.ts';
import { cardContextOf } from './notify/messages.ts';
import { ownContext, ownList } from './ops.ts';
import { placeOf } from './slack/reply-to.ts';

const pageButton = z.object({ snapshot: z.string(), page: z.number().int().min(1) });

/** A list that is not kept here, after a restart or in another process, is found anew by whoever turns its pages. */
async function findAnew(
  context: Context,
  { actor }: ButtonAction,
  key: string,
  entry?: Entry,
): Promise<Snapshot | undefined> {
  if (!entry) {
    const history = await historyAnew(ownContext(context), key, actor);
    return history && ownList(history, actor);
  }
  const operation = operationOf(entry);
  if (operation.risk !== 'read') return undefined;
  const outcome = await context.engine.readAgain(entry);
  return outcome.card && { card: outcome.card, cardContext: cardContextOf({ ...entry, outcome }, operation) };
}

/** The list behind a page button, if it is for the person. Throws an OperationError when it is not, or cannot be read. */
async function listFor(
  context: Context,
  action: ButtonAction,
  key: string,
  entry?: Entry,
): Promise<Snapshot | undefined> {
  const { actor, origin } = action;
  if (entry) await context.engine.rights.mayRead(entry, actor, origin);
  else if (!(await admission(context, actor, placeOf(origin))).ok) return undefined;
  const kept = context.snapshots.find(key);
  if (kept) return kept;
  const found = await findAnew(context, action, key, entry);
  if (found) context.snapshots.keep(key, found);
  return found;
}

/** Turns the page of a list, in place. */
export async function turnPage(context: Context, action: ButtonAction): Promise<void> {
  const wanted = parseValue(pageButton, action.value);
  if (!wanted) return context.deliver.toPerson(action.origin, action.actor, expiredListMessage());
  const key = wanted.snapshot;
  const entry = await context.journal.find(key);
  let snapshot: Snapshot | undefined;
  try {
    snapshot = await listFor(context, action, key, entry);
  } catch (error) {
    return sayFailure(context, action, error, entry && operationOf(entry));
  }
  if (!snapshot) return context.deliver.toPerson(action.origin, action.actor, expiredListMessage());
  const message = cardMessage(snapshot.card, { ...snapshot.cardContext, page: { number: wanted.page, snapshot: key } });
  const { response_url: responseUrl } = action.body;
  const isShown = responseUrl !== undefined && (await context.deliver.replace(responseUrl, message));
  if (!isShown) await context.deliver.toPerson(action.origin, action.actor, message);
}
