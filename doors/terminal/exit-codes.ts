import type { Answer } from '../../src/commands/own/own-command.ts';
import type { ErrorKind } from '../../src/errors.ts';
import type { Outcome } from '../../src/journal/intent.ts';

/** What a script learns from the exit code of `npm run ops`. */
export const EXIT = {
  done: 0,
  /** A bug in the bot. */
  bug: 1,
  /** The command or a value is wrong, or a confirmation is missing. */
  input: 2,
  /** The policy does not allow it. */
  denied: 3,
  /** The vendor said no. */
  refused: 4,
  /** The vendor cannot be reached now. */
  unavailable: 5,
  /** A write was sent and nobody knows whether it happened. */
  unknown: 6,
  /** It waits for the approval of others. */
  waiting: 7,
} as const satisfies Record<ErrorKind | 'done' | 'unknown' | 'waiting', number>;

/** The exit code of an outcome; undefined is one that waits for others. */
export function exitCodeOf(outcome: Outcome | undefined): number {
  if (!outcome) return EXIT.waiting;
  if (outcome.state === 'succeeded') return EXIT.done;
  if (outcome.state === 'unknown') return EXIT.unknown;
  return EXIT[outcome.failure?.kind ?? 'bug'];
}

/** The exit code of an answer of the bot about itself. Help that gives a reason was not asked for. */
export function exitCodeOfAnswer(answer: Answer): number {
  if ('sentence' in answer) return EXIT[answer.failure ?? 'done'];
  return 'help' in answer && answer.help.reason !== undefined ? EXIT.input : EXIT.done;
}
