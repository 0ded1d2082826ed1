import { randomUUID } from 'node:crypto';
import type { ModalView } from '@slack/types';
import { BUTTON } from '../../blocks/actions.ts';
import { errorMessage } from '../../blocks/error.ts';
import { formView } from '../../blocks/form.ts';
import { loadingView } from '../../blocks/loading.ts';
import type { Message } from '../../blocks/message.ts';
import { button, buttonRow } from '../../blocks/parts.ts';
import { noticeMessage } from '../../blocks/status.ts';
import { findOperation, vendorOf } from '../../src/catalog.ts';
import { failureOf } from '../../src/errors.ts';
import { fingerprint } from '../../src/image.ts';
import type { Actor, Origin } from '../../src/intent.ts';
import type { Operation } from '../../src/operation.ts';
import type { Desk } from './desk.ts';
import type { Draft } from './drafts.ts';
import { siteFields } from './fields-of.ts';
import { recall } from './recall.ts';

/** What an open form carries with it, so that it still works after a restart of the bot. Never a secret. */
export interface FormMemo {
  operation: string;
  /** The idempotency key, minted when the form opens. */
  key: string;
  /** Where the response URL and the record's present values are remembered, while they are. */
  draft: string;
  origin: Omit<Origin, 'responseUrl'>;
}

const metadataOf = (draft: Draft, draftKey: string): string => {
  const { responseUrl: _, ...place } = draft.origin;
  const origin = draft.present ? { ...place, seen: fingerprint(draft.present) } : place;
  return JSON.stringify({ operation: draft.operation, key: randomUUID(), draft: draftKey, origin } satisfies FormMemo);
};

/** The form of a draft, filled with what is known. Also keeps the draft, so that its response URL is found again. */
export async function viewOf(desk: Desk, operation: Operation, draft: Draft): Promise<ModalView> {
  const remembered = await recall(operation, draft.values, desk);
  const key = await desk.drafts.keep(draft);
  return formView({
    operation,
    fields: siteFields(operation, desk.clients),
    values: remembered.values,
    ...(draft.errors ? { errors: draft.errors } : {}),
    notices: [...(draft.notices ?? []), ...remembered.notices],
    metadata: metadataOf(draft, key),
  });
}

/** Whether the record is known whose present values the form should show. */
const canPrefill = ({ prefill, subject }: Operation, { values }: Draft): boolean =>
  prefill !== undefined && subject !== undefined && values[subject] !== undefined;

/** The draft with the record's present values below what was typed; a record that cannot be read is no reason to stop. */
async function prefilled(desk: Desk, operation: Operation, draft: Draft, actor: Actor): Promise<Draft> {
  try {
    const present = await desk.runner.prefill(operation, draft.values, { actor, origin: draft.origin });
    return { ...draft, values: { ...present, ...draft.values }, present };
  } catch (error) {
    const notice = `The record could not be read, so its present values are not filled in. ${failureOf(error).message}`;
    return { ...draft, notices: [...(draft.notices ?? []), notice] };
  }
}

/** A message that offers the form again, with everything that was typed. */
const formOffer = (operation: Operation, draftKey: string): Message => {
  const why = 'Slack did not let me open the form in time. Press the button to open it; what you typed is kept.';
  const message = noticeMessage(why);
  return { ...message, blocks: [...message.blocks, ...buttonRow([button(BUTTON.form, operation.title, draftKey)])] };
};

/**
 * Whether the person may open this form: it shows what is in records. Who may not is told; while that cannot be checked
 * nobody may, and a button keeps what was typed.
 */
async function mayOpen(desk: Desk, operation: Operation, draft: Draft, actor: Actor): Promise<boolean> {
  try {
    await desk.runner.mayRun(operation, actor, draft.origin);
    return true;
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === 'bug') throw error;
    const edit = failure.kind === 'denied' ? {} : { edit: await desk.drafts.keep(draft) };
    const frame = { operation: operation.title, vendor: vendorOf(operation).name, ...edit };
    await desk.deliver.toPerson(draft.origin, actor, errorMessage(failure, frame));
    return false;
  }
}

/**
 * Opens the form of a draft. The trigger lives three seconds and works once: when it does not work, the person gets a
 * button that opens the same form.
 */
export async function openForm(
  desk: Desk,
  operation: Operation,
  draft: Draft,
  triggerId: string,
  actor: Actor,
): Promise<void> {
  if (!(await mayOpen(desk, operation, draft, actor))) return;
  const reads = canPrefill(operation, draft);
  try {
    const view = reads ? loadingView(operation.title) : await viewOf(desk, operation, draft);
    const opened = await desk.slack.quick.views.open({ trigger_id: triggerId, view });
    if (!reads) return;
    const whole = await prefilled(desk, operation, draft, actor);
    await desk.slack.quick.views.update({ view_id: opened.view?.id ?? '', view: await viewOf(desk, operation, whole) });
  } catch (error) {
    desk.log.warn({ err: error, operation: operation.id }, 'form not opened');
    const offer = formOffer(operation, await desk.drafts.keep(draft));
    await desk.deliver.toPerson(draft.origin, actor, offer);
  }
}

/** Offers the forms that a crash or Slack swallowed; a form itself can only be opened right after a command. */
export async function sweepForms(desk: Desk): Promise<void> {
  for (const { key, draft, actor } of await desk.drafts.takeOver()) {
    const operation = findOperation(draft.operation);
    try {
      await desk.drafts.showing(key, async () => {
        if (operation) await desk.deliver.toPerson(draft.origin, actor, formOffer(operation, key));
      });
    } catch (error) {
      desk.log.warn({ err: error, operation: draft.operation }, 'form not offered');
    }
  }
}

/** Reads the memo back; undefined when it is not one of ours. */
export function memoOf(privateMetadata: string): FormMemo | undefined {
  try {
    const memo = JSON.parse(privateMetadata) as Partial<FormMemo>;
    const isWhole =
      typeof memo.operation === 'string' && typeof memo.key === 'string' && typeof memo.origin?.team === 'string';
    return isWhole ? (memo as FormMemo) : undefined;
  } catch {
    return undefined;
  }
}
