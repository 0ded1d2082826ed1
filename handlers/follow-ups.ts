import { noticeMessage } from '../blocks/status.ts';
import { operationOf } from '../src/engine/intents.ts';
import { failureOf } from '../src/errors.ts';
import type { Entry } from '../src/journal/intent.ts';
import { againFrom, type ButtonAction, putInstead } from './button-action.ts';
import type { Context } from './context.ts';
import { type Address, replyToOf } from './slack/reply-to.ts';
import { type Recorded, takeUp } from './take-up.ts';

/** What did not come about when a press fails before anything was sent, and what that leaves as it was. */
interface Failing {
  not: string;
  stays: string;
}

const NOT_LOOKED_UP: Failing = { not: 'I could not look it up.', stays: 'The outcome is still unknown.' };
const NOT_MARKED: Failing = { not: 'I could not mark it as done.', stays: 'The outcome is still unknown.' };
const NOT_SENT: Failing = { not: 'I did not send anything.', stays: 'Everything is as it was.' };

/** Runs `work`; the person who pressed reads what stands against it, never as the end of the intent itself. */
async function orSayWhy(
  context: Context,
  action: ButtonAction,
  failing: Failing,
  work: () => Promise<void>,
): Promise<void> {
  const { ack, value, actor, origin } = action;
  try {
    await work();
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === 'bug') throw error;
    await ack();
    const entry = await context.journal.find(value);
    const about = entry ? `${operationOf(entry).title}, ${value}: ` : '';
    // Our own reasons say all there is to say.
    const why =
      failure.kind === 'input' ? failure.message : `${about}${failing.not} ${failure.message} ${failing.stays}`;
    await context.deliver.toPerson(origin, actor, noticeMessage(why));
  }
}

/** The card whose button was pressed, also if it is so new that its place is not on record yet. */
function cardOf({ origin }: ButtonAction): Entry['messages'] {
  const { channel, message } = replyToOf(origin);
  return channel && message ? { result: { channel, ts: message } satisfies Address } : undefined;
}

/** Looks at the vendor how an unknown one ended; its card then says so. */
export const lookUp = (context: Context, action: ButtonAction): Promise<void> =>
  orSayWhy(context, action, NOT_LOOKED_UP, () =>
    context.engine.followUps.lookUp(action.value, action.actor, action.origin, cardOf(action)),
  );

/** Somebody saw that it was done. */
export const markDone = (context: Context, action: ButtonAction): Promise<void> =>
  orSayWhy(context, action, NOT_MARKED, () =>
    context.engine.followUps.markDone(action.value, action.actor, action.origin, cardOf(action)),
  );

/** Goes on with an intent that follows from an old one; a press that found it on record already gets a notice. */
async function takeUpOnce(context: Context, action: ButtonAction, submission: Recorded): Promise<boolean> {
  const known = await takeUp(context, submission, action.ack);
  if (known) {
    const words = `This was asked already: ${known.reference}. /ops show ${known.reference} says how it went.`;
    await context.deliver.toPerson(action.origin, action.actor, noticeMessage(words));
  }
  return known === undefined;
}

export const undo = (context: Context, action: ButtonAction): Promise<void> =>
  orSayWhy(context, action, NOT_SENT, async () => {
    await takeUpOnce(context, action, await context.engine.followUps.undo(action.value, action.actor, action.origin));
  });

/** Sends an unknown one once more; the button itself asked whether that is really wanted. */
export const again = (context: Context, action: ButtonAction): Promise<void> =>
  orSayWhy(context, action, NOT_SENT, async () => {
    await takeUpOnce(
      context,
      action,
      await context.engine.followUps.runAgain(action.value, action.actor, action.origin),
    );
  });

/** Sends a failed one again, once: pressing twice finds the first retry. */
export const retry = (context: Context, action: ButtonAction): Promise<void> =>
  orSayWhy(context, action, NOT_SENT, async () => {
    const origins = { press: action.origin, retry: (failed: Entry) => againFrom(failed, action.body) };
    const submission = await context.engine.followUps.retry(action.value, action.actor, origins);
    const isTaken = await takeUpOnce(context, action, submission);
    if (isTaken && submission.status === 'recorded') await putInstead(context, action, 'Trying again…');
  });
