import type { AllMiddlewareArgs, BlockAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { z } from 'zod';
import { BUTTON, buttonName } from '../blocks/actions.ts';
import type { Message } from '../blocks/message.ts';
import { noticeMessage } from '../blocks/status.ts';
import { findOperation } from '../src/catalog.ts';
import { validate } from '../src/grammar/validate.ts';
import type { Entry, Origin } from '../src/intent.ts';
import { isRepeatable } from '../src/operation.ts';
import { approve, deny } from './approvals.ts';
import { turnPage } from './pages.ts';
import { type Press, parseValue } from './press.ts';
import { again, lookUp, markDone, undo } from './second-thoughts.ts';
import { begin } from './support/begin.ts';
import type { Desk } from './support/desk.ts';
import type { Draft } from './support/drafts.ts';
import { siteFields } from './support/fields-of.ts';
import { guard } from './support/guard.ts';
import { openForm } from './support/open-form.ts';
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
    team: body.team?.id ?? body.user.team_id ?? '',
    ...(body.channel ? { channel: body.channel.id } : {}),
    ...(message && !isEphemeral ? { message, ...(thread ? { thread, inThread } : {}) } : {}),
    ...(body.response_url ? { responseUrl: body.response_url } : {}),
    private: isEphemeral,
  };
}

/** Tells only the person who pressed. */
const say = (desk: Desk, { origin, actor }: Press, message: Message) => desk.deliver.toPerson(origin, actor, message);

/** Puts a word in place of the message whose button was pressed. Failing leaves an old word there, not a wrong one. */
async function putInstead(desk: Desk, { body }: Press, words: string): Promise<void> {
  if (!body.response_url) return;
  await desk.deliver.replace(body.response_url, noticeMessage(words));
}

/** Runs the operation behind a button, or asks for what is still missing. */
async function next(desk: Desk, press: Press): Promise<void> {
  const wanted = parseValue(nextButton, press.value);
  const operation = wanted && findOperation(wanted.operation);
  if (!wanted || !operation)
    return say(desk, press, noticeMessage('This button is too old. Please use the command instead.'));
  const checked = validate(operation, siteFields(operation, desk.clients), wanted.input);
  const { actor, origin, body } = press;
  if (!checked.ok) {
    await press.ack();
    const draft = { operation: operation.id, values: wanted.input, origin };
    return openForm(desk, operation, draft, body.trigger_id, actor);
  }
  const mayRepeat = operation.risk === 'read' || isRepeatable(operation, checked.input);
  const key = pressKey(press, mayRepeat);
  const known = await begin(
    desk,
    operation,
    { key, operation: operation.id, input: checked.input, actor, origin },
    press.ack,
  );
  if (known && !mayRepeat) {
    await say(
      desk,
      press,
      noticeMessage(`This button was used already: ${known.reference}. To do it once more, type the command.`),
    );
  }
}

/** The result belongs where the first wish came from, but its response URL may be spent by now. */
function againFrom(entry: Entry, { response_url: responseUrl }: BlockAction): Origin {
  const { responseUrl: _, seen, ...origin } = entry.origin;
  // What may be done changed the record itself, so what was seen before says nothing any more.
  const isFresh = seen !== undefined && !entry.outcome?.failure?.maybeDone;
  return { ...origin, door: 'button', ...(isFresh ? { seen } : {}), ...(responseUrl ? { responseUrl } : {}) };
}

/** Sends a failed intent again, once: pressing twice finds the first retry. */
async function retry(desk: Desk, press: Press): Promise<void> {
  const failed = await desk.journal.find(press.value);
  if (failed?.outcome?.state !== 'failed') {
    return say(desk, press, noticeMessage('This cannot be tried again from here. Please use the command.'));
  }
  if (failed.undoes) {
    // Whether it can still be undone has to be looked at anew, which may take a while.
    await press.ack();
    return undo(desk, { ...press, value: failed.undoes });
  }
  const { actor } = press;
  const { entry, isNew } = await desk.runner.accept({
    key: `retry:${failed.reference}`,
    operation: failed.operation,
    input: failed.input,
    actor,
    origin: againFrom(failed, press.body),
  });
  await press.ack();
  if (!isNew) {
    const words = `This was tried again already: ${entry.reference}. /ops show ${entry.reference} says how it went.`;
    return say(desk, press, noticeMessage(words));
  }
  desk.runner.dispatch(entry);
  await putInstead(desk, press, 'Trying again…');
}

async function confirm(desk: Desk, press: Press): Promise<void> {
  const entry = await desk.runner.confirm(press.value, press.actor);
  await press.ack();
  if (entry) desk.runner.dispatch(entry);
  await putInstead(desk, press, entry ? 'Confirmed.' : 'This was confirmed or dropped already.');
}

async function cancel(desk: Desk, press: Press): Promise<void> {
  const entry = await desk.journal.find(press.value);
  const dropped = entry?.actor.id === press.actor.id && (await desk.journal.withdraw(press.value));
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

const BUTTONS: Readonly<Record<string, (desk: Desk, press: Press) => Promise<void>>> = {
  [BUTTON.next]: next,
  [BUTTON.page]: turnPage,
  [BUTTON.retry]: retry,
  [BUTTON.confirm]: confirm,
  [BUTTON.cancel]: cancel,
  [BUTTON.form]: form,
  [BUTTON.lookUp]: lookUp,
  [BUTTON.again]: again,
  [BUTTON.markDone]: markDone,
  [BUTTON.undo]: undo,
  [BUTTON.approve]: approve,
  [BUTTON.deny]: deny,
};

/** These are acknowledged once they are on record: until then a crash must not look as if they had been taken. */
const RECORDED_FIRST: ReadonlySet<string> = new Set([BUTTON.next, BUTTON.retry, BUTTON.confirm, BUTTON.approve]);

/** Every press of a button arrives here. Most are acknowledged at once; unknown ones (links, old messages) end there. */
export const onAction =
  (desk: Desk) =>
  async ({ ack, body }: SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs): Promise<void> => {
    const action = body.actions[0];
    const origin = originOf(body);
    const actor = { id: body.user.id, team: body.user.team_id ?? body.team?.id ?? '' };
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
        if (!RECORDED_FIRST.has(name)) await ack();
        const work = BUTTONS[name];
        if (!action || !work) return;
        const value = 'value' in action && typeof action.value === 'string' ? action.value : '';
        await work(desk, { body, ack, actionId: action.action_id, actionTs: action.action_ts, value, actor, origin });
      },
    );
  };
