import type { ModalView } from '@slack/types';
import type { Facts } from '../src/card.ts';
import { BUTTON, VIEW } from './actions.ts';
import { withinBudget } from './budget.ts';
import { dateToken } from './dates.ts';
import { factBlocks } from './facts.ts';
import { INPUT_ACTION } from './form-values.ts';
import { LIMITS } from './limits.ts';
import type { Message } from './message.ts';
import { button, buttonRow, context, headline, section } from './parts.ts';
import { bold, code, joined, line, type Mrkdwn, md, mention, plain, words } from './text.ts';

/** One approver's voice. */
export interface Voice {
  actor: string;
  approve: boolean;
  reason?: string;
}

export interface ApprovalFrame {
  /** Title of the operation. */
  operation: string;
  vendor: string;
  requester: string;
  reference: string;
  /** The full wish: every value by its label, and each change as before -> after. */
  facts: Facts;
  needed: number;
  voices: readonly Voice[];
  /** Milliseconds since 1970. */
  expiresAt: number;
  state: 'waiting' | 'approved' | 'denied' | 'expired';
}

const voiceLine = ({ actor, approve, reason }: Voice): Mrkdwn =>
  md`${approve ? md`Approved` : md`Denied`} by ${mention(actor)}${reason ? md`: ${line(reason, 300)}` : md``}`;

function stateLine({ state, needed, voices, expiresAt }: ApprovalFrame): Mrkdwn {
  const given = voices.filter(({ approve }) => approve).length;
  switch (state) {
    case 'waiting':
      return md`*Waiting:* ${given} of ${needed} approvals. Expires ${dateToken(new Date(expiresAt).toISOString())}.`;
    case 'approved':
      return md`*Approved.* It is being done.`;
    case 'denied':
      return md`*Denied.* Nothing was changed.`;
    case 'expired':
      return md`*Expired.* Nobody decided in time, so nothing was changed.`;
  }
}

/** What approvers see and press; the same message shows the decision afterwards. */
export function approvalMessage(frame: ApprovalFrame): Message {
  const { operation, vendor, requester, reference, facts, voices, state } = frame;
  const title = `Approval: ${operation}`;
  return {
    text: joined([md`${line(title, 200)}, asked by ${mention(requester)}`, stateLine(frame)], '\n'),
    blocks: withinBudget((cap) => [
      headline(title),
      section(md`${mention(requester)} wants this done at ${bold(vendor, 60)}.`),
      ...factBlocks(facts, cap),
      ...voices.map((voice) => context(voiceLine(voice))),
      section(stateLine(frame)),
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
export function awaitingMessage(operation: string, needed: number, reference: string): Message {
  const people = needed === 1 ? 'one approval' : `${needed} approvals`;
  const text = md`Waiting for ${line(people)}: ${line(operation, 200)}. The result follows here.`;
  return { text, blocks: [context(joined([text, code(reference, 60)], ' · '))] };
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
