import type { KnownBlock, ModalView } from '@slack/types';
import type { Confirmation } from '../src/operations/operation.ts';
import { BUTTON, VIEW } from './actions.ts';
import { factBlocks, factsInLine } from './facts.ts';
import { LIMITS, withinBudget } from './limits.ts';
import type { Message } from './message.ts';
import { button, buttonRow, context, headline, section } from './parts.ts';
import { code, joined, line, md, plain, words } from './text.ts';

const questionBlocks = ({ headline: question, facts, warning }: Confirmation, cap: number): KnownBlock[] => [
  headline(question),
  ...factBlocks(facts, cap),
  ...(warning?.trim() ? [section(md`*Before you go on:* ${words(warning, Math.min(cap, 1000))}`)] : []),
];

/** Asks in the channel, seen by the person only, before a destructive operation runs. */
export function confirmMessage(confirmation: Confirmation, shown: { reference: string; operation: string }): Message {
  const { reference, operation } = shown;
  const blocks = withinBudget((cap) => [
    ...questionBlocks(confirmation, cap),
    ...buttonRow([
      button(BUTTON.confirm, confirmation.button, reference, { style: 'danger', about: confirmation.headline }),
      button(BUTTON.cancel, 'Cancel', reference),
    ]),
    context(joined([md`Nothing has been sent yet`, line(operation, 100), code(reference, 60)], ' · ')),
  ]);
  const text = md`Please confirm: ${line(confirmation.headline, 500)}`;
  return { text: joined([text, factsInLine(confirmation.facts, 3)], '\n'), blocks };
}

/** The same question on top of the form it came from; closing it leads back to the form. */
export function confirmView(confirmation: Confirmation, shown: { metadata: string; operation: string }): ModalView {
  return {
    type: 'modal',
    callback_id: VIEW.confirm,
    private_metadata: shown.metadata,
    title: plain(shown.operation, LIMITS.viewTitle),
    submit: plain(confirmation.button, LIMITS.viewButton),
    close: plain('Back', LIMITS.viewButton),
    blocks: withinBudget((cap) => [...questionBlocks(confirmation, cap), context(md`Nothing has been sent yet.`)]),
  };
}
