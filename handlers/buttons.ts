import type { AllMiddlewareArgs, BlockAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { z } from 'zod';
import { BUTTON, buttonName } from '../blocks/actions.ts';
import type { Message } from '../blocks/message.ts';
import { noticeMessage } from '../blocks/status.ts';
import { sameAgain } from '../src/engine/follow-ups.ts';
import type { Origin } from '../src/journal/intent.ts';
import { findOperation } from '../src/operations/catalog.ts';
import { isRepeatable } from '../src/operations/operation.ts';
import { approve, deny } from './approvals.ts';
import { againFrom, type ButtonAction, parseValue, putInstead, sayFailure } from './button-action.ts';
import { buttonActionKey } from './button-action-key.ts';
import type { Context } from './context.ts';
import { withErrorBoundary } from './error-boundary.ts';
import { again, lookUp, markDone, retry, undo } from './follow-ups.ts';
import type { Draft } from './forms/drafts.ts';
import { ackThenOpenForm, openForm } from './forms/open-form.ts';
import { isForPicker, openPicker } from './forms/open-picker.ts';
import { turnPage } from './pages.ts';
import { actorOf } from './slack/people.ts';
import { slackOrigin } from './slack/reply-to.ts';
import { takeUp } from './take-up.ts';
import { watchButtons } from './watches/index.ts';
import { openWatchForm } from './watches/open-watch-form.ts';
import { isForWatch } from './watches/watch-draft.ts';

const nextButton = z.object({ operation: z.string(), input: z.record(z.string(), z.unknown()) });

/** Answers go under the message the button is on; below a private message they stay private. */
function originOf(body: BlockAction): Origin {
  const isEphemeral = body.container?.is_ephemeral === true;
  const message = typeof body.container?.message_ts === 'string' ? body.container.message_ts : undefined;
  const thread = typeof body.message?.thread_ts === 'string' ? body.message.thread_ts : message;
  const inThread = thread !== message;
  return slackOrigin(body.view ? 'home' : 'button', isEphemeral, {
    team: actorOf(body).team,
    ...(body.channel ? { channel: body.channel.id } : {}),
    ...(message && !isEphemeral ? { message, ...(thread ? { thread, inThread } : {}) } : {}),
    ...(body.response_url ? { responseUrl: body.response_url } : {}),
  });
}

/** Tells only the person who pressed. */
const say = (context: Context, { origin, actor }: ButtonAction, message: Message) =>
  context.deliver.toPerson(origin, actor, message);

/** Runs the operation behind a button, or asks for what is still missing. */
async function next(context: Context, action: ButtonAction): Promise<void> {
  const wanted = parseValue(nextButton, action.value);
  const operation = wanted && findOperation(wanted.operation);
  if (!wanted || !operation)
    return say(context, action, noticeMessage('This button is too old. Please use the command instead.'));
  const { actor, origin, body } = action;
  const checked = context.engine.check(operation, wanted.input);
  if (!checked.ok) {
    const draft = { operation: operation.id, values: wanted.input, origin };
    return ackThenOpenForm(context, operation, draft, { ack: action.ack, triggerId: body.trigger_id, actor });
  }
  // Everybody sees the button, so whoever may not run it must not use it up.
  try {
    await context.engine.rights.mayRunInTime(operation, actor, origin);
  } catch (error) {
    return sayFailure(context, action, error, operation);
  }
  const mayRepeat = operation.risk === 'read' || isRepeatable(operation, checked.input);
  const key = buttonActionKey(action, mayRepeat);
  const intent = { key, operation: operation.id, input: wanted.input, actor, origin };
  const submission = await context.engine.submit(intent);
  const known = submission.status === 'invalid' ? undefined : await takeUp(context, submission, action.ack);
  if (known && !mayRepeat) {
    await say(
      context,
      action,
      noticeMessage(`This button was used already: ${known.reference}. To do it once more, type the command.`),
    );
  }
}

/** How a question was answered. Two presses may come at once: both say the same, whichever writes last. */
async function answerGiven(context: Context, { value, actor }: ButtonAction): Promise<string> {
  const entry = await context.journal.find(value);
  if (entry?.actor.id !== actor.id || entry.state === 'proposed') return 'This was confirmed or cancelled already.';
  return entry.state === 'cancelled' ? 'Cancelled. Nothing was sent.' : 'Confirmed.';
}

async function confirm(context: Context, action: ButtonAction): Promise<void> {
  const entry = await context.engine.confirm(action.value, action.actor);
  try {
    await action.ack();
  } finally {
    if (entry) void context.engine.dispatch(entry);
  }
  await putInstead(context, action, await answerGiven(context, action));
}

async function cancel(context: Context, action: ButtonAction): Promise<void> {
  await context.engine.cancel(action.value, action.actor);
  await action.ack();
  await putInstead(context, action, await answerGiven(context, action));
}

/** What a person's own intent was given, for the form that sends it anew. */
async function draftOf({ journal }: Context, { value, actor, body }: ButtonAction): Promise<Draft | undefined> {
  const entry = await journal.find(value);
  if (entry?.actor.id !== actor.id) return undefined;
  const { operation, input, etag } = sameAgain(entry);
  return { operation, values: input, origin: againFrom(entry, body), ...(etag === undefined ? {} : { etag }) };
}

async function form(context: Context, action: ButtonAction): Promise<void> {
  const draft = (await draftOf(context, action)) ?? (await context.formDrafts.find(action.value));
  if (draft && isForPicker(draft))
    return openPicker(context, draft, action.value, action.body.trigger_id, action.actor);
  if (draft && isForWatch(draft)) return openWatchForm(context, draft, action.body.trigger_id, action.actor);
  const operation = draft && findOperation(draft.operation);
  if (!draft || !operation)
    return say(context, action, noticeMessage('This form is too old. Please start again with the command.'));
  await openForm(context, operation, draft, action.body.trigger_id, action.actor);
}

const BUTTONS: ReadonlyMap<string, (context: Context, action: ButtonAction) => Promise<void>> = new Map([
  [BUTTON.next, next],
  [BUTTON.page, turnPage],
  [BUTTON.retry, retry],
  [BUTTON.confirm, confirm],
  [BUTTON.cancel, cancel],
  [BUTTON.form, form],
  [BUTTON.lookUp, lookUp],
  [BUTTON.again, again],
  [BUTTON.markDone, markDone],
  [BUTTON.undo, undo],
  [BUTTON.approve, approve],
  [BUTTON.deny, deny],
  ...watchButtons,
]);

/** These open a view or read first, and record nothing: they are acknowledged at once. The others once they are on record. */
const RECORD_NOTHING: ReadonlySet<string> = new Set([
  BUTTON.page,
  BUTTON.form,
  BUTTON.lookUp,
  BUTTON.deny,
  ...watchButtons.map(([name]) => name),
]);

/** What a button carries, or what was chosen in a menu. */
function valueIn(action: BlockAction['actions'][number]): string {
  if ('value' in action && typeof action.value === 'string') return action.value;
  const chosen = 'selected_option' in action ? action.selected_option : undefined;
  return chosen && 'value' in chosen && typeof chosen.value === 'string' ? chosen.value : '';
}

/** Every press of a button arrives here. Most are acknowledged at once; unknown ones (links, old messages) end there. */
export const onAction =
  (context: Context) =>
  async ({
    ack,
    body,
    context: { arrivedAt },
  }: SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs): Promise<void> => {
    const action = body.actions[0];
    const origin = originOf(body);
    const actor = actorOf(body);
    await withErrorBoundary(
      {
        log: context.log,
        what: 'button',
        arrivedAt,
        ack: ack as () => Promise<void>,
        say: (message) => context.deliver.toPerson(origin, actor, message),
        ackFailure: () => undefined,
      },
      async (ack) => {
        const name = buttonName(action?.action_id ?? '');
        if (RECORD_NOTHING.has(name)) await ack();
        const work = BUTTONS.get(name);
        if (!action || !work) return;
        const value = valueIn(action);
        await work(context, {
          body,
          ack,
          actionId: action.action_id,
          actionTs: action.action_ts,
          value,
          actor,
          origin,
        });
      },
    );
  };
