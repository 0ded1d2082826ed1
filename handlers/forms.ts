import type { AllMiddlewareArgs, SlackViewAction, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { VIEW } from '../blocks/actions.ts';
import { errorView } from '../blocks/error.ts';
import { errorsByField } from '../blocks/form.ts';
import { findOperation } from '../src/catalog.ts';
import { validate } from '../src/grammar/validate.ts';
import type { Actor, Intent, Origin } from '../src/intent.ts';
import type { Operation } from '../src/operation.ts';
import { denied } from './approvals.ts';
import { pick } from './shortcuts.ts';
import { type Ack, beginFromForm } from './support/begin.ts';
import type { Desk } from './support/desk.ts';
import type { Draft } from './support/drafts.ts';
import { entriesOf } from './support/entries.ts';
import { siteFields } from './support/fields-of.ts';
import { guard } from './support/guard.ts';
import { onlyChanges } from './support/only-changes.ts';
import { type FormMemo, memoOf } from './support/open-form.ts';
import { answerToSubmission, offerUnsent, sentBefore } from './support/resubmitted.ts';

/** Without the record as it was, nobody knows what was changed in the form. */
const TOO_OLD = { '': 'This form has been open for too long. Please open it again; nothing was sent.' };

const actorOf = ({ user, team }: ViewSubmitAction): Actor => ({ id: user.id, team: user.team_id ?? team?.id ?? '' });

function originOf({ origin }: FormMemo, draft: Draft | undefined): Origin {
  const responseUrl = draft?.origin.responseUrl;
  // Dates may have been changed in the form, where a calendar shows them.
  const { understood: _, ...place } = origin;
  return { ...place, door: 'form', ...(responseUrl ? { responseUrl } : {}) };
}

async function submit(
  desk: Desk,
  ack: Ack,
  body: ViewSubmitAction,
  operation: Operation,
  memo: FormMemo,
): Promise<void> {
  const fields = siteFields(operation, desk.clients);
  const draft = await desk.drafts.find(memo.draft);
  if (!draft && memo.origin.seen !== undefined)
    return ack({ response_action: 'errors', errors: errorsByField(TOO_OLD, fields) });
  const entries = entriesOf(fields, body.view.state.values, draft);
  const changes = draft?.present && onlyChanges(operation, fields, entries.values, draft.present);
  const values = changes?.values ?? entries.values;
  // What the record or the last write holds was never one of the choices of this form.
  const open = fields.map((field) => (entries.kept.includes(field.name) ? { ...field, openList: true } : field));
  const checked = validate(operation, open, values);
  const errors = { ...(checked.ok ? {} : checked.errors), ...changes?.errors, ...entries.errors };
  if (!checked.ok || Object.keys(errors).length > 0)
    return ack({ response_action: 'errors', errors: errorsByField(errors, fields) });
  const intent: Intent = {
    key: `form:${memo.key}`,
    operation: operation.id,
    input: checked.input,
    actor: actorOf(body),
    origin: originOf(memo, draft),
  };
  const sent = await sentBefore(desk, intent);
  if (!sent) return beginFromForm(desk, operation, intent, ack);
  await ack(answerToSubmission(operation, intent, sent));
  await offerUnsent(desk, operation, sent, intent);
}

async function confirmed(desk: Desk, ack: Ack, body: ViewSubmitAction): Promise<void> {
  const entry = await desk.runner.confirm(body.view.private_metadata, actorOf(body));
  await ack({ response_action: 'clear' });
  if (entry) desk.runner.dispatch(entry);
}

/** A view that is not ours, or lost its memo, ends with a word instead of an open form that does nothing. */
const lost = (): unknown => ({
  response_action: 'update',
  view: errorView({ kind: 'input', message: 'This form is no longer known. Please start again with the command.' }, {}),
});

/** Every submitted view arrives here. */
export const onSubmit =
  (desk: Desk) =>
  async ({ ack, body }: SlackViewMiddlewareArgs<SlackViewAction> & AllMiddlewareArgs): Promise<void> => {
    const { view } = body;
    await guard(
      {
        log: desk.log,
        what: 'form',
        ack: ack as Ack,
        say: (message) => desk.slack.patient.chat.postMessage({ channel: body.user.id, ...message }),
        // On top of the form: what was typed stays below.
        ackFailure: (failure, frame) => ({ response_action: 'push', view: errorView(failure, frame) }),
      },
      async (ackOnce) => {
        if (body.type !== 'view_submission') return ackOnce();
        const submission = body as ViewSubmitAction;
        if (view.callback_id === VIEW.confirm) return confirmed(desk, ackOnce, submission);
        if (view.callback_id === VIEW.denial) return denied(desk, ackOnce, submission, actorOf(submission));
        if (view.callback_id === VIEW.picker) return pick(desk, ackOnce, submission);
        const memo = view.callback_id === VIEW.form ? memoOf(view.private_metadata) : undefined;
        const operation = memo && findOperation(memo.operation);
        if (!memo || !operation) return ackOnce(lost());
        await submit(desk, ackOnce, submission, operation, memo);
      },
    );
  };

/** A closed view needs nothing but the acknowledgement. */
export const onClose = async ({ ack }: { ack: () => Promise<void> }): Promise<void> => ack();
