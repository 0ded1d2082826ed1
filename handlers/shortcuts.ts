import type { AllMiddlewareArgs, SlackShortcut, SlackShortcutMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { errorView } from '../blocks/error.ts';
import { pickedOperation } from '../blocks/picker.ts';
import { findOperation } from '../src/catalog.ts';
import { fieldsOf } from '../src/fields.ts';
import type { Origin } from '../src/intent.ts';
import type { Operation } from '../src/operation.ts';
import type { Ack } from './support/begin.ts';
import type { Desk } from './support/desk.ts';
import { guard } from './support/guard.ts';
import { viewOf } from './support/open-form.ts';
import { openPicker, type PickerMemo } from './support/open-picker.ts';
import { unescapeSlack } from './support/unescape.ts';

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
  const text = typeof kept?.values.text === 'string' ? kept.values.text : undefined;
  const draft = { operation: operation.id, values: valuesFrom(operation, text), origin: kept?.origin ?? memo.origin };
  await ack({ response_action: 'update', view: await viewOf(desk, operation, draft) });
}

/** Both shortcuts open the picker: the global one empty, the one on a message with its text at hand. */
export const onShortcut =
  (desk: Desk) =>
  async ({ ack, shortcut }: SlackShortcutMiddlewareArgs<SlackShortcut> & AllMiddlewareArgs): Promise<void> => {
    const isMessage = shortcut.type === 'message_action';
    const thread = isMessage ? (shortcut.message.thread_ts ?? shortcut.message_ts) : '';
    const origin: Origin = {
      door: 'shortcut',
      team: shortcut.team?.id ?? shortcut.user.team_id ?? '',
      ...(isMessage ? { channel: shortcut.channel.id, thread, inThread: thread !== shortcut.message_ts } : {}),
      private: false,
    };
    await guard(
      {
        log: desk.log,
        what: 'shortcut',
        ack: ack as Ack,
        say: (message) => desk.deliver.post(shortcut.user.id, message),
        ackFailure: () => undefined,
      },
      async (ackOnce) => {
        await ackOnce();
        const text = isMessage ? unescapeSlack(shortcut.message.text ?? '').slice(0, MAX_TEXT) : undefined;
        const kept = isMessage ? { ...origin, responseUrl: shortcut.response_url } : origin;
        const draft = { operation: '', values: text ? { text } : {}, origin: kept };
        const actor = { id: shortcut.user.id, team: origin.team };
        await openPicker(desk, draft, await desk.drafts.keep(draft), shortcut.trigger_id, actor);
      },
    );
  };
