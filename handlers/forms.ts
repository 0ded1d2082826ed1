import type { AllMiddlewareArgs, SlackViewAction, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { VIEW } from '../blocks/actions.ts';
import { errorView } from '../blocks/error.ts';
import { errorsByField } from '../blocks/form.ts';
import { fieldValues } from '../blocks/form-values.ts';
import { findOperation } from '../src/catalog.ts';
import type { Field } from '../src/fields.ts';
import { coerce } from '../src/grammar/coerce.ts';
import { validate } from '../src/grammar/validate.ts';
import type { Actor, Intent, Origin } from '../src/intent.ts';
import type { Operation } from '../src/operation.ts';
import { denied } from './approvals.ts';
import { pick } from './shortcuts.ts';
import { type Ack, beginFromForm } from './support/begin.ts';
import type { Desk } from './support/desk.ts';
import type { Draft } from './support/drafts.ts';
import { siteFields } from './support/fields-of.ts';
import { guard } from './support/guard.ts';
import { onlyChanges } from './support/only-changes.ts';
import { type FormMemo, memoOf } from './support/open-form.ts';

/** What was entered, each in the type its schema expects. */
function read(fields: readonly Field[], state: ViewSubmitAction['view']['state']) {
  const values: Record<string, unknown> = {};
  const errors: Record<string, string> = {};
  for (const [name, value] of Object.entries(fieldValues(fields, state.values))) {
    const field = fields.find((one) => one.name === name);
    if (!field || value === undefined) continue;
    const coerced = typeof value === 'string' ? coerce(field, value, new Date()) : { value };
    if ('error' in coerced) errors[name] = coerced.error;
    else values[name] = coerced.value;
  }
  return { values, errors };
}

const actorOf = ({ user, team }: ViewSubmitAction): Actor => ({ id: user.id, team: user.team_id ?? team?.id ?? '' });

function originOf({ origin }: FormMemo, draft: Draft | undefined): Origin {
  const responseUrl = draft?.origin.responseUrl;
  return { ...origin, door: 'form', ...(responseUrl ? { responseUrl } : {}) };
}

async function submit(
  desk: Desk,
  ack: Ack,
  body: ViewSubmitAction,
  operation: Operation,
  memo: FormMemo,
): Promise<void> {
  const fields = siteFields(operation, desk.clients);
  const { values: entered, errors } = read(fields, body.view.state);
  const draft = await desk.drafts.find(memo.draft);
  const present = draft?.present;
  const values = present ? onlyChanges(operation, entered, present) : entered;
  const checked = validate(operation, fields, values);
  if (!checked.ok || Object.keys(errors).length > 0) {
    const all = { ...(checked.ok ? {} : checked.errors), ...errors };
    return ack({ response_action: 'errors', errors: errorsByField(all, fields) });
  }
  const intent: Intent = {
    key: `form:${memo.key}`,
    operation: operation.id,
    input: checked.input,
    actor: actorOf(body),
    origin: originOf(memo, draft),
  };
  await beginFromForm(desk, operation, intent, ack);
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
        say: (message) => desk.deliver.post(body.user.id, message),
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
