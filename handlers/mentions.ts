import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { BUTTON } from '../blocks/actions.ts';
import type { Message } from '../blocks/message.ts';
import { missingMessage } from '../blocks/offer.ts';
import { findVendor } from '../src/operations/catalog.ts';
import type { Context } from './context.ts';
import { withErrorBoundary } from './error-boundary.ts';
import type { Draft } from './forms/drafts.ts';
import { actorOf } from './slack/people.ts';
import { slackOrigin } from './slack/reply-to.ts';
import type { Ack } from './take-up.ts';
import { answerLine, type TypedLine } from './typed-line.ts';
import { WATCH_TITLE } from './watches/watch-draft.ts';

/** A message of a person to the bot, by a mention or directly. */
interface Heard {
  user: string;
  text: string;
  channel: string;
  isDirect: boolean;
  /** The thread it was said in. */
  thread?: string;
  ts: string;
}

/**
 * What a person says to the bot. Undefined for what is no such thing: the bot's own messages and those of other bots, and
 * messages that were changed or deleted.
 */
function heardIn(event: Readonly<Record<string, unknown>>): Heard | undefined {
  const { user, text, channel, channel_type, thread_ts: thread, ts, bot_id, subtype, hidden } = event;
  const isNew = subtype === undefined || subtype === 'thread_broadcast';
  if (bot_id !== undefined || !isNew || hidden === true) return undefined;
  if (typeof user !== 'string' || typeof text !== 'string') return undefined;
  if (typeof channel !== 'string' || typeof ts !== 'string') return undefined;
  return { user, text, channel, isDirect: channel_type === 'im', ts, ...(typeof thread === 'string' && { thread }) };
}

/** `<@U0BOT> /pmp lead search acme` -> `pmp` and the rest; `/ops history` and `history` are the bot's own. */
function wordsOf(text: string, botId: string): { word: string; rest: string } {
  const said = text.replace(new RegExp(`^\\s*<@${botId}(?:\\|[^>]*)?>[,:]?`), '').trim();
  const [, word = '', rest = ''] = /^\/?(\S*)\s*([\s\S]*)$/.exec(said) ?? [];
  return { word, rest };
}

/** Nothing can be opened without a trigger, so the form waits behind a button. */
async function offerForm(
  context: Context,
  { line, say }: { line: TypedLine; say: (message: Message) => Promise<void> },
  title: string,
  draft: Draft,
): Promise<void> {
  const key = await context.formDrafts.owe(draft, line.actor);
  await context.formDrafts.showing(key, async () => {
    await line.ack();
    const lines = [...Object.values(draft.errors ?? {}), ...(draft.notices ?? [])];
    await say(missingMessage(title, BUTTON.form, key, lines));
  });
}

/**
 * `@Bellhop pmp lead search acme` in a channel or a thread, and plain words in a direct message: the same as a slash
 * command, answered where they were said. What is taken is on record before it is acknowledged.
 */
export const onMention =
  (context: Context) =>
  async ({
    event,
    body,
    context: { arrivedAt, ackEvent, botUserId = '' },
  }: SlackEventMiddlewareArgs<'app_mention' | 'message'> & AllMiddlewareArgs): Promise<void> => {
    const heard = heardIn(event as unknown as Record<string, unknown>);
    if (!heard || heard.user === botUserId) return void (await (ackEvent as Ack | undefined)?.());
    const actor = actorOf({ user_id: heard.user, team_id: body.team_id });
    const { channel, thread } = heard;
    const originOf = (isPrivate: boolean) =>
      // A direct message is private already, and its answer should stay there.
      slackOrigin('mention', isPrivate && !heard.isDirect, {
        team: actor.team,
        channel,
        ...(thread ? { thread, inThread: true } : {}),
      });
    const say = async (message: Message): Promise<void> => {
      if (heard.isDirect) await context.deliver.toChannel(originOf(false), actor, message);
      else await context.deliver.toPerson(originOf(true), actor, message);
    };
    await withErrorBoundary(
      {
        log: context.log,
        what: 'mention',
        arrivedAt,
        ack: (ackEvent as Ack | undefined) ?? (async () => {}),
        say,
        ackFailure: () => undefined,
      },
      async (ack) => {
        const { word, rest } = wordsOf(heard.text, botUserId);
        const vendor = findVendor(word.toLowerCase());
        const isOwn = word.toLowerCase() === 'ops';
        const line: TypedLine = {
          text: vendor || isOwn ? rest : `${word} ${rest}`,
          actor,
          originOf,
          // One message is one intent, whether it came as a mention or as a direct message.
          key: `mention:${actor.team}:${channel}:${heard.ts}`,
          ack,
          answer: async (message) => {
            await ack();
            const said = await message;
            if (said) await say(said);
          },
          showForm: (operation, draft) => offerForm(context, { line, say }, operation.title, draft),
          showWatchForm: (draft) => offerForm(context, { line, say }, WATCH_TITLE, draft),
        };
        await answerLine(context, line, vendor);
      },
    );
  };
