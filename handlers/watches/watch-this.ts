import { noticeMessage } from '../../blocks/status.ts';
import { ownName } from '../../src/commands/own/watch-fields.ts';
import { operationOf } from '../../src/engine/intents.ts';
import { isWatchable, subjectOf } from '../../src/watches/subjects.ts';
import { type ButtonAction, sayFailure } from '../button-action.ts';
import type { Context } from '../context.ts';
import { openWatchForm } from './open-watch-form.ts';
import { watchDraft } from './watch-draft.ts';

const TOO_OLD = 'This result is too old to be watched from here. Type /ops watch.';

/** Opens the form for what a result shows: its operation, and what it was asked. */
export async function watchThis(context: Context, action: ButtonAction): Promise<void> {
  const { actor, origin, body, value } = action;
  const entry = await context.journal.find(value);
  const operation = entry && operationOf(entry);
  if (!entry || !operation || !isWatchable(operation))
    return context.deliver.toPerson(origin, actor, noticeMessage(TOO_OLD));
  try {
    await context.engine.rights.mayRead(entry, actor, origin);
  } catch (error) {
    return sayFailure(context, action, error, operation);
  }
  const asked = Object.entries(entry.input).map(([name, given]) => [ownName(name), given]);
  const entries = { what: subjectOf(operation).key, ...Object.fromEntries(asked) };
  await openWatchForm(context, watchDraft({ entries, errors: {} }, origin), body.trigger_id, actor);
}
