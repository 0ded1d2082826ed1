import { randomUUID } from 'node:crypto';
import { confirmMessage, confirmView } from '../../blocks/confirm.ts';
import { errorMessage, errorView } from '../../blocks/error.ts';
import { loadingView } from '../../blocks/loading.ts';
import { vendorOf } from '../../src/catalog.ts';
import { failureOf } from '../../src/errors.ts';
import type { Intent } from '../../src/intent.ts';
import type { Confirmation, Operation } from '../../src/operation.ts';
import type { Desk } from './desk.ts';

export type Ack = (response?: unknown) => Promise<void>;

async function accept(desk: Desk, intent: Intent, ack: Ack, response?: unknown): Promise<void> {
  const { entry, isNew } = await desk.runner.accept(intent);
  await ack(response);
  if (isNew) desk.runner.dispatch(entry);
}

/** The question with what only the vendor knows, and the entry that waits for its answer. */
async function propose(desk: Desk, operation: Operation, intent: Intent, confirmation: Confirmation) {
  const seen = await desk.runner.preview(operation, intent);
  const { entry } = await desk.runner.propose(intent);
  return { reference: entry.reference, question: { ...confirmation, facts: { ...confirmation.facts, ...seen } } };
}

const frameOf = (operation: Operation) => ({ operation: operation.title, vendor: vendorOf(operation).name });

/**
 * A complete wish from a command or a button: put on record, acknowledged and run; or, where it needs confirmation,
 * acknowledged and shown to the person first.
 */
export async function begin(desk: Desk, operation: Operation, intent: Intent, ack: Ack): Promise<void> {
  const confirmation = operation.confirm?.(intent.input);
  if (!confirmation) return accept(desk, intent, ack);
  await ack();
  const { origin, actor } = intent;
  try {
    const { reference, question } = await propose(desk, operation, intent, confirmation);
    const message = confirmMessage(question, { reference, operation: operation.title });
    await desk.deliver.toPerson(origin, actor, message);
  } catch (error) {
    desk.log.info({ err: error, operation: operation.id }, 'not proposed');
    await desk.deliver.toPerson(origin, actor, errorMessage(failureOf(error), frameOf(operation)));
  }
}

/** The same for a submitted form: the question comes as a view on top of it. */
export async function beginFromForm(desk: Desk, operation: Operation, intent: Intent, ack: Ack): Promise<void> {
  const confirmation = operation.confirm?.(intent.input);
  if (!confirmation) return accept(desk, intent, ack, { response_action: 'clear' });
  // The form below can be changed and submitted again, so each proposal is one of its own.
  const proposal = { ...intent, key: `${intent.key}:${randomUUID()}` };
  const externalId = randomUUID();
  await ack({ response_action: 'push', view: loadingView(operation.title, externalId) });
  const view = await propose(desk, operation, proposal, confirmation).then(
    ({ reference, question }) => confirmView(question, { metadata: reference, operation: operation.title }),
    (error) => errorView(failureOf(error), frameOf(operation)),
  );
  await desk.slack.quick.views.update({ external_id: externalId, view });
}
