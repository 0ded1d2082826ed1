import type { ModalView } from '@slack/types';
import type { Vote } from '../src/journal/intent.ts';
import type { Facts } from '../src/operations/card.ts';
import { BUTTON, VIEW } from './actions.ts';
import { dateToken } from './dates.ts';
import { factBlocks } from './facts.ts';
import { INPUT_ACTION } from './form-values.ts';
import { LIMITS, withinBudget } from './limits.ts';
import type { Message } from './message.ts';
import { button, buttonRow, context, headline, section } from './parts.ts';
import { bold, callGroup, channelMention, code, joined, line, type Mrkdwn, md, mention, plain, words } from './text.ts';

/** More names than these say nothing more. */
const MOST_CALLED = 20;

export interface ApprovalContext {
  /** Title of the operation. */
  operation: string;
  vendor: string;
  requester: string;
  reference: string;
  /** The whole intent: every value by its label, and each change as before -> after. */
  facts: Facts;
  /** What whoever asked was warned of. */
  warning?: string;
  /** Ids of the people and of the user groups who may decide. */
  users: readonly string[];
  groups: readonly string[];
  /** How many of them must agree. */
  needed: number;
  /** What they said so far. */
  votes: readonly Vote[];
  /** Milliseconds since 1970. */
  expiresAt: number;
  state: 'waiting' | 'approved' | 'denied' | 'expired' | 'done' | 'failed' | 'unknown';
}

type Approvers = Pick<ApprovalContext, 'users' | 'groups'>;

const approverList = ({ users, groups }: Approvers): Mrkdwn =>
  joined([...groups.map(callGroup), ...users.map(mention)].slice(0, MOST_CALLED), ', ');

const voteLine = ({ actor, approve, reason }: Vote): Mrkdwn =>
  md`${approve ? md`Approved` : md`Denied`} by ${mention(actor.id)}${reason ? md`: ${line(reason, 300)}` : md``}`;

function stateLine({ state, needed, votes, expiresAt }: ApprovalContext): Mrkdwn {
  const given = votes.filter(({ approve }) => approve).length;
  switch (state) {
    case 'waiting':
      return md`*Waiting:* ${given} of ${needed} approvals. Expires ${dateToken(new Date(expiresAt).toISOString())}.`;
    case 'approved':
      return md`*Approved.* It is being done.`;
    case 'done':
      return md`*Approved and done.*`;
    case 'failed':
      return md`*Approved, but it failed.* Whoever asked was told why.`;
    case 'unknown':
      return md`*Approved*, but the outcome is unknown. Whoever asked was told how to find out.`;
    case 'denied':
      return md`*Denied.* Nothing was done.`;
    case 'expired':
      return md`*Expired.* Nobody decided in time, so nothing was done.`;
  }
}

/** What approvers see and press; the same message shows the decision afterwards. */
export function approvalMessage(request: ApprovalContext): Message {
  const { operation, vendor, requester, reference, facts, warning, votes, state } = request;
  const title = `Approval: ${operation}`;
  return {
    text: joined([md`${line(title, 200)}, asked by ${mention(requester)}`, stateLine(request)], '\n'),
    blocks: withinBudget((cap) => [
      headline(title),
      section(md`${mention(requester)} wants this done at ${bold(vendor, 60)}.`),
      ...factBlocks(facts, cap),
      ...(warning ? [section(md`:warning: ${words(warning, Math.min(cap, 1000))}`)] : []),
      ...votes.map((vote) => context(voteLine(vote))),
      section(stateLine(request)),
      ...(state === 'waiting' ? [context(md`Can decide: ${approverList(request)}`)] : []),
      ...(state === 'waiting'
        ? buttonRow([
            button(BUTTON.approve, 'Approve', reference, { style: 'primary', about: operation }),
            button(BUTTON.deny, 'Deny', reference, { style: 'danger', about: operation }),
          ])
        : []),
      context(joined([line(vendor, 40), code(reference, 60)], ' · ')),
    ]),
  };
}

/** What the requester sees meanwhile, where the result will stand. */
export function awaitingMessage(operation: string, needed: number, channel: string, reference: string): Message {
  const people = needed === 1 ? 'one approval' : `${needed} approvals`;
  const where = channelMention(channel);
  const text = md`Waiting for ${line(people)} in ${where}: ${line(operation, 200)}. The result follows here.`;
  return { text, blocks: [context(joined([text, code(reference, 60)], ' · '))] };
}

/** Asks the approvers once more, below the card that they have to decide on. */
export function reminderMessage(
  request: Approvers & Pick<ApprovalContext, 'operation' | 'vendor' | 'expiresAt'>,
): Message {
  const { operation, vendor, expiresAt } = request;
  const until = dateToken(new Date(expiresAt).toISOString());
  const question = md`Still waiting for your decision: ${line(operation, 200)} at ${line(vendor, 60)}. Expires ${until}.`;
  return { text: question, blocks: [section(joined([approverList(request), question], ' '))] };
}

/** What the requester and everybody there sees in place of the waiting, when it was denied or nobody decided. */
export function notApprovedMessage(
  request: Pick<ApprovalContext, 'operation' | 'vendor' | 'requester' | 'reference' | 'votes'> & { why: string },
): Message {
  const { operation, vendor, requester, reference, votes, why } = request;
  const title = `Not approved: ${operation}`;
  const denials = votes.filter(({ approve }) => !approve);
  return {
    text: joined([line(title, 300), line(why, 600)], '\n'),
    blocks: withinBudget((cap) => [
      headline(title),
      section(words(why, Math.min(cap, 1000))),
      context(joined([md`Nothing was done.`, ...denials.map(({ actor }) => md`Denied by ${mention(actor.id)}.`)], ' ')),
      context(joined([line(vendor, 40), md`asked by ${mention(requester)}`, code(reference, 60)], ' · ')),
    ]),
  };
}

const REASON_BLOCK = 'reason';

/** Asks an approver why not. `metadata` comes back with the submission. */
export const denialView = (operation: string, metadata: string): ModalView => ({
  type: 'modal',
  callback_id: VIEW.denial,
  private_metadata: metadata,
  title: plain('Deny', LIMITS.viewTitle),
  submit: plain('Deny', LIMITS.viewButton),
  close: plain('Cancel', LIMITS.viewButton),
  blocks: [
    section(words(`Nothing will be changed by "${operation}". The person who asked reads your reason.`, 500)),
    {
      type: 'input',
      block_id: REASON_BLOCK,
      label: plain('Reason', LIMITS.inputLabel),
      element: { type: 'plain_text_input', action_id: INPUT_ACTION, multiline: true, max_length: 500 },
    },
  ],
});

/** The reason given in the denial form. */
export const reasonIn = (state: Readonly<Record<string, Readonly<Record<string, unknown>>>>): string =>
  String((state[REASON_BLOCK]?.[INPUT_ACTION] as { value?: string | null } | undefined)?.value ?? '');
