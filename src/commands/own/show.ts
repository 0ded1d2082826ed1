import type { Entry } from '../../journal/intent.ts';
import type { Card, Facts } from '../../operations/card.ts';
import { findOperation } from '../../operations/catalog.ts';
import { inputFacts } from '../../operations/input-facts.ts';
import type { Answer, Asked, OwnCommand, OwnContext } from './own-command.ts';
import { iso, STATE_WORDS, titleOf, UNDELIVERABLE } from './states.ts';

/** Own inputs always; those of others only for people who may run the operation themselves. */
async function maySeeInput({ policy }: OwnContext, entry: Entry, { actor, place }: Asked): Promise<boolean> {
  if (entry.actor.id === actor.id) return true;
  const operation = findOperation(entry.operation);
  if (!operation) return false;
  const decided = await policy.decideAtAll(actor, operation, place);
  return decided.decision !== 'deny';
}

/** One intent with everything that is known of it. */
async function show(context: OwnContext, asked: Asked): Promise<Answer> {
  const entry = await context.journal.find(asked.text.trim());
  if (!entry) {
    return { sentence: 'Nothing on record has this reference. A reference looks like BH-7K3Q9F.', failure: 'input' };
  }
  const operation = findOperation(entry.operation);
  const open = await maySeeInput(context, entry, asked);
  const votes = (entry.votes ?? []).map(
    ({ approve, reason }) => `${approve ? 'approved' : 'denied'}${open && reason ? ` (${reason})` : ''}`,
  );
  const facts: Facts = {
    State: STATE_WORDS[entry.state],
    Notified: entry.undeliverableAt
      ? `The person ${UNDELIVERABLE}: no message reached them, however it was sent. ${entry.attempts ?? 0} attempts.`
      : undefined,
    'Asked by': { person: entry.actor.id },
    Asked: iso(entry.acceptedAt),
    Reference: { code: entry.reference },
    Operation: { code: entry.operation },
    Approvals: votes.join(', '),
    Undoes: entry.undoes ? { code: entry.undoes } : undefined,
    Result: open ? entry.outcome?.card?.headline : undefined,
    Reason: open ? entry.outcome?.failure?.message : undefined,
    ...(open && operation ? inputFacts(operation, entry.input) : {}),
  };
  const card: Card = {
    headline: `${titleOf(entry)}: ${STATE_WORDS[entry.state]}`,
    facts,
    ...(open ? {} : { notes: ['What was given is hidden: you may not run this operation.'] }),
  };
  return { card, title: 'Show', reference: entry.reference, at: entry.acceptedAt, tookMs: entry.outcome?.tookMs ?? 0 };
}

export const showCommand: OwnCommand = {
  word: 'show',
  values: '<reference>',
  summary: 'One of them, with everything that is known of it',
  answer: show,
};
