import type { AllMiddlewareArgs, BlockAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { z } from 'zod';
import { BUTTON, buttonName } from '../blocks/actions.ts';
import type { Message } from '../blocks/message.ts';
import { noticeMessage } from '../blocks/status.ts';
import { findOperation } from '../src/catalog.ts';
import type { Origin } from '../src/intent.ts';
import { isRepeatable } from '../src/operation.ts';
import { approve, deny } from './approvals.ts';
import { turnPage } from './pages.ts';
import { againFrom, type Press, parseValue, putInstead, sayFailure } from './press.ts';
import { again, lookUp, markDone, retry, undo } from './second-thoughts.ts';
import { actorOf } from './slack/actor.ts';
import { takeUp } from './support/begin.ts';
import type { Desk } from './support/desk.ts';
import type { Draft } from './support/drafts.ts';
import { guard } from './support/guard.ts';
import { ackThenOpenForm, openForm } from './support/open-form.ts';
import { isForPicker, openPicker } from './support/open-picker.ts';
import { pressKey } from './support/press-key.ts';

const nextButton = z.object({ operation: z.string(), input: z.record(z.string(), z.unknown()) });

/** Answers go under the message the button is on; below a private message they stay private. */
function originOf(body: BlockAction): Origin {
  const isEphemeral = body.container?.is_ephemeral === true;
  const message = typeof body.container?.message_ts === 'string' ? body.container.message_ts : undefined;
  const thread = typeof body.message?.thread_ts === 'string' ? body.message.thread_ts : message;
  const inThread = thread !== message;
  return {
    door: body.view ? 'home' : 'button',
    team: actorOf(body).team,
    ...(body.channel ? { channel: body.channel.id } : {}),
    ...(message && !isEphemeral ? { message, ...(thread ? { thread, inThread } : {}) } : {}),
    ...(body.response_url ? { responseUrl: body.response_url } : {}),
    private: isEphemeral,
  };
}

/** Tells only the person who pressed. */
const say = (desk: Desk, { origin, actor }: Press, message: Message) => desk.deliver.toPerson(origin, actor, message);

/** Runs the operation behind a button, or asks for what is still missing. */
async function next(desk: Desk, press: Press): Promise<void> {
  const wanted = parseValue(nextButton, press.value);
  const operation = wanted && findOperation(wanted.operation);
  if (!wanted || !operation)
    return say(desk, press, noticeMessage('This button is too old. Please use the command instead.'));
  const { actor, origin, body } = press;
  const checked = desk.engine.check(operation, wanted.input);
  if (!checked.ok) {
    const draft = { operation: operation.id, values: wanted.input, origin };
    return ackThenOpenForm(desk, operation, draft, { ack: press.ack, triggerId: body.trigger_id, actor });
  }
  // Everybody sees the button, so whoever may not run it must not use it up.
  try {
    await desk.engine.rights.mayRunInTime(operation, actor, origin);
  } catch (error) {
    return sayFailure(desk, press, error, operation);
  }
  const mayRepeat = operation.risk === 'read' || isRepeatable(operation, checked.input);
  const key = pressKey(press, mayRepeat);
  const intent = { key, operation: operation.id, input: wanted.input, actor, origin };
  const submission = await desk.engine.submit(intent);
  const known = submission.status === 'invalid' ? undefined : await takeUp(desk, submission, press.ack);
  if (known && !mayRepeat) {
    await say(
      desk,
      press,
      noticeMessage(`This button was used already: ${known.reference}. To do it once more, type the command.`),
    );
  }
}

async function confirm(desk: Desk, press: Press): Promise<void> {
  const entry = await desk.engine.confirm(press.value, press.actor);
  try {
    await press.ack();
  } finally {
    if (entry) void desk.engine.dispatch(entry);
  }
  await putInstead(desk, press, entry ? 'Confirmed.' : 'This was confirmed or dropped already.');
}

async function cancel(desk: Desk, press: Press): Promise<void> {
  const dropped = await desk.engine.cancel(press.value, press.actor);
  await press.ack();
  await putInstead(desk, press, dropped ? 'Dropped. Nothing was sent.' : 'This was confirmed or dropped already.');
}

/** What a person's own intent was given, for the form that sends it anew. */
async function draftOf({ journal }: Desk, { value, actor, body }: Press): Promise<Draft | undefined> {
  const entry = await journal.find(value);
  if (entry?.actor.id !== actor.id) return undefined;
  return { operation: entry.operation, values: entry.input, origin: againFrom(entry, body) };
}

async function form(desk: Desk, press: Press): Promise<void> {
  const draft = (await draftOf(desk, press)) ?? (await desk.drafts.find(press.value));
  if (draft && isForPicker(draft)) return openPicker(desk, draft, press.value, press.body.trigger_id, press.actor);
  const operation = draft && findOperation(draft.operation);
  if (!draft || !operation)
    return say(desk, press, noticeMessage('This form is too old. Please start again with the command.'));
  await openForm(desk, operation, draft, press.body.trigger_id, press.actor);
}

const BUTTONS: ReadonlyMap<string, (desk: Desk, press: Press) => Promise<void>> = new Map([
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
]);

/** These open a view or read first, and record nothing: they are acknowledged at once. The others once they are on record. */
const RECORD_NOTHING: ReadonlySet<string> = new Set([BUTTON.page, BUTTON.form, BUTTON.lookUp, BUTTON.deny]);

/** Every press of a button arrives here. Most are acknowledged at once; unknown ones (links, old messages) end there. */
export const onAction =
  (desk: Desk) =>
  async ({ ack, body }: SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs): Promise<void> => {
    const action = body.actions[0];
    const origin = originOf(body);
    const actor = actorOf(body);
    await guard(
      {
        log: desk.log,
        what: 'button',
        ack: ack as () => Promise<void>,
        say: (message) => desk.deliver.toPerson(origin, actor, message),
        ackFailure: () => undefined,
      },
      async (ack) => {
        const name = buttonName(action?.action_id ?? '');
        if (RECORD_NOTHING.has(name)) await ack();
        const work = BUTTONS.get(name);
        if (!action || !work) return;
        const value = 'value' in action && typeof action.value === 'string' ? action.value : '';
        await work(desk, { body, ack, actionId: action.action_id, actionTs: action.action_ts, value, actor, origin });
      },
    );
  };
