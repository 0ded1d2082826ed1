import type { Message } from '../blocks/message.ts';
import { noticeMessage } from '../blocks/status.ts';
import { helpAnswer } from '../src/commands/help.ts';
import { answerOwn } from '../src/commands/own/index.ts';
import type { Asked, WatchForm } from '../src/commands/own/own-command.ts';
import { parseCommand } from '../src/commands/parse-command.ts';
import { readFor } from '../src/commands/typed-dates.ts';
import { siteFields } from '../src/engine/intents.ts';
import type { Actor, Origin } from '../src/journal/intent.ts';
import type { Operation } from '../src/operations/operation.ts';
import type { Vendor } from '../src/operations/vendor.ts';
import type { Context } from './context.ts';
import type { Draft } from './forms/drafts.ts';
import { answerMessageOf, ownContext } from './ops.ts';
import { placeOf, replyToOf } from './slack/reply-to.ts';
import { unescapeSlack } from './slack/unescape.ts';
import { slackPlace } from './slack/watch-place.ts';
import { type Ack, takeUp } from './take-up.ts';
import { watchDraft } from './watches/watch-draft.ts';

/** Slack names most of what a line mentions; for the rest the acknowledgement waits this long. */
const NAMES_WITHIN_MS = 300;

/** A line that somebody typed for the bot, however it came in. */
export interface TypedLine {
  /** Everything behind the name of the vendor or of the bot's own command, as Slack escapes it. */
  text: string;
  actor: Actor;
  originOf(isPrivate: boolean): Origin;
  /** The same line delivered twice carries the same key. */
  key: string;
  ack: Ack;
  /** Shows an answer that is no result of an operation; undefined where something else is shown instead. */
  answer(message: Promise<Message | undefined>): Promise<void>;
  /** Opens the form of an operation, or offers it where nothing can be opened. */
  showForm(operation: Operation, draft: Draft): Promise<void>;
  /** The same for the form of a watch. */
  showWatchForm(draft: Draft): Promise<void>;
}

/** Runs an operation with the values that were typed, asks for confirmation, or shows the form filled with what was understood. */
async function run(context: Context, line: TypedLine, operation: Operation, rest: string): Promise<void> {
  const { actor } = line;
  const fields = siteFields(operation, context.clients);
  const bound = await readFor(actor.id, { rest, fields, positional: operation.positional }, context.zones);
  const origin = line.originOf(bound.private);
  const openWith = (invalid: Readonly<Record<string, string>>): Promise<void> => {
    const { '': unplaced, ...wrong } = { ...invalid, ...bound.errors };
    // What is merely missing is plain from the empty input; only what was typed wrongly is worth a word.
    const isTyped = (name: string) => bound.values[name] !== undefined || bound.errors[name] !== undefined;
    const errors = Object.fromEntries(Object.entries(wrong).filter(([name]) => isTyped(name)));
    const notices = [...(unplaced ? [unplaced] : []), ...bound.interpretedDates];
    return line.showForm(operation, { operation: operation.id, values: bound.values, errors, notices, origin });
  };
  if (Object.keys(bound.errors).length > 0) {
    const checked = context.engine.check(operation, bound.values);
    return openWith(checked.ok ? {} : checked.errors);
  }
  const submission = await context.engine.submit({
    key: line.key,
    operation: operation.id,
    input: bound.values,
    actor,
    origin,
    ...(bound.interpretedDates.length > 0 ? { interpretedDates: bound.interpretedDates } : {}),
  });
  if (submission.status === 'invalid') return openWith(submission.errors);
  await takeUp(context, submission, line.ack);
}

/** The bot's own command. Here people are meant, not written about: their ids must survive. */
async function answerOps(context: Context, line: TypedLine, asker: Pick<Asked, 'actor' | 'place'>): Promise<void> {
  const text = unescapeSlack(line.text.replace(/<(?:@|!subteam\^)(\w+)(?:\|[^>]*)?>/g, '@$1'));
  const origin = line.originOf(true);
  const { channel, team = asker.actor.team } = replyToOf(origin);
  const watchPlace = channel === undefined ? {} : { watchPlace: slackPlace({ team, channel }) };
  let opens: WatchForm | undefined;
  const found = answerOwn(ownContext(context), { ...asker, ...watchPlace, text });
  const message = found.then((answer) => {
    opens = 'form' in answer ? answer.form : undefined;
    return opens ? undefined : answerMessageOf(context, answer, asker.actor);
  });
  await line.answer(message);
  if (opens) await line.showWatchForm(watchDraft(opens, origin));
}

/** Answers a line for a vendor, or without one for the bot itself. */
export async function answerLine(context: Context, line: TypedLine, vendor: Vendor | undefined): Promise<void> {
  const { actor } = line;
  const asker = { actor, place: placeOf(line.originOf(true)) };
  if (!vendor) {
    return answerOps(context, line, asker);
  }
  const names = await context.names.namesFor({ text: line.text }, NAMES_WITHIN_MS);
  const parsed = parseCommand(vendor, unescapeSlack(line.text, names));
  if (parsed.ask !== 'run') {
    const help = helpAnswer(context, vendor, parsed, asker);
    return line.answer(help.then((found) => answerMessageOf(context, found, actor)));
  }
  if (!context.clients[vendor.id]) {
    const why = `${vendor.name} is not connected to this bot. The administrator of the bot can connect it.`;
    return line.answer(Promise.resolve(noticeMessage(why)));
  }
  await run(context, line, parsed.operation, parsed.rest);
}
