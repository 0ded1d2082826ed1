import { randomUUID } from 'node:crypto';
import { confirmMessage, confirmView } from '../../blocks/confirm.ts';
import { errorMessage, errorView } from '../../blocks/error.ts';
import { loadingView } from '../../blocks/loading.ts';
import { vendorOf } from '../../src/catalog.ts';
import { failureOf } from '../../src/errors.ts';
import type { Entry, Intent } from '../../src/intent.ts';
import type { Confirmation, Operation } from '../../src/operation.ts';
import type { Desk } from './desk.ts';
import { updateView } from './show-view.ts';

export type Ack = (response?: unknown) => Promise<void>;

/** Returns the entry that was there already, if one was. */
async function accept(desk: Desk, intent: Intent, ack: Ack, response?: unknown): Promise<Entry | undefined> {
  const { entry, isNew } = await desk.runner.accept(intent);
  try {
    await ack(response);
  } finally {
    if (isNew) desk.runner.dispatch(entry);
  }
  return isNew ? undefined : entry;
}

/** The question with what only the vendor knows, and the entry that waits for its answer; no question when it was answered. */
async function propose(desk: Desk, operation: Operation, intent: Intent, confirmation: Confirmation) {
  const seen = await desk.runner.preview(operation, intent);
  const question = { ...confirmation, facts: { ...confirmation.facts, ...seen } };
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
  if (!confirmation) return accept(desk, intent, ack);
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
    await accept(desk, intent, ack, { response_action: 'clear' });
    return;
  }
  // The form below can be changed and submitted again, so each proposal is one of its own.
  const proposal = { ...intent, key: `${intent.key}:${randomUUID()}` };
  const externalId = randomUUID();
  await ack({ response_action: 'push', view: loadingView(operation.title, externalId) });
  const { origin, actor } = intent;
  const asked = await propose(desk, operation, proposal, confirmation).then(
    ({ entry: { reference }, question = confirmation }) => ({
      view: confirmView(question, { metadata: reference, operation: operation.title }),
      message: confirmMessage(question, { reference, operation: operation.title }),
    }),
    (error) => ({
      view: errorView(failureOf(error), frameOf(operation)),
      message: errorMessage(failureOf(error), frameOf(operation)),
    }),
  );
  try {
    await updateView(desk, { external_id: externalId }, asked.view);
  } catch (error) {
    desk.log.warn({ err: error, operation: operation.id }, 'question not shown in the form');
    await desk.deliver.toPerson(origin, actor, asked.message);
  }
}
