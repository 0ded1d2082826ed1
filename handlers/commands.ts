import { setTimeout } from 'node:timers/promises';
import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs, SlashCommand } from '@slack/bolt';
import { errorMessage } from '../blocks/error.ts';
import type { Message } from '../blocks/message.ts';
import { findVendor } from '../src/operations/catalog.ts';
import type { Context } from './context.ts';
import { withErrorBoundary } from './error-boundary.ts';
import { ackThenOpenForm } from './forms/open-form.ts';
import { actorOf } from './slack/people.ts';
import { slackOrigin } from './slack/reply-to.ts';
import type { Ack } from './take-up.ts';
import { answerLine } from './typed-line.ts';
import { ackThenOpenWatchForm } from './watches/open-watch-form.ts';

const ANSWER_WITHIN_MS = 500;

type Arguments = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

const originOf = (
  { team_id: team, channel_id: channel, response_url: responseUrl }: SlashCommand,
  isPrivate: boolean,
) => slackOrigin('command', isPrivate, { team, channel, responseUrl });

/** Built from text and blocks alone: nothing else may reach Slack, whatever the message carries. */
const ephemeral = ({ text, blocks }: Message) => ({ text, blocks, response_type: 'ephemeral' as const });

/** What is known at once goes into the acknowledgement; what has to ask Slack first follows it. */
async function answerInTime(
  ack: Ack,
  answer: Promise<Message | undefined>,
  respond: (message: Message) => Promise<void>,
): Promise<void> {
  const late = setTimeout(ANSWER_WITHIN_MS);
  const first = await Promise.race([answer.then((message) => ({ message })), late]);
  if (first) return first.message && ack(ephemeral(first.message));
  await ack();
  const message = await answer;
  if (message) await respond(message);
}

/** Every slash command arrives here. */
export const onCommand = (context: Context) => async (args: Arguments) => {
  const { command, body } = args;
  const what = command.command;
  const actor = actorOf(body);
  const sayLate = (message: Message) => context.deliver.toPerson(originOf(body, true), actor, message);
  await withErrorBoundary(
    {
      log: context.log,
      what,
      arrivedAt: args.context.arrivedAt,
      ack: args.ack as Ack,
      say: sayLate,
      ackFailure: (failure, errorContext) => ephemeral(errorMessage(failure, errorContext)),
    },
    (ack) =>
      answerLine(
        context,
        {
          text: command.text ?? '',
          actor,
          originOf: (isPrivate) => originOf(body, isPrivate),
          key: `command:${body.trigger_id}`,
          ack,
          answer: (message) => answerInTime(ack, message, sayLate),
          showForm: (operation, draft) =>
            ackThenOpenForm(context, operation, draft, { ack, triggerId: body.trigger_id, actor }),
          showWatchForm: (draft) => ackThenOpenWatchForm(context, draft, { ack, triggerId: body.trigger_id, actor }),
        },
        findVendor(what.replace(/^\//, '')),
      ),
  );
};
