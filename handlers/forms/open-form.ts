import { randomUUID } from 'node:crypto';
import type { ModalView } from '@slack/types';
import { BUTTON } from '../../blocks/actions.ts';
import { errorMessage, errorView } from '../../blocks/error.ts';
import { formView } from '../../blocks/form.ts';
import { loadingView } from '../../blocks/loading.ts';
import { offerMessage } from '../../blocks/offer.ts';
import { siteFields } from '../../src/engine/intents.ts';
import { type Failure, failureOf } from '../../src/errors.ts';
import type { Actor, Origin } from '../../src/journal/intent.ts';
import { readOrigin } from '../../src/journal/rows.ts';
import { findOperation, vendorOf } from '../../src/operations/catalog.ts';
import type { Operation } from '../../src/operations/operation.ts';
import { etagOf } from '../../src/operations/snapshot.ts';
import type { Context } from '../context.ts';
import { withResponseUrl } from '../slack/reply-to.ts';
import { isSlackTrouble, openView, updateView } from '../slack/show-view.ts';
import { forLog, isTemporary } from '../slack/slack-errors.ts';
import { isForWatch, WATCH_TITLE } from '../watches/watch-draft.ts';
import type { Draft } from './drafts.ts';
import { isKept } from './entries.ts';
import { recall } from './recall.ts';

/** What an open form carries with it, so that it still works after a restart of the bot. Never a secret. */
export interface FormState {
  operation: string;
  /** The idempotency key, minted when the form opens. */
  key: string;
  /** Where the response URL and the record's present values are remembered, while they are. */
  draft: string;
  /** Without its response URL. */
  origin: Origin;
  /** Etag of the record as the form shows it. */
  etag?: string;
}

const metadataOf = (draft: Draft, draftKey: string): string => {
  const { operation } = draft;
  const origin = withResponseUrl(draft.origin);
  const etag = draft.present ? etagOf(draft.present) : draft.etag;
  const state: FormState = { operation, key: randomUUID(), draft: draftKey, origin, ...(etag ? { etag } : {}) };
  return JSON.stringify(state);
};

/** The form of a draft, filled with what is known. Also keeps the draft, so that its response URL is found again. */
export async function viewOf(context: Context, operation: Operation, draft: Draft): Promise<ModalView> {
  const remembered = await recall(operation, draft.values, context);
  const opened = { ...draft, values: remembered.values };
  const key = await context.formDrafts.keep(opened);
  const fields = siteFields(operation, context.clients);
  return formView({
    operation,
    fields,
    values: opened.values,
    kept: fields.filter((field) => isKept(field, opened)).map(({ name }) => name),
    ...(draft.errors ? { errors: draft.errors } : {}),
    notices: [...(draft.notices ?? []), ...remembered.notices],
    metadata: metadataOf(draft, key),
  });
}

/** Whether the record is known whose present values the form should show. */
const canPrefill = ({ prefill, subject }: Operation, { values }: Draft): boolean =>
  prefill !== undefined && subject !== undefined && values[subject] !== undefined;

/** The draft with the record's present values below what was typed; a record that cannot be read is no reason to stop. */
async function prefilled(context: Context, operation: Operation, draft: Draft, actor: Actor): Promise<Draft> {
  try {
    const present = await context.engine.prefill(operation, draft.values, { actor, origin: draft.origin });
    return { ...draft, values: { ...present, ...draft.values }, present };
  } catch (error) {
    const notice = `The record could not be read, so its present values are not filled in. ${failureOf(error).message}`;
    return { ...draft, notices: [...(draft.notices ?? []), notice] };
  }
}

/**
 * Whether the person may open this form: it shows what is in records. Who may not is told; while that cannot be checked
 * nobody may, and a button keeps what was typed.
 */
async function mayOpen(context: Context, operation: Operation, draft: Draft, actor: Actor): Promise<boolean> {
  try {
    await context.engine.rights.mayRun(operation, actor, draft.origin);
    return true;
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === 'bug') throw error;
    const edit = failure.kind === 'denied' ? {} : { edit: await context.formDrafts.keep(draft) };
    const errorContext = {
      operation: operation.title,
      risk: operation.risk,
      vendor: vendorOf(operation).name,
      ...edit,
    };
    await context.deliver.toPerson(draft.origin, actor, errorMessage(failure, errorContext));
    return false;
  }
}

