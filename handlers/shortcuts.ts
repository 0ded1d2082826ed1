import type { AllMiddlewareArgs, SlackShortcut, SlackShortcutMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { errorView } from '../blocks/error.ts';
import { pickedOperation, pickerView } from '../blocks/picker.ts';
import { findOperation, vendorOf } from '../src/catalog.ts';
import { permitted } from '../src/engine/permitted.ts';
import { failureOf } from '../src/errors.ts';
import { fieldsOf } from '../src/fields.ts';
import type { Origin } from '../src/intent.ts';
import type { Operation } from '../src/operation.ts';
import { actorOf } from './slack/actor.ts';
import type { Ack } from './support/begin.ts';
import type { Desk } from './support/desk.ts';
import { guard } from './support/guard.ts';
import { viewOf } from './support/open-form.ts';
import { unescapeSlack } from './support/unescape.ts';

/** What the picker carries: where it was opened, and the message it was opened on. */
interface PickerMemo {
  origin: Origin;
  draft: string;
}

const MAX_TEXT = 3000;

function memoOf(privateMetadata: string): PickerMemo | undefined {
  try {
    const memo = JSON.parse(privateMetadata) as Partial<PickerMemo>;
    return memo.origin && typeof memo.draft === 'string' ? (memo as PickerMemo) : undefined;
  } catch {
    return undefined;
  }
}

/** The text of a message goes into the operation's longest free text. */
function valuesFrom(operation: Operation, text: string | undefined): Record<string, unknown> {
  const fields = fieldsOf(operation);
  const target = fields.find(({ kind }) => kind === 'multiline') ?? fields.find(({ kind }) => kind === 'text');
  return text && target ? { [target.name]: text.slice(0, target.maxLength ?? MAX_TEXT) } : {};
}

/** An operation was chosen: the picker turns into its form. */
export async function pick(desk: Desk, ack: Ack, body: ViewSubmitAction): Promise<void> {
  const memo = memoOf(body.view.private_metadata);
  const operation = findOperation(pickedOperation(body.view.state.values) ?? '');
  if (!memo || !operation) {
    const view = errorView({ kind: 'input', message: 'Please choose what to do, or use the command.' }, {});
    return ack({ response_action: 'update', view });
  }
  const kept = await desk.drafts.find(memo.draft);
  const origin = kept?.origin ?? memo.origin;
  try {
    // The form shows lists of this site, and a picked value can be forged.
    await desk.engine.rights.mayRunInTime(operation, actorOf(body), origin);
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === 'bug') throw error;
    const frame = { operation: operation.title, vendor: vendorOf(operation).name };
    return ack({ response_action: 'update', view: errorView(failure, frame) });
  }
  const text = typeof kept?.values.text === 'string' ? kept.values.text : undefined;
  const draft = { operation: operation.id, values: valuesFrom(operation, text), origin };
  await ack({ response_action: 'update', view: await viewOf(desk, operation, draft) });
}

/** Both shortcuts open the picker: the global one empty, the one on a message with its text at hand. */
export const onShortcut =
  (desk: Desk) =>
  async ({ ack, shortcut }: SlackShortcutMiddlewareArgs<SlackShortcut> & AllMiddlewareArgs): Promise<void> => {
    const isMessage = shortcut.type === 'message_action';
    const thread = isMessage ? (shortcut.message.thread_ts ?? shortcut.message_ts) : '';
    const actor = actorOf(shortcut);
    const origin: Origin = {
      door: 'shortcut',
      team: actor.team,
      ...(isMessage ? { channel: shortcut.channel.id, thread, inThread: thread !== shortcut.message_ts } : {}),
      private: false,
    };
    await guard(
      {
        log: desk.log,
        what: 'shortcut',
        ack: ack as Ack,
        say: (message) => desk.slack.patient.chat.postMessage({ channel: shortcut.user.id, ...message }),
        ackFailure: () => undefined,
      },
      async (ackOnce) => {
        await ackOnce();
        const text = isMessage ? unescapeSlack(shortcut.message.text ?? '').slice(0, MAX_TEXT) : undefined;
        const kept = isMessage ? { ...origin, responseUrl: shortcut.response_url } : origin;
        const draft = await desk.drafts.keep({ operation: '', values: text ? { text } : {}, origin: kept });
        const seen = await permitted(desk, actor, origin.channel);
        const metadata = JSON.stringify({ origin, draft } satisfies PickerMemo);
        await desk.slack.quick.views.open({
          trigger_id: shortcut.trigger_id,
          view: pickerView({ vendors: seen, metadata }),
        });
      },
    );
  };
