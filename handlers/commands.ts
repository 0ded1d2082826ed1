import { setTimeout } from 'node:timers/promises';
import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { errorMessage } from '../blocks/error.ts';
import { helpMessage } from '../blocks/help.ts';
import type { Message } from '../blocks/message.ts';
import { noticeMessage } from '../blocks/status.ts';
import { commandOf, findVendor } from '../src/catalog.ts';
import { readWish, type Wish } from '../src/command-line.ts';
import { bind } from '../src/grammar/bind.ts';
import { validate } from '../src/grammar/validate.ts';
import type { Actor, Origin } from '../src/intent.ts';
import type { Operation, Vendor } from '../src/operation.ts';
import { ops } from './ops/index.ts';
import { type Ack, begin } from './support/begin.ts';
import type { Desk } from './support/desk.ts';
import { siteFields } from './support/fields-of.ts';
import { guard } from './support/guard.ts';
import { helpForOperation, helpForVendor } from './support/guide.ts';
import { openForm } from './support/open-form.ts';
import { permittedOf } from './support/permitted.ts';
import { unescapeSlack } from './support/unescape.ts';

const ANSWER_WITHIN_MS = 500;

type Arguments = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

/** Who typed it, and where. */
interface Asker {
  actor: Actor;
  channel: string;
}

const ephemeral = (message: Message) => ({ ...message, response_type: 'ephemeral' as const });

const NOTHING = 'There is nothing here that you may run. The administrator of the bot decides who may do what.';

/** Help, and what is said to words nobody knows: only of what the person may run. */
async function answerFor(
  desk: Desk,
  vendor: Vendor,
  wish: Exclude<Wish, { ask: 'run' }>,
  asker: Asker,
): Promise<Message> {
  const seen = await permittedOf(desk, vendor, asker.actor, asker.channel);
  if (seen.operations.length === 0) return helpMessage(helpForVendor(seen, undefined, { reason: NOTHING }));
  const own = (operation: Operation | undefined) => seen.operations.find(({ id }) => id === operation?.id);
  if (wish.ask === 'help') {
    const operation = own(wish.operation);
    return helpMessage(
      operation ? helpForOperation(operation, siteFields(operation, desk.clients)) : helpForVendor(seen, wish.resource),
    );
  }
  const isResource = wish.resource === wish.words;
  const nearest = isResource ? undefined : own(wish.nearest);
  const reason = isResource ? `Say what to do with "${wish.words}".` : `I do not know "${wish.words}".`;
  return helpMessage(
    helpForVendor(seen, wish.resource, { reason, ...(nearest ? { suggestion: commandOf(nearest) } : {}) }),
  );
}

/** A slash command of a vendor: run it, ask for confirmation, or open the form filled with what was understood. */
async function take(desk: Desk, { ack, body }: Arguments, operation: Operation, rest: string): Promise<void> {
  const fields = siteFields(operation, desk.clients);
  const bound = bind(rest, fields, operation.positional, new Date());
  const checked = validate(operation, fields, bound.values);
  const actor: Actor = { id: body.user_id, team: body.team_id };
  const origin: Origin = {
    door: 'command',
    team: body.team_id,
    channel: body.channel_id,
    responseUrl: body.response_url,
    private: bound.private,
  };
  if (!checked.ok || Object.keys(bound.errors).length > 0) {
    const { '': unplaced, ...wrong } = { ...(checked.ok ? {} : checked.errors), ...bound.errors };
    // What is merely missing is plain from the empty input; only what was typed wrongly is worth a word.
    const errors = Object.fromEntries(Object.entries(wrong).filter(([name]) => bound.values[name] !== undefined));
    const draft = {
      operation: operation.id,
      values: bound.values,
      errors,
      notices: unplaced ? [unplaced] : [],
      origin,
    };
    const owed = await desk.drafts.owe(draft, actor);
    await ack();
    return desk.drafts.showing(owed, () => openForm(desk, operation, draft, body.trigger_id, actor));
  }
  const intent = { key: `command:${body.trigger_id}`, operation: operation.id, input: checked.input, actor, origin };
  await begin(desk, operation, intent, ack as Ack);
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
export const onCommand = (desk: Desk) => async (args: Arguments) => {
  const { command, body } = args;
  const what = command.command;
  await guard(
    {
      log: desk.log,
      what,
      ack: args.ack as Ack,
      say: (message) => desk.slack.respond(body.response_url, ephemeral(message)),
      ackFailure: (failure, frame) => ephemeral(errorMessage(failure, frame)),
    },
    async (ack) => {
      const asker: Asker = { actor: { id: body.user_id, team: body.team_id }, channel: body.channel_id };
      const vendor = findVendor(what.replace(/^\//, ''));
      const answer = (message: Promise<Message>) =>
        answerInTime(ack, message, (late) => desk.slack.respond(body.response_url, ephemeral(late)));
      if (!vendor) {
        // Here people are meant, not written about: their ids must survive.
        const asked = unescapeSlack((command.text ?? '').replace(/<@(\w+)(?:\|[^>]*)?>/g, '@$1'));
        return answer(ops(desk, { ...asker, text: asked }));
      }
      const wish = readWish(vendor, unescapeSlack(command.text ?? ''));
      if (wish.ask !== 'run') return answer(answerFor(desk, vendor, wish, asker));
      if (!desk.clients[vendor.id]) {
        const why = `${vendor.name} is not connected to this bot. The administrator of the bot can connect it.`;
        return ack(ephemeral(noticeMessage(why)));
      }
      await take(desk, { ...args, ack } as Arguments, wish.operation, wish.rest);
    },
  );
};
