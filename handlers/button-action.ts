import type { BlockAction } from '@slack/bolt';
import type { z } from 'zod';
import { errorMessage } from '../blocks/error.ts';
import { noticeMessage } from '../blocks/status.ts';
import { failureOf } from '../src/errors.ts';
import type { Actor, Entry, Origin } from '../src/journal/intent.ts';
import { vendorOf } from '../src/operations/catalog.ts';
import type { Operation } from '../src/operations/operation.ts';
import type { Context } from './context.ts';
import { withResponseUrl } from './slack/reply-to.ts';
import type { Ack } from './take-up.ts';

/** One press of a button as Slack reports it, read once. `value` came from a button of ours; what it asks for is checked again all the same. */
export interface ButtonAction {
  body: BlockAction;
  /** Only the first one counts; what Slack was told is taken must be on record. */
  ack: Ack;
  actionId: string;
  actionTs: string;
  value: string;
  actor: Actor;
  origin: Origin;
}

/** What a button carries, as JSON; undefined when it is not of this shape. */
export function parseValue<S extends z.ZodType>(schema: S, value: string): z.output<S> | undefined {
  try {
    return schema.safeParse(JSON.parse(value)).data;
  } catch {
    return undefined;
  }
}

/** The result belongs where the first intent came from, but its response URL may be spent by now. */
export const againFrom = ({ origin }: Entry, { response_url: responseUrl }: BlockAction): Origin => ({
  ...withResponseUrl(origin, responseUrl),
  door: 'button',
});

/** Replaces the message whose button was pressed. Failing leaves an old message there, not a wrong one. */
export async function putInstead(context: Context, { body }: ButtonAction, words: string): Promise<void> {
  if (!body.response_url) return;
  await context.deliver
    .replace(body.response_url, noticeMessage(words))
    .catch((error) => context.log.warn({ err: error }, 'pressed message not replaced'));
}

/** Says why a press came to nothing. Rethrows what is a bug. */
export async function sayFailure(
  context: Context,
  action: ButtonAction,
  error: unknown,
  operation?: Operation,
): Promise<void> {
  const failure = failureOf(error);
  if (failure.kind === 'bug') throw error;
  await action.ack();
  const errorContext = operation
    ? { operation: operation.title, risk: operation.risk, vendor: vendorOf(operation).name }
    : {};
  await context.deliver.toPerson(action.origin, action.actor, errorMessage(failure, errorContext));
}
