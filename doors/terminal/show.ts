import type { Help } from '../../src/commands/help-page.ts';
import type { Answer } from '../../src/commands/own/own-command.ts';
import type { Failure } from '../../src/errors.ts';
import type { Entry, Outcome } from '../../src/journal/intent.ts';
import type { Card } from '../../src/operations/card.ts';
import { describeOperation } from '../../src/operations/describe-operation.ts';
import type { Confirmation, Operation } from '../../src/operations/operation.ts';
import { textOf } from '../../src/policy/words.ts';
import type { Io } from './io.ts';
import { cardLines } from './render.ts';

/** Help is written for a slash command; here the line begins with the vendor. */
const asTyped = (command: string): string => command.replace(/^\/(ops )?/, '');

const withoutSlash = (card: Card): Card => ({
  ...card,
  notes: (card.notes ?? []).map((note) => note.replaceAll('/ops ', '')),
});

function helpLines({ title, reason, suggestion, usage, fields = [], examples = [], notes = [] }: Help): string[] {
  const width = Math.max(0, ...usage.map(({ command }) => asTyped(command).length));
  return [
    ...(reason ? [reason] : []),
    ...(suggestion ? [`Did you mean "${asTyped(suggestion)}"?`] : []),
    title,
    ...usage.map(({ command, summary }) => `  ${asTyped(command).padEnd(Math.min(width, 48))}  ${summary}`),
    ...fields.map(({ name, label, required }) => `  ${name}: ${label}${required ? ', needed' : ''}`),
    ...(examples.length > 0 ? ['Examples', ...examples.map((example) => `  ${asTyped(example)}`)] : []),
    ...notes,
  ];
}

/** What the person can do about a failure. */
function nextStep({ kind, outcomeUnknown, maybeDone, permanent, retryAfterSeconds }: Failure): string {
  if (outcomeUnknown) return 'It may have been sent. Look at the vendor before you send it again.';
  if (maybeDone) return 'An earlier try may have been done. Sending it again does no harm.';
  switch (kind) {
    case 'input':
      return 'Nothing was sent. Correct it and send it again.';
    case 'denied':
      return 'Nothing was sent. The administrator of the bot decides who may do what.';
    case 'refused':
      return 'The vendor refused it. Check the values first.';
    case 'unavailable':
      if (permanent) return 'Nothing was sent. Trying again does not help until this is mended.';
      return `Nothing was sent. Try again in ${retryAfterSeconds ? `${retryAfterSeconds} seconds` : 'a few minutes'}.`;
    case 'bug':
      return 'It was not your input. Before you repeat a change, look whether it was made.';
  }
}

/** An answer of the bot about itself. */
export function showAnswer(answer: Answer, { out, note, look, json }: Io): void {
  if (json) {
    const id = 'help' in answer ? answer.help.operation : undefined;
    out(JSON.stringify(id === undefined ? answer : { ...answer, operation: describeOperation(id) }));
    return;
  }
  if ('sentence' in answer && answer.failure !== undefined) {
    note(answer.sentence);
    return;
  }
  const lines =
    'sentence' in answer
      ? [answer.sentence]
      : 'help' in answer
        ? helpLines(answer.help)
        : 'lines' in answer
          ? [answer.heading, ...(answer.lines.length > 0 ? [textOf(answer.lines)] : [])]
          : cardLines(withoutSlash(answer.card), look);
  for (const line of lines) out(line);
}

/** What will happen, before the person confirms it. */
export function showQuestion({ headline, facts = {}, warning }: Confirmation, { note, look }: Io): void {
  const card = { headline, facts, ...(warning ? { notes: [warning] } : {}) };
  for (const line of cardLines(card, look)) note(line);
}

/** How an intent ended. */
export function showOutcome(entry: Entry, operation: Operation, outcome: Outcome, io: Io): void {
  const { reference } = entry;
  const { card, failure, state } = outcome;
  if (io.json) {
    io.out(JSON.stringify({ reference, operation: operation.id, state, card, failure }));
    return;
  }
  const { interpretedDates = [] } = entry;
  if (card) {
    const notes = [...interpretedDates, ...(card.notes ?? [])];
    for (const line of cardLines({ ...card, notes }, io.look)) io.out(line);
  }
  if (failure) {
    io.note(`${operation.title}: ${failure.message}`);
    for (const [name, wanted] of Object.entries(failure.fields ?? {})) io.note(`  ${name}: ${wanted}`);
    io.note(nextStep(failure));
  }
  io.note(state === 'succeeded' && operation.undo ? `${reference} · "undo ${reference}" takes it back` : reference);
}
