import { randomUUID } from 'node:crypto';
import { helpAnswer } from '../../src/commands/help.ts';
import { answerOwn, ownCommands } from '../../src/commands/own/index.ts';
import type { Answer, OwnContext } from '../../src/commands/own/own-command.ts';
import { parseCommand } from '../../src/commands/parse-command.ts';
import { tokenize } from '../../src/commands/tokens.ts';
import { readIn } from '../../src/commands/typed-dates.ts';
import { usageOf } from '../../src/commands/usage.ts';
import { serverZone } from '../../src/commands/when.ts';
import type { Core } from '../../src/core.ts';
import type { Submission } from '../../src/engine/engine.ts';
import { operationOf, siteFields } from '../../src/engine/intents.ts';
import { failureOf } from '../../src/errors.ts';
import type { Actor, Entry, Origin, Outcome } from '../../src/journal/intent.ts';
import { findVendor, vendors } from '../../src/operations/catalog.ts';
import type { Operation } from '../../src/operations/operation.ts';
import type { Vendor } from '../../src/operations/vendor.ts';
import { EXIT, exitCodeOf, exitCodeOfAnswer } from './exit-codes.ts';
import type { Io } from './io.ts';
import { showAnswer, showOutcome, showQuestion } from './show.ts';

/** Answers go to this terminal, or to the next one that is opened: there is nothing to remember. */
const ORIGIN: Origin = { door: 'terminal', private: false, replyTo: null };
const OWN_WORDS: ReadonlySet<string> = new Set(['', 'help', ...ownCommands.map(({ word }) => word)]);

export interface Session {
  /** Runs one line as typed, without the program's name. Resolves with its exit code; never rejects. */
  run(line: string): Promise<number>;
}

/** Says why nothing is done. Returns the exit code. */
function refuseAt(io: Io, sentence: string, code: number): number {
  if (io.json) io.out(JSON.stringify({ failure: { message: sentence } }));
  else io.note(sentence);
  return code;
}

/** What is wrong with the values of a command, and how it is typed. */
function wrongWords(operation: Operation, errors: Readonly<Record<string, string>>): string {
  const lines = Object.entries(errors).map(([name, wanted]) => (name === '' ? wanted : `${name}: ${wanted}`));
  return [...lines, `Usage: ${usageOf(operation).slice(1)}`].join('\n');
}

async function isYes(io: Io, button: string): Promise<boolean> {
  if (io.yes) return true;
  const answer = await io.ask?.(`${button}? Type yes to go on: `);
  return /^y(es)?$/i.test((answer ?? '').trim());
}

interface TakeUpParts {
  engine: Core['engine'];
  io: Io;
  actor: Actor;
  awaited: Set<string>;
  refuse(sentence: string, code?: number): number;
}

/** Carries out what was submitted: asks for the confirmation it needs, waits for its outcome and shows it. Gives the exit code. */
function createTakeUp({ engine, io, actor, awaited, refuse }: TakeUpParts) {
  /** Shows the question and waits for the answer. Gives the confirmed entry, or the exit code when this was the end. */
  async function confirmed(entry: Entry): Promise<Entry | number> {
    let button = 'Go on';
    const ended = await engine.dispatch(entry, async (question) => {
      button = question.button;
      showQuestion(question, io);
    });
    if (ended) return finish(entry, ended);
    if (await isYes(io, button))
      return (await engine.confirm(entry.reference, actor)) ?? refuse('This is over already.');
    await engine.cancel(entry.reference, actor);
    return refuse(
      io.ask ? 'Cancelled. Nothing was sent.' : 'This asks for a confirmation: add --yes. Nothing was sent.',
    );
  }

  function finish(entry: Entry, outcome: Outcome | undefined): number {
    if (outcome) showOutcome(entry, operationOf(entry), outcome, io);
    else refuse(`${entry.reference} waits for the approval of others. "show ${entry.reference}" says how it goes.`);
    return exitCodeOf(outcome);
  }

  return async function takeUp(operation: Operation, submission: Submission): Promise<number> {
    if (submission.status === 'invalid') return refuse(wrongWords(operation, submission.errors));
    const { entry, isNew, status } = submission;
    if (!isNew) return refuse(`This was asked already: ${entry.reference}.`);
    awaited.add(entry.reference);
    try {
      const accepted = status === 'needs_confirmation' ? await confirmed(entry) : entry;
      return typeof accepted === 'number' ? accepted : finish(accepted, await engine.dispatch(accepted));
    } finally {
      awaited.delete(entry.reference);
    }
  };
}

/** One person at a terminal. `awaited`: the references whose outcome this session shows itself. */
export function createSession(core: Core & OwnContext, io: Io, actor: Actor, awaited: Set<string>): Session {
  const { engine } = core;

  const refuse = (sentence: string, code: number = EXIT.input): number => refuseAt(io, sentence, code);
  const takeUp = createTakeUp({ engine, io, actor, awaited, refuse });

  const answered = (answer: Answer): number => {
    showAnswer(answer, io);
    return exitCodeOfAnswer(answer);
  };

  async function operate(vendor: Vendor, text: string): Promise<number> {
    const wanted = parseCommand(vendor, text);
    if (wanted.ask !== 'run') {
      return answered(await helpAnswer(core, vendor, wanted, { actor, place: {} }));
    }
    if (!core.clients[vendor.id]) return refuse(`${vendor.name} is not set up.`, EXIT.unavailable);
    const { operation, rest } = wanted;
    const fields = siteFields(operation, core.clients);
    const { values, errors, interpretedDates } = readIn(serverZone(), {
      rest,
      fields,
      positional: operation.positional,
    });
    if (Object.keys(errors).length > 0) return refuse(wrongWords(operation, errors));
    const key = `terminal:${randomUUID()}`;
    const intent = {
      key,
      operation: operation.id,
      input: values,
      actor,
      origin: ORIGIN,
      ...(interpretedDates.length > 0 ? { interpretedDates } : {}),
    };
    return takeUp(operation, await engine.submit(intent));
  }

  async function undo(reference: string): Promise<number> {
    const submission = await engine.followUps.undo(reference, actor, ORIGIN);
    return takeUp(operationOf(submission.entry), submission);
  }

  async function dispatchWord(line: string): Promise<number> {
    const typed = line.replace(/^\s*\//, '');
    const [first] = tokenize(typed);
    const word = first?.value ?? '';
    const rest = first ? typed.slice(first.end).trimStart() : '';
    const known = word.toLowerCase();
    const vendor = findVendor(known);
    if (vendor) return operate(vendor, rest);
    if (known === 'undo') return undo(rest);
    if (!OWN_WORDS.has(known) || first?.quoted) {
      return refuse(
        `I do not know "${word}". I know ${[...vendors.map(({ id }) => id), 'undo', ...OWN_WORDS].filter(Boolean).join(', ')}.`,
      );
    }
    return answered(await answerOwn(core, { text: typed, actor, place: {} }));
  }

  return {
    async run(line) {
      try {
        return await dispatchWord(line);
      } catch (error) {
        const { kind, message } = failureOf(error);
        return refuse(message, EXIT[kind]);
      }
    },
  };
}
