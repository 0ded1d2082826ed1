import { setTimeout as wait } from 'node:timers/promises';
import type { ViewSubmitAction } from '@slack/bolt';
import { BUTTON } from '../blocks/actions.ts';
import { denialView, reasonIn } from '../blocks/approval.ts';
import { errorView } from '../blocks/error.ts';
import { offerMessage } from '../blocks/offer.ts';
import { noticeMessage } from '../blocks/status.ts';
import type { Voted } from '../src/engine/approvals.ts';
import { operationOf } from '../src/engine/intents.ts';
import type { Actor } from '../src/journal/intent.ts';
import type { ButtonAction } from './button-action.ts';
import type { Context } from './context.ts';
import { openView } from './slack/show-view.ts';
import type { Ack } from './take-up.ts';

/** The trigger that opens the form lives for three seconds. */
const JUDGED_WITHIN_MS = 1_000;

const OVER = 'This was decided already, or its time is over. The card above says how it ended.';

/** Why a vote did not count; undefined when it did. */
function whyNot(voted: Voted): string | undefined {
  if ('refused' in voted) return voted.refused;
  if (voted.result === 'over') return OVER;
  return voted.result === 'already' ? 'Your decision was counted already.' : undefined;
}

/** Acknowledges only once the vote is on record; says why where it does not count. */
export async function approve(context: Context, { value, actor, origin, ack }: ButtonAction): Promise<void> {
  const why = whyNot(await context.engine.vote(value, { actor, approve: true }));
  await ack();
  if (why) await context.deliver.toPerson(origin, actor, noticeMessage(why));
}

/**
 * A denial needs a reason, which the person who asked reads. The form cannot wait for Slack to say who somebody is; its
 * submission is judged in any case.
 */
export async function deny(context: Context, { value, actor, origin, body }: ButtonAction): Promise<void> {
  const judging = context.engine.mayVote(value, actor);
  const late = wait(JUDGED_WITHIN_MS).then(() => context.journal.find(value));
  const judged = await Promise.race([judging, late]);
  judging.catch((error) => context.log.warn({ err: error }, 'who wants to deny could not be looked up'));
  if (judged && 'ok' in judged && !judged.ok) {
    return context.deliver.toPerson(origin, actor, noticeMessage(judged.why ?? OVER));
  }
  const entry = judged && 'ok' in judged ? judged.entry : judged;
  if (!entry) return context.deliver.toPerson(origin, actor, noticeMessage(OVER));
  const view = denialView(operationOf(entry).title, value);
  const viewId = await openView(context, body.trigger_id, view);
  if (viewId === undefined) await context.deliver.toPerson(origin, actor, offerMessage('Deny', BUTTON.deny, value));
}

/** A submitted denial; judged again, since the form may have stood open. */
export async function denied(context: Context, ack: Ack, body: ViewSubmitAction, actor: Actor): Promise<void> {
  const reason = reasonIn(body.view.state.values);
  const vote = { actor, approve: false, ...(reason ? { reason } : {}) };
  const why = whyNot(await context.engine.vote(body.view.private_metadata, vote));
  if (!why) return ack();
  const view = errorView({ kind: 'input', message: why }, { operation: 'Deny' });
  await ack({ response_action: 'update', view });
}
