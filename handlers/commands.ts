import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { errorMessage } from '../blocks/error.ts';
import { helpMessage } from '../blocks/help.ts';
import type { Message } from '../blocks/message.ts';
import { commandOf, findVendor } from '../src/catalog.ts';
import { readWish, type Wish } from '../src/command-line.ts';
import { bind } from '../src/grammar/bind.ts';
import { validate } from '../src/grammar/validate.ts';
import type { Actor, Origin } from '../src/intent.ts';
import type { Operation, Vendor } from '../src/operation.ts';
import { ops } from './ops.ts';
import { type Ack, begin } from './support/begin.ts';
import type { Desk } from './support/desk.ts';
import { siteFields } from './support/fields-of.ts';
import { guard } from './support/guard.ts';
import { helpForOperation, helpForVendor } from './support/guide.ts';
import { openForm } from './support/open-form.ts';
import { unescapeSlack } from './support/unescape.ts';

type Arguments = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

const ephemeral = (message: Message) => ({ ...message, response_type: 'ephemeral' as const });

function answerFor(vendor: Vendor, wish: Exclude<Wish, { ask: 'run' }>, desk: Desk): Message {
  if (wish.ask === 'help') {
    return helpMessage(
      wish.operation
        ? helpForOperation(wish.operation, siteFields(wish.operation, desk.clients))
        : helpForVendor(vendor, wish.resource),
    );
  }
  const reason = wish.resource === wish.words ? `Say what to do with it.` : `I do not know "${wish.words}".`;
  const suggestion = wish.nearest && wish.resource !== wish.words ? commandOf(wish.nearest) : undefined;
  return helpMessage(helpForVendor(vendor, wish.resource, { reason, ...(suggestion ? { suggestion } : {}) }));
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
    await ack();
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
    return openForm(desk, operation, draft, body.trigger_id, actor);
  }
  const intent = { key: `command:${body.trigger_id}`, operation: operation.id, input: checked.input, actor, origin };
  await begin(desk, operation, intent, ack as Ack);
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
      ackFailure: ephemeral,
    },
    async (ack) => {
      const text = unescapeSlack(command.text ?? '');
      const vendor = findVendor(what.replace(/^\//, ''));
      if (!vendor) return ack(ephemeral(ops(desk, text)));
      const wish = readWish(vendor, text);
      if (wish.ask !== 'run') return ack(ephemeral(answerFor(vendor, wish, desk)));
      if (!desk.clients[vendor.id]) {
        const message = `${vendor.name} is not connected to this bot. Its administrator can switch it on.`;
        return ack(ephemeral(errorMessage({ kind: 'denied', message }, { operation: wish.operation.title })));
      }
      await take(desk, { ...args, ack } as Arguments, wish.operation, wish.rest);
    },
  );
};
