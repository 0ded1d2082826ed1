import { randomUUID } from 'node:crypto';
import { confirmMessage, confirmView } from '../../blocks/confirm.ts';
import { errorMessage, errorView } from '../../blocks/error.ts';
import { loadingView } from '../../blocks/loading.ts';
import { vendorOf } from '../../src/catalog.ts';
import { failureOf } from '../../src/errors.ts';
import type { Entry, Intent } from '../../src/intent.ts';
import type { Confirmation, Operation } from '../../src/operation.ts';
import type { Desk } from './desk.ts';

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

/** The entry that waits for the person's answer; `isOver` when it was answered already. */
async function propose(desk: Desk, intent: Intent): Promise<{ entry: Entry; isOver: boolean }> {
  const { entry } = await desk.runner.propose(intent);
  const isOwn = entry.actor.id === intent.actor.id;
  if (entry.state === 'proposed' && isOwn) return { entry, isOver: false };
  // What somebody else was asked, or dropped, can be asked anew; what was agreed to is on its way.
  if (entry.state !== 'proposed' && entry.state !== 'withdrawn') return { entry, isOver: true };
  const again = await desk.runner.propose({ ...intent, key: `${intent.key}:${randomUUID()}` });
  return { entry: again.entry, isOver: false };
}

/** Asks for a confirmation; nobody else does meanwhile, however long the vendor takes to say what it is about. */
async function asking<T>({ journal }: Desk, { reference }: Entry, work: () => Promise<T>): Promise<T> {
  journal.tend(reference);
  try {
    return await work();
  } finally {
    journal.leave(reference);
  }
}

/** The question with what only the vendor knows. What cannot be asked is dropped, and the error says why. */
async function questionFor(desk: Desk, operation: Operation, entry: Entry, confirmation: Confirmation) {
  try {
    const seen = await desk.runner.preview(operation, entry);
    return { ...confirmation, facts: { ...confirmation.facts, ...seen } };
  } catch (error) {
    await desk.journal.withdraw(entry.reference);
    throw error;
  }
}

const frameOf = (operation: Operation) => ({ operation: operation.title, vendor: vendorOf(operation).name });

/**
 * A complete wish from a command or a button: put on record, acknowledged and run; or, where it needs confirmation,
 * acknowledged and shown to the person first. Returns the entry that was on record already, if this one runs no further.
 */
export async function begin(desk: Desk, operation: Operation, intent: Intent, ack: Ack): Promise<Entry | undefined> {
  const confirmation = operation.confirm?.(intent.input);
  if (!confirmation) return accept(desk, intent, ack);
  const { entry, isOver } = await propose(desk, intent);
  await ack();
  if (isOver) return entry;
  await asking(desk, entry, () => ask(desk, operation, entry, confirmation));
  return undefined;
}

/** Posts the question. What does not reach the person now is asked again when its lease has run out. */
async function ask(desk: Desk, operation: Operation, entry: Entry, confirmation: Confirmation): Promise<void> {
  const { origin, actor } = entry;
  let question: Confirmation;
  try {
    question = await questionFor(desk, operation, entry, confirmation);
  } catch (error) {
    desk.log.info({ err: error, operation: operation.id }, 'not proposed');
    await desk.deliver.toPerson(origin, actor, errorMessage(failureOf(error), frameOf(operation)));
    return;
  }
  const message = confirmMessage(question, { reference: entry.reference, operation: operation.title });
  await desk.deliver.toPerson(origin, actor, message).then(
    () => desk.journal.markTold(entry.reference, 'proposed'),
    (error) => desk.log.warn({ err: error, reference: entry.reference }, 'question not posted'),
  );
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
  const { entry } = await propose(desk, proposal);
  await ack({ response_action: 'push', view: loadingView(operation.title, externalId) });
  await asking(desk, entry, () => askInForm(desk, operation, entry, confirmation, externalId));
}

async function askInForm(
  desk: Desk,
  operation: Operation,
  entry: Entry,
  confirmation: Confirmation,
  externalId: string,
): Promise<void> {
  const { reference, origin, actor } = entry;
  const asked = await questionFor(desk, operation, entry, confirmation).then(
    (question) => ({
      view: confirmView(question, { metadata: reference, operation: operation.title }),
      message: confirmMessage(question, { reference, operation: operation.title }),
    }),
    (error) => ({
      view: errorView(failureOf(error), frameOf(operation)),
      message: errorMessage(failureOf(error), frameOf(operation)),
    }),
  );
  try {
    await desk.slack.quick.views.update({ external_id: externalId, view: asked.view });
  } catch (error) {
    desk.log.warn({ err: error, operation: operation.id }, 'question not shown in the form');
    await desk.deliver.toPerson(origin, actor, asked.message);
  }
  await desk.journal.markTold(reference, 'proposed');
}