/**
 * Opens the form of a draft. The trigger lives three seconds and works once: when it does not work, the person gets a
 * button that opens the same form.
 */
export async function openForm(
  context: Context,
  operation: Operation,
  draft: Draft,
  triggerId: string,
  actor: Actor,
): Promise<void> {
  if (!(await mayOpen(context, operation, draft, actor))) return;
  const reads = canPrefill(operation, draft);
  const view = reads ? loadingView(operation.title) : await viewOf(context, operation, draft);
  const viewId = await openView(context, triggerId, view);
  if (viewId === undefined) return offerForm(context, operation, draft, actor);
  if (reads) await fillForm(context, operation, draft, viewId, actor);
}

/**
 * Acknowledges a command or press that asks for a form, then opens it. The draft is on record before: whatever happens
 * after that, the person gets the form or a button for it.
 */
export async function ackThenOpenForm(
  context: Context,
  operation: Operation,
  draft: Draft,
  { ack, triggerId, actor }: { ack: () => Promise<void>; triggerId: string; actor: Actor },
): Promise<void> {
  const key = await context.formDrafts.owe(draft, actor);
  await context.formDrafts.showing(key, async () => {
    await ack();
    await openForm(context, operation, draft, triggerId, actor);
  });
}

/** What Slack refuses for good on every way is given up; a trouble that passes rejects. */
async function offerOwed(context: Context, title: string, key: string, to: { actor: Actor; origin: Origin }) {
  try {
    await context.deliver.toPerson(to.origin, to.actor, offerMessage(title, BUTTON.form, key));
  } catch (error) {
    if (isTemporary(error)) throw error;
    context.log.error({ ...forLog(error), form: title }, 'the person could not be offered a form');
  }
}

/** Offers the forms that a crash or Slack swallowed; a form itself can only be opened right after a command. */
export async function sweepForms(context: Context): Promise<void> {
  for (const { key, draft, actor } of await context.formDrafts.claimExpired()) {
    const title = isForWatch(draft) ? WATCH_TITLE : findOperation(draft.operation)?.title;
    try {
      await context.formDrafts.showing(key, async () => {
        if (title) await offerOwed(context, title, key, { actor, origin: draft.origin });
      });
    } catch (error) {
      context.log.warn({ ...forLog(error), operation: draft.operation }, 'form not offered');
    }
  }
}

async function offerForm(context: Context, operation: Operation, draft: Draft, actor: Actor): Promise<void> {
  const offer = offerMessage(operation.title, BUTTON.form, await context.formDrafts.keep(draft));
  await context.deliver.toPerson(draft.origin, actor, offer);
}

const NOT_SHOWN: Failure = { kind: 'unavailable', message: 'Slack did not show the form. What you typed is kept.' };

/** Puts the form with the record's present values into the modal that says it is loading, or says why it cannot. */
async function fillForm(
  context: Context,
  operation: Operation,
  draft: Draft,
  viewId: string,
  actor: Actor,
): Promise<void> {
  try {
    const whole = await prefilled(context, operation, draft, actor);
    await updateView(context, { view_id: viewId }, await viewOf(context, operation, whole));
  } catch (error) {
    const isSlack = isSlackTrouble(error);
    context.log[isSlack ? 'warn' : 'error']({ ...forLog(error), operation: operation.id }, 'form not shown');
    const errorContext = { operation: operation.title, vendor: vendorOf(operation).name };
    const instead = errorView(isSlack ? NOT_SHOWN : failureOf(error), errorContext);
    await updateView(context, { view_id: viewId }, instead).catch(() => {});
    // A form that cannot be drawn cannot be drawn after a button either.
    if (isSlack) await offerForm(context, operation, draft, actor);
  }
}

/** Reads the state back; undefined when it is not one of ours. */
export function formStateOf(privateMetadata: string): FormState | undefined {
  try {
    const state = JSON.parse(privateMetadata) as Partial<FormState>;
    const isWhole =
      typeof state.operation === 'string' && typeof state.key === 'string' && typeof state.origin?.door === 'string';
    if (!isWhole) return undefined;
    // A form that an older version opened holds the etag in its origin.
    const { origin, etag } = readOrigin(state.origin);
    return { ...(etag === undefined ? {} : { etag }), ...(state as FormState), origin };
  } catch {
    return undefined;
  }
}
