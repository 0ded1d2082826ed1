import { randomUUID } from 'node:crypto';
import type { ModalView } from '@slack/types';
import { confirmView } from '../blocks/confirm.ts';
import { errorView } from '../blocks/error.ts';
import { loadingView } from '../blocks/loading.ts';
import type { ShowQuestion, ShowUnasked, Submission } from '../src/engine/engine.ts';
import { operationOf } from '../src/engine/intents.ts';
import type { Entry, Intent } from '../src/journal/intent.ts';
import { vendorOf } from '../src/operations/catalog.ts';
import type { Operation } from '../src/operations/operation.ts';
import type { Context } from './context.ts';
import { answerToSubmission, offerUnsent, rememberSubmission } from './forms/resubmitted.ts';
import { updateView } from './slack/show-view.ts';

export type Ack = (response?: unknown) => Promise<void>;

export type Recorded = Exclude<Submission, { status: 'invalid' }>;

/**
 * Acknowledges what is on record, then goes on with it, even where Slack did not take the acknowledgement. Returns the
 * entry that was on record already, if this delivery was a repeat.
 */
export async function takeUp(
  context: Context,
  { entry, isNew }: Recorded,
  ack: Ack,
  response?: unknown,
): Promise<Entry | undefined> {
  try {
    await ack(response);
  } finally {
    if (isNew) void context.engine.dispatch(entry);
  }
  return isNew ? undefined : entry;
}

/** The same for a submitted form. A question is pushed as a view, and so is the failure that keeps it from being asked. */
export async function takeUpForm(context: Context, submission: Recorded, intent: Intent, ack: Ack): Promise<void> {
  const { entry, isNew, status } = submission;
  const operation = operationOf(entry);
  if (status === 'recorded') {
    await takeUp(context, submission, ack, answerToSubmission(operation, intent, isNew ? undefined : entry));
    return isNew ? rememberSubmission(context, intent, entry) : offerUnsent(context, operation, entry, intent);
  }
  const viewId = randomUUID();
  const update = (view: ModalView) => updateView(context, { external_id: viewId }, view);
  const show: ShowQuestion = async (question) => {
    const view = confirmView(question, { metadata: entry.reference, operation: operation.title });
    try {
      await update(view);
    } catch (error) {
      context.log.warn({ err: error, operation: operation.id }, 'question not shown in the form');
      await context.doors.notifierOf(entry).question(entry, operation, question);
    }
  };
  try {
    await ack({ response_action: 'push', view: loadingView(operation.title, viewId) });
  } finally {
    void context.engine.dispatch(entry, show, unaskedIn(context, entry, operation, update));
  }
  await rememberSubmission(context, intent, entry);
}

/** Shows a failure in the view that would have asked. False when it is closed or Slack refuses it: a message says it then. */
const unaskedIn =
  (
    { log }: Context,
    { reference }: Entry,
    operation: Operation,
    update: (view: ModalView) => Promise<boolean>,
  ): ShowUnasked =>
  async ({ failure }) => {
    if (!failure) return false;
    const errorContext = {
      operation: operation.title,
      risk: operation.risk,
      vendor: vendorOf(operation).name,
      reference,
    };
    try {
      return await update(errorView(failure, errorContext));
    } catch (error) {
      log.warn({ err: error, reference }, 'failure not shown in the form');
      return false;
    }
  };
