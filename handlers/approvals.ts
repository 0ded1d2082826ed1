import type { ViewSubmitAction } from '@slack/bolt';
import { denialView, reasonIn } from '../blocks/approval.ts';
import { errorView } from '../blocks/error.ts';
import { noticeMessage } from '../blocks/status.ts';
import type { Actor, Entry } from '../src/intent.ts';
import { operationOf } from '../src/run.ts';
import type { Press } from './press.ts';
import { approvalCard, reminder } from './report/messages.ts';
import type { Ack } from './support/begin.ts';
import type { Desk } from './support/desk.ts';

const OVER = 'This was decided already, or its time is over. The card above says how it ended.';

/** The entry, if it waits and this person may speak; otherwise why not. */
async function mayVote(desk: Desk, reference: string, actor: Actor): Promise<{ entry: Entry } | { why: string }> {
  const entry = await desk.journal.find(reference);
  if (entry?.state !== 'awaiting_approval' || !entry.approval) return { why: OVER };
  const { users, groups, needed, channel } = entry.approval;
  const rule = { users, groups, needed, channel, expiresMinutes: 0 };
  const judged = await desk.policy.mayApprove(actor, rule, entry.actor);
  return judged.ok ? { entry } : { why: judged.why };
}

/** Puts a vote on record, acknowledges it, goes on when everything is said, and shows it on the card. */
async function vote(
  desk: Desk,
  entry: Entry,
  ack: Ack,
  actor: Actor,
  approve: boolean,
  reason?: string,
): Promise<string | undefined> {
  const said = { actor, approve, at: Date.now(), ...(reason ? { reason } : {}) };
  const { result, entry: now } = await desk.journal.vote(entry.reference, said);
  if (result === 'accepted') desk.runner.dispatch(now);
  if (result === 'denied') desk.runner.tell(now);
  await ack();
  if (result === 'over') return OVER;
  if (result === 'already') return 'Your decision was counted already.';
  const operation = operationOf(now);
  const card = now.messages?.approval;
  // What others said meanwhile counts too: the card never goes back to an earlier state.
  const latest = (await desk.journal.find(entry.reference)) ?? now;
  if (card) await desk.deliver.edit(card, approvalCard(latest, operation));
  return undefined;
}

/** Acknowledges only once the vote is on record; says why where it does not count. */
export async function approve(desk: Desk, { value, actor, origin, ack }: Press): Promise<void> {
  const judged = await mayVote(desk, value, actor);
  const why = 'why' in judged ? judged.why : await vote(desk, judged.entry, ack, actor, true);
  if (why) await desk.deliver.toPerson(origin, actor, noticeMessage(why));
}

/** A denial needs a reason, which the person who asked reads. */
export async function deny(desk: Desk, { value, actor, origin, body }: Press): Promise<void> {
  const judged = await mayVote(desk, value, actor);
  if ('why' in judged) return desk.deliver.toPerson(origin, actor, noticeMessage(judged.why));
  const view = denialView(operationOf(judged.entry).title, value);
  await desk.slack.quick.views.open({ trigger_id: body.trigger_id, view });
}

/** A submitted denial; judged again, since the form may have stood open. */
export async function denied(desk: Desk, ack: Ack, body: ViewSubmitAction, actor: Actor): Promise<void> {
  const judged = await mayVote(desk, body.view.private_metadata, actor);
  if ('why' in judged) {
    const view = errorView({ kind: 'input', message: judged.why }, { operation: 'Deny' });
    return ack({ response_action: 'update', view });
  }
  const why = await vote(desk, judged.entry, ack, actor, false, reasonIn(body.view.state.values));
  if (why) await desk.slack.patient.chat.postMessage({ channel: actor.id, ...noticeMessage(why) });
}

/** Tells of approvals that nobody gave in time, and asks once more where a reminder is due. */
export async function sweepApprovals(desk: Desk): Promise<void> {
  const { expired, reminders, unasked } = await desk.journal.dueApprovals();
  for (const entry of expired) desk.runner.tell(entry);
  for (const entry of unasked) desk.runner.ask(entry);
  for (const { approval, messages, operation, reference } of reminders) {
    if (!approval) continue;
    const below = messages?.approval?.ts;
    await desk.deliver
      .post(approval.channel, reminder(operationOf({ operation }), approval), below)
      .catch((error) => desk.log.warn({ err: error, reference }, 'reminder not posted'));
  }
}
