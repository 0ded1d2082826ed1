import { randomUUID } from 'node:crypto';
import { confirmMessage, confirmView } from '../../blocks/confirm.ts';
import { errorMessage, errorView } from '../../blocks/error.ts';
import { loadingView } from '../../blocks/loading.ts';
import { vendorOf } from '../../src/catalog.ts';
import { failureOf } from '../../src/errors.ts';
import { dateFacts } from '../../src/input-facts.ts';
import type { Entry, Intent } from '../../src/intent.ts';
import type { Confirmation, Operation } from '../../src/operation.ts';
import type { Desk } from './desk.ts';
import { answerToSubmission, offerUnsent, rememberSubmission } from './resubmitted.ts';

export type Ack = (response?: unknown) => Promise<void>;

/** The entry, and whether it was there already; `respond` gets the one that was for the acknowledgement. */
async function accept(desk: Desk, intent: Intent, ack: Ack, respond: (known?: Entry) => unknown = () => undefined) {
  const { entry, isNew } = await desk.runner.accept(intent);
  try {
    await ack(respond(isNew ? undefined : entry));
  } finally {
    if (isNew) desk.runner.dispatch(entry);
  }
  return { entry, isNew };
}

/** The question with what only the vendor knows, and the entry that waits for its answer; no question when it was answered. */
async function propose(desk: Desk, operation: Operation, intent: Intent, confirmation: Confirmation) {
  const seen = await desk.runner.preview(operation, intent);
  const question = {
    ...confirmation,
    facts: { ...confirmation.facts, ...seen, ...dateFacts(intent.origin.understood) },
  };
  const { entry } = await desk.runner.propose(intent);
  const isOwn = entry.actor.id === intent.actor.id;
  if (entry.state === 'proposed' && isOwn) return { entry, question };
  // What somebody else was asked, or dropped, can be asked anew; what was agreed to is on its way.
  if (entry.state !== 'proposed' && entry.state !== 'withdrawn') return { entry };
  return { entry: (await desk.runner.propose({ ...intent, key: `${intent.key}:${randomUUID()}` })).entry, question };
}

const frameOf = (operation: Operation) => ({ operation: operation.title, vendor: vendorOf(operation).name });

/**
 * A complete wish from a command or a button: put on record, acknowledged and run; or, where it needs confirmation,
 * acknowledged and shown to the person first. Returns the entry that was on record already, if this one runs no further.
 */
export async function begin(desk: Desk, operation: Operation, intent: Intent, ack: Ack): Promise<Entry | undefined> {
  const confirmation = operation.confirm?.(intent.input);
  if (!confirmation) {
    const { entry, isNew } = await accept(desk, intent, ack);
    return isNew ? undefined : entry;
  }
  await ack();
  const { origin, actor } = intent;
  try {
    const { entry, question } = await propose(desk, operation, intent, confirmation);
    if (!question) return entry;
    const message = confirmMessage(question, { reference: entry.reference, operation: operation.title });
    await desk.deliver.toPerson(origin, actor, message);
  } catch (error) {
    desk.log.info({ err: error, operation: operation.id }, 'not proposed');
    await desk.deliver.toPerson(origin, actor, errorMessage(failureOf(error), frameOf(operation)));
  }
  return undefined;
}

/** The same for a submitted form: the question comes as a view on top of it. */
export async function beginFromForm(desk: Desk, operation: Operation, intent: Intent, ack: Ack): Promise<void> {
  const confirmation = operation.confirm?.(intent.input);
  if (!confirmation) {
    const { entry, isNew } = await accept(desk, intent, ack, (known) => answerToSubmission(operation, intent, known));
    return isNew ? rememberSubmission(desk, intent, entry) : offerUnsent(desk, operation, entry, intent);
  }
  // The form below can be changed and submitted again, so each proposal is one of its own.
  const proposal = { ...intent, key: `${intent.key}:${randomUUID()}` };
  const externalId = randomUUID();
  await ack({ response_action: 'push', view: loadingView(operation.title, externalId) });
  const { origin, actor } = intent;
  const proposed = propose(desk, operation, proposal, confirmation);
  const asked = await proposed.then(
    ({ entry: { reference }, question = confirmation }) => ({
      view: confirmView(question, { metadata: reference, operation: operation.title }),
      message: confirmMessage(question, { reference, operation: operation.title }),
    }),
    (error) => ({
      view: errorView(failureOf(error), frameOf(operation)),
      message: errorMessage(failureOf(error), frameOf(operation)),
    }),
  );
  await proposed.then(({ entry }) => rememberSubmission(desk, intent, entry)).catch(() => {});
  try {
    await desk.slack.quick.views.update({ external_id: externalId, view: asked.view });
  } catch (error) {
    desk.log.warn({ err: error, operation: operation.id }, 'question not shown in the form');
    await desk.deliver.toPerson(origin, actor, asked.message);
  }
}
