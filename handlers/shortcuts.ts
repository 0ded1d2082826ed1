import type { AllMiddlewareArgs, SlackShortcut, SlackShortcutMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { errorView } from '../blocks/error.ts';
import { pickedOperation } from '../blocks/picker.ts';
import { isFreeText } from '../src/commands/deal.ts';
import { failureOf } from '../src/errors.ts';
import { readOrigin } from '../src/journal/rows.ts';
import { findOperation, vendorOf } from '../src/operations/catalog.ts';
import { kindOf } from '../src/operations/field-kinds.ts';
import { fieldsOf } from '../src/operations/fields.ts';
import type { Operation } from '../src/operations/operation.ts';
import type { Context } from './context.ts';
import { withErrorBoundary } from './error-boundary.ts';
import type { Draft } from './forms/drafts.ts';
import { viewOf } from './forms/open-form.ts';
import { openPicker, type PickerState } from './forms/open-picker.ts';
import { type Message, messageText } from './slack/message-text.ts';
import { actorOf } from './slack/people.ts';
import { slackOrigin, withResponseUrl } from './slack/reply-to.ts';
import type { Ack } from './take-up.ts';

/** The trigger that opens the picker lives three seconds. */
const NAMES_WITHIN_MS = 1_000;
const MAX_TEXT = 3000;

function pickerStateOf(privateMetadata: string): PickerState | undefined {
  try {
    const state = JSON.parse(privateMetadata) as Partial<PickerState>;
    if (!state.origin || typeof state.draft !== 'string') return undefined;
    return { draft: state.draft, origin: readOrigin(state.origin).origin };
  } catch {
    return undefined;
  }
}

/** The text of a message goes into the operation's longest free text. */
function valuesFrom(operation: Operation, text: string | undefined): Pick<Draft, 'values' | 'notices'> {
  const fields = fieldsOf(operation);
  const target = fields.find((field) => kindOf(field).text === 'long') ?? fields.find((field) => isFreeText(field));
  if (!text || !target) return { values: {} };
  const most = Math.min(target.maxLength ?? MAX_TEXT, MAX_TEXT);
  const notices =
    text.length > most ? [`The message is longer than ${target.label} can be, so its end was cut off.`] : [];
  return { values: { [target.name]: text.slice(0, most) }, notices };
}

/** An operation was chosen: the picker turns into its form. */
export async function pick(context: Context, ack: Ack, body: ViewSubmitAction): Promise<void> {
  const state = pickerStateOf(body.view.private_metadata);
  const operation = findOperation(pickedOperation(body.view.state.values) ?? '');
  if (!state || !operation) {
    const view = errorView({ kind: 'input', message: 'Please choose what to do, or use the command.' }, {});
    return ack({ response_action: 'update', view });
  }
  const kept = await context.formDrafts.find(state.draft);
  const origin = kept?.origin ?? state.origin;
  try {
    // The form shows lists of this site, and a picked value can be forged.
    await context.engine.rights.mayRunInTime(operation, actorOf(body), origin);
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === 'bug') throw error;
    const errorContext = { operation: operation.title, risk: operation.risk, vendor: vendorOf(operation).name };
    return ack({ response_action: 'update', view: errorView(failure, errorContext) });
  }
  const text = typeof kept?.values.text === 'string' ? kept.values.text : undefined;
  const draft = { operation: operation.id, ...valuesFrom(operation, text), origin };
  await ack({ response_action: 'update', view: await viewOf(context, operation, draft) });
}

/** The words of a message with names in place of ids. */
const textOf = async (context: Context, message: Message): Promise<string> =>
  messageText(message, await context.names.namesFor(message, NAMES_WITHIN_MS));

/** Both shortcuts open the picker: the global one empty, the one on a message with its text at hand. */
export const onShortcut =
  (context: Context) =>
  async ({
    ack,
    shortcut,
    context: { arrivedAt },
  }: SlackShortcutMiddlewareArgs<SlackShortcut> & AllMiddlewareArgs): Promise<void> => {
    const isMessage = shortcut.type === 'message_action';
    const thread = isMessage ? (shortcut.message.thread_ts ?? shortcut.message_ts) : '';
    const actor = actorOf(shortcut);
    const origin = slackOrigin('shortcut', false, {
      team: actor.team,
      ...(isMessage ? { channel: shortcut.channel.id, thread, inThread: thread !== shortcut.message_ts } : {}),
    });
    await withErrorBoundary(
      {
        log: context.log,
        what: 'shortcut',
        arrivedAt,
        ack: ack as Ack,
        say: (message) => context.deliver.postTo(shortcut.user.id, message),
        ackFailure: () => undefined,
      },
      async (ackOnce) => {
        await ackOnce();
        const text = isMessage ? await textOf(context, shortcut.message) : '';
        const kept = isMessage ? withResponseUrl(origin, shortcut.response_url) : origin;
        const draft = { operation: '', values: text ? { text } : {}, origin: kept };
        await openPicker(context, draft, await context.formDrafts.keep(draft), shortcut.trigger_id, actor);
      },
    );
  };
