import type { ViewSubmitAction } from '@slack/bolt';
import { BUTTON } from '../blocks/actions.ts';
import { denialView, reasonIn } from '../blocks/approval.ts';
import { errorView } from '../blocks/error.ts';
import { offerMessage } from '../blocks/offer.ts';
import { noticeMessage } from '../blocks/status.ts';
import type { Actor, Entry } from '../src/intent.ts';
import { operationOf } from '../src/run.ts';
import type { Press } from './press.ts';
import { approvalCard, reminder } from './report/messages.ts';
import type { Ack } from './support/begin.ts';
import type { Desk } from './support/desk.ts';
import { openView } from './support/show-view.ts';
import { forLog } from './support/slack-errors.ts';

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
  await showVotes(desk, now).catch((error) =>
    desk.log.warn({ ...forLog(error), reference: entry.reference }, 'vote not shown on the card'),
  );
  return undefined;
}

/** A vote counts whether or not the card can show it. */
async function showVotes(desk: Desk, entry: Entry): Promise<void> {
  const card = entry.messages?.approval;
  // What others said meanwhile counts too: the card never goes back to an earlier state.
  const latest = (await desk.journal.find(entry.reference)) ?? entry;
  if (card) await desk.deliver.edit(card, approvalCard(latest, operationOf(entry)));
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
  const viewId = await openView(desk, body.trigger_id, view);
  if (viewId === undefined) await desk.deliver.toPerson(origin, actor, offerMessage('Deny', BUTTON.deny, value));
}

/** A submitted denial; judged again, since the form may have stood open. */
export async function denied(desk: Desk, ack: Ack, body: ViewSubmitAction, actor: Actor): Promise<void> {
  const judged = await mayVote(desk, body.view.private_metadata, actor);
  if ('why' in judged) {
    const view = errorView({ kind: 'input', message: judged.why }, { operation: 'Deny' });
    return ack({ response_action: 'update', view });
  }
  const why = await vote(desk, judged.entry, ack, actor, false, reasonIn(body.view.state.values));
  if (why) await desk.deliver.post(actor.id, noticeMessage(why));
}

/** Tells of approvals that nobody gave in time, and asks once more where a reminder is due. */
export async function sweepApprovals(desk: Desk): Promise<void> {
  const { expired, reminders, unasked } = await desk.journal.dueApprovals(Date.now());
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
