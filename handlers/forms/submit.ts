import type { AllMiddlewareArgs, SlackViewAction, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { VIEW } from '../../blocks/actions.ts';
import { errorView } from '../../blocks/error.ts';
import { errorsByField } from '../../blocks/form.ts';
import { siteFields } from '../../src/engine/intents.ts';
import { cameToNothing } from '../../src/engine/proposals.ts';
import type { Failure } from '../../src/errors.ts';
import type { Intent, Origin } from '../../src/journal/intent.ts';
import { findOperation } from '../../src/operations/catalog.ts';
import type { Operation } from '../../src/operations/operation.ts';
import { denied } from '../approvals.ts';
import type { Context } from '../context.ts';
import { withErrorBoundary } from '../error-boundary.ts';
import { pick } from '../shortcuts.ts';
import { actorOf } from '../slack/people.ts';
import { replyToOf, withResponseUrl } from '../slack/reply-to.ts';
import { type Ack, takeUpForm } from '../take-up.ts';
import { watchSubmitted } from '../watches/submit-watch.ts';
import type { Draft } from './drafts.ts';
import { entriesOf } from './entries.ts';
import { onlyChanges } from './only-changes.ts';
import { type FormState, formStateOf } from './open-form.ts';
import { answerToSubmission, offerUnsent, sentBefore } from './resubmitted.ts';

/** Without the record as it was, nobody knows what was changed in the form. */
const TOO_OLD = { '': 'This form has been open for too long. Please open it again; nothing was sent.' };

const originOf = ({ origin }: FormState, draft: Draft | undefined): Origin => ({
  ...withResponseUrl(origin, draft && replyToOf(draft.origin).responseUrl),
  door: 'form',
});

async function submit(
  context: Context,
  ack: Ack,
  body: ViewSubmitAction,
  operation: Operation,
  state: FormState,
): Promise<void> {
  const fields = siteFields(operation, context.clients);
  const draft = await context.formDrafts.find(state.draft);
  if (!draft && state.etag !== undefined)
    return ack({ response_action: 'errors', errors: errorsByField(TOO_OLD, fields) });
  const entries = entriesOf(fields, body.view.state.values, draft);
  const changes = draft?.present && onlyChanges(operation, fields, entries.values, draft.present);
  const values = changes?.values ?? entries.values;
  const showErrors = (all: Readonly<Record<string, string>>) =>
    ack({ response_action: 'errors', errors: errorsByField(all, fields) });
  const checked = context.engine.check(operation, values, entries.kept);
  const errors = { ...(checked.ok ? {} : checked.errors), ...changes?.errors, ...entries.errors };
  if (!checked.ok || Object.keys(errors).length > 0) return showErrors(errors);
  const intent: Intent = {
    key: `form:${state.key}`,
    operation: operation.id,
    input: values,
    actor: actorOf(body),
    origin: originOf(state, draft),
    ...(state.etag === undefined ? {} : { etag: state.etag }),
  };
  const sent = await sentBefore(context, intent);
  if (sent) {
    await ack(answerToSubmission(operation, intent, sent));
    return offerUnsent(context, operation, sent, intent);
  }
  const submission = await context.engine.submit(intent, entries.kept);
  if (submission.status === 'invalid') return showErrors(submission.errors);
  await takeUpForm(context, submission, intent, ack);
}

const CANCELLED: Failure = { kind: 'input', message: 'This was cancelled or ended already, so it was not sent.' };

/** A confirmation that counted before has its answer; one that counts no more is said to have come to nothing. */
async function confirmed(context: Context, ack: Ack, body: ViewSubmitAction): Promise<void> {
  const reference = body.view.private_metadata;
  const entry = await context.engine.confirm(reference, actorOf(body));
  if (!entry) {
    const known = await context.journal.find(reference);
    const isOver = !known || cameToNothing(known);
    return ack(isOver ? { response_action: 'update', view: errorView(CANCELLED, {}) } : { response_action: 'clear' });
  }
  try {
    await ack({ response_action: 'clear' });
  } finally {
    void context.engine.dispatch(entry);
  }
}

/** A view that is not ours, or lost its state, ends with a word instead of an open form that does nothing. */
const lost = (): unknown => ({
  response_action: 'update',
  view: errorView({ kind: 'input', message: 'This form is no longer known. Please start again with the command.' }, {}),
});

/** Every submitted view arrives here. */
export const onSubmit =
  (context: Context) =>
  async ({
    ack,
    body,
    context: { arrivedAt },
  }: SlackViewMiddlewareArgs<SlackViewAction> & AllMiddlewareArgs): Promise<void> => {
    const { view } = body;
    await withErrorBoundary(
      {
        log: context.log,
        what: 'form',
        arrivedAt,
        ack: ack as Ack,
        say: (message) => context.deliver.postTo(body.user.id, message),
        // On top of the form: what was typed stays below.
        ackFailure: (failure, errorContext) => ({ response_action: 'push', view: errorView(failure, errorContext) }),
      },
      async (ackOnce) => {
        if (body.type !== 'view_submission') return ackOnce();
        const submission = body as ViewSubmitAction;
        if (view.callback_id === VIEW.confirm) return confirmed(context, ackOnce, submission);
        if (view.callback_id === VIEW.denial) return denied(context, ackOnce, submission, actorOf(submission));
        if (view.callback_id === VIEW.picker) return pick(context, ackOnce, submission);
        if (view.callback_id === VIEW.watch) return watchSubmitted(context, ackOnce, submission);
        const state = view.callback_id === VIEW.form ? formStateOf(view.private_metadata) : undefined;
        const operation = state && findOperation(state.operation);
        if (!state || !operation) return ackOnce(lost());
        await submit(context, ackOnce, submission, operation, state);
      },
    );
  };

/** A closed view needs nothing but the acknowledgement. */
export const onClose = async ({ ack }: { ack: () => Promise<void> }): Promise<void> => ack();
