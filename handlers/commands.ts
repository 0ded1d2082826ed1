import { setTimeout } from 'node:timers/promises';
import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs, SlashCommand } from '@slack/bolt';
import { errorMessage } from '../blocks/error.ts';
import type { Message } from '../blocks/message.ts';
import { noticeMessage } from '../blocks/status.ts';
import { helpAnswer } from '../src/commands/help.ts';
import { parseCommand } from '../src/commands/parse-command.ts';
import { readFor } from '../src/commands/typed-dates.ts';
import { siteFields } from '../src/engine/intents.ts';
import type { Actor } from '../src/journal/intent.ts';
import { findVendor } from '../src/operations/catalog.ts';
import type { Operation } from '../src/operations/operation.ts';
import type { Place } from '../src/policy/policy.ts';
import type { Context } from './context.ts';
import { withErrorBoundary } from './error-boundary.ts';
import { ackThenOpenForm } from './forms/open-form.ts';
import { answerMessageOf, ops } from './ops.ts';
import { actorOf } from './slack/people.ts';
import { placeOf, slackOrigin } from './slack/reply-to.ts';
import { unescapeSlack } from './slack/unescape.ts';
import { type Ack, takeUp } from './take-up.ts';

const ANSWER_WITHIN_MS = 500;
/** Slack names most of what a command mentions; for the rest the acknowledgement waits this long. */
const NAMES_WITHIN_MS = 300;

type Arguments = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

/** Who typed it, and where. */
interface Asker {
  actor: Actor;
  place: Place;
}

const originOf = (
  { team_id: team, channel_id: channel, response_url: responseUrl }: SlashCommand,
  isPrivate: boolean,
) => slackOrigin('command', isPrivate, { team, channel, responseUrl });

/** Built from text and blocks alone: nothing else may reach Slack, whatever the message carries. */
const ephemeral = ({ text, blocks }: Message) => ({ text, blocks, response_type: 'ephemeral' as const });

/** A slash command of a vendor: run it, ask for confirmation, or open the form filled with what was understood. */
async function take(context: Context, { ack, body }: Arguments, operation: Operation, rest: string): Promise<void> {
  const fields = siteFields(operation, context.clients);
  const bound = await readFor(body.user_id, { rest, fields, positional: operation.positional }, context.zones);
  const actor = actorOf(body);
  const origin = originOf(body, bound.private);
  const openWith = async (invalid: Readonly<Record<string, string>>): Promise<void> => {
    const { '': unplaced, ...wrong } = { ...invalid, ...bound.errors };
    // What is merely missing is plain from the empty input; only what was typed wrongly is worth a word.
    const isTyped = (name: string) => bound.values[name] !== undefined || bound.errors[name] !== undefined;
    const errors = Object.fromEntries(Object.entries(wrong).filter(([name]) => isTyped(name)));
    const draft = {
      operation: operation.id,
      values: bound.values,
      errors,
      notices: [...(unplaced ? [unplaced] : []), ...bound.interpretedDates],
      origin,
    };
    return ackThenOpenForm(context, operation, draft, { ack: ack as Ack, triggerId: body.trigger_id, actor });
  };
  if (Object.keys(bound.errors).length > 0) {
    const checked = context.engine.check(operation, bound.values);
    return openWith(checked.ok ? {} : checked.errors);
  }
  const intent = {
    key: `command:${body.trigger_id}`,
    operation: operation.id,
    input: bound.values,
    actor,
    origin,
    ...(bound.interpretedDates.length > 0 ? { interpretedDates: bound.interpretedDates } : {}),
  };
  const submission = await context.engine.submit(intent);
  if (submission.status === 'invalid') return openWith(submission.errors);
  await takeUp(context, submission, ack as Ack);
}

/** What is known at once goes into the acknowledgement; what has to ask Slack first follows it. */
async function answerInTime(
  ack: Ack,
  answer: Promise<Message>,
  respond: (message: Message) => Promise<void>,
): Promise<void> {
  const late = setTimeout(ANSWER_WITHIN_MS);
  const first = await Promise.race([answer, late]);
  if (first) return ack(ephemeral(first));
  await ack();
  await respond(await answer);
}

/** Every slash command arrives here. */
export const onCommand = (context: Context) => async (args: Arguments) => {
  const { command, body } = args;
  const what = command.command;
  const origin = originOf(body, true);
  const sayLate = (message: Message) =>
    context.deliver.toPerson(origin, { id: body.user_id, team: body.team_id }, message);
  await withErrorBoundary(
    {
      log: context.log,
      what,
      arrivedAt: args.context.arrivedAt,
      ack: args.ack as Ack,
      say: sayLate,
      ackFailure: (failure, errorContext) => ephemeral(errorMessage(failure, errorContext)),
    },
    async (ack) => {
      const asker: Asker = { actor: actorOf(body), place: placeOf(origin) };
      const vendor = findVendor(what.replace(/^\//, ''));
      const answer = (message: Promise<Message>) => answerInTime(ack, message, sayLate);
      if (!vendor) {
        // Here people are meant, not written about: their ids must survive.
        const asked = unescapeSlack((command.text ?? '').replace(/<@(\w+)(?:\|[^>]*)?>/g, '@$1'));
        return answer(ops(context, { ...asker, text: asked }));
      }
      const names = await context.names.namesFor({ text: command.text }, NAMES_WITHIN_MS);
      const parsed = parseCommand(vendor, unescapeSlack(command.text ?? '', names));
      if (parsed.ask !== 'run')
        return answer(
          helpAnswer(context, vendor, parsed, asker).then((help) => answerMessageOf(context, help, asker.actor)),
        );
      if (!context.clients[vendor.id]) {
        const why = `${vendor.name} is not connected to this bot. The administrator of the bot can connect it.`;
        return ack(ephemeral(noticeMessage(why)));
      }
      await take(context, { ...args, ack } as Arguments, parsed.operation, parsed.rest);
    },
  );
};
