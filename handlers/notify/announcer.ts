import { LRUCache } from 'lru-cache';
import { isNewBlock } from '../../blocks/chart.ts';
import { digestMessage, manyMessage, plainDigestMessage } from '../../blocks/digest.ts';
import type { Message } from '../../blocks/message.ts';
import { watchNoticeMessage } from '../../blocks/notice.ts';
import { historyMessage, notificationMessage } from '../../blocks/notification.ts';
import { noticeMessage } from '../../blocks/status.ts';
import type { MessageAddress } from '../../src/journal/intent.ts';
import type { Logger } from '../../src/log.ts';
import { type Announcer, PlaceError } from '../../src/watches/announcer.ts';
import type { Announcement } from '../../src/watches/notification.ts';
import type { WatchPlace } from '../../src/watches/watch.ts';
import type { SlackOut } from '../slack/clients.ts';
import { contentOf, NO_UNFURL, plainOf } from '../slack/message-content.ts';
import type { NameFinder } from '../slack/names.ts';
import type { PostQueue } from '../slack/post-queue.ts';
import { type Address, addressOf } from '../slack/reply-to.ts';
import { forLog, isTemporary, slackCode } from '../slack/slack-errors.ts';
import { DOOR, placeAddressOf } from '../slack/watch-place.ts';
import { DANGEROUS } from './messages.ts';
import { isMessageGone, isOfTheBot, placeTrouble, refusedMessage } from './place-errors.ts';

/** Names are a courtesy; a message without them says the same. */
const NAMES_WITHIN_MS = 2_000;
/** A workspace that refused new blocks is not asked again for so long. */
const REMEMBER_MS = 60 * 60_000;
const MOST_WORKSPACES = 1_000;

const UNREADABLE = 'The channel of this watch can no longer be read. Set up a new watch.';

/** Codes by which Slack refuses what a message is made of. */
const OF_THE_CONTENT = /^(invalid_blocks|msg_blocks|msg_too_long|block|no_text|invalid_arguments|invalid_attachments)/;

export interface AnnouncerParts {
  slack: Pick<SlackOut, 'background'>;
  /** The same as for all that the bot posts, so that one channel gets its messages one after the other. */
  inOrder: PostQueue;
  names: NameFinder;
  log: Logger;
}

/** Everybody who is named in a message. */
const peopleIn = (said: Announcement): string[] => [
  said.watch.owner,
  ...(said.also ?? []).map(({ owner }) => owner),
  ...(said.form === 'notice' ? [said.notice.by] : []).filter((id) => id !== undefined),
  ...('notification' in said && said.notification.actor ? [said.notification.actor] : []),
];

/** Brings what watches have to say to channels and people of Slack. */
export function createAnnouncer({ slack, inOrder, names, log }: AnnouncerParts): Announcer {
  const withoutNewBlocks = new LRUCache<string, true>({ max: MOST_WORKSPACES, ttl: REMEMBER_MS });

  /** What cannot be drawn is a bug of ours; it must not keep what comes after it from the channel. */
  function drawn(said: Announcement, people: ReadonlyMap<string, string>): Message {
    try {
      return draw(said, people);
    } catch (error) {
      log.error({ err: error, watch: said.watch.id }, 'a notification could not be drawn');
      return noticeMessage(`A notification of the watch "${said.watch.title}" could not be shown.`);
    }
  }

  /** As Slack may take it: the best first. `team`: whether it takes new blocks is remembered for it. */
  async function drafts(said: Announcement, team?: string): Promise<readonly Message[]> {
    const text = peopleIn(said)
      .map((id) => `<@${id}>`)
      .join(' ');
    const people = await names.namesFor({ text }, NAMES_WITHIN_MS);
    const best = drawn(said, people);
    const isNew = best.blocks.some(isNewBlock);
    const older = said.form === 'digest' && isNew ? [plainDigestMessage(said, people)] : [];
    return [...(isNew && team !== undefined && withoutNewBlocks.has(team) ? [] : [best]), ...older, plainOf(best)];
  }

  /** The first draft that Slack takes. Rejects with a `PlaceError` if it takes none, or nothing at all in this place. */
  async function take<T>(
    said: Announcement,
    team: string | undefined,
    call: (message: Message) => Promise<T>,
  ): Promise<T> {
    let last: unknown;
    for (const message of await drafts(said, team)) {
      try {
        return await call(message);
      } catch (error) {
        const why = placeTrouble(error);
        if (why !== undefined) throw new PlaceError(why, error);
        if (isTemporary(error) || isOfTheBot(error) || isMessageGone(error) || slackCode(error) === '') throw error;
        log.warn({ ...forLog(error), watch: said.watch.id }, 'Slack refused a notification');
        const isNew = message.blocks.some(isNewBlock);
        if (team !== undefined && isNew && OF_THE_CONTENT.test(slackCode(error))) withoutNewBlocks.set(team, true);
        last = error;
      }
    }
    throw new PlaceError(refusedMessage(last), last);
  }

  async function postTo(said: Announcement, team: string, channel: string, below?: string): Promise<Address> {
    const post = (thread: { thread_ts?: string }) =>
      take(said, team, (message) => {
        const content = { channel, ...thread, ...contentOf(message), ...NO_UNFURL };
        return inOrder(channel, () => slack.background.chat.postMessage(content));
      });
    const answer = await post(below === undefined ? {} : { thread_ts: below }).catch((error: unknown) => {
      if (below !== undefined && isMessageGone(error)) return post({});
      throw error;
    });
    return { channel: answer.channel ?? channel, ts: answer.ts ?? '' };
  }

  const channelOf = (place: WatchPlace) => {
    const channel = placeAddressOf(place);
    if (!channel) throw new PlaceError(UNREADABLE);
    return channel;
  };

  return {
    door: DOOR,
    placeOf(place) {
      const { channel } = placeAddressOf(place) ?? {};
      return channel === undefined ? {} : { channel };
    },
    async post(place: WatchPlace, said, below?: MessageAddress) {
      const { team, channel } = channelOf(place);
      return postTo(said, team, channel, below === undefined ? undefined : addressOf(below)?.ts);
    },
    async edit(address, said) {
      const place = addressOf(address);
      if (!place) return false;
      const { channel, ts } = place;
      try {
        await take(said, undefined, (message) =>
          inOrder(channel, () => slack.background.chat.update({ channel, ts, ...message })),
        );
        return true;
      } catch (error) {
        if (isMessageGone(error)) return false;
        throw error;
      }
    },
    async directMessage({ id, team }, said) {
      await postTo(said, team, id);
    },
  };
}

function draw(said: Announcement, people: ReadonlyMap<string, string>): Message {
  switch (said.form) {
    case 'one':
      return notificationMessage(said, people, DANGEROUS);
    case 'history':
      return historyMessage(said, people);
    case 'many':
      return manyMessage(said, people);
    case 'digest':
      return digestMessage(said, people);
    default: {
      const { elsewhere } = said.notice;
      return watchNoticeMessage(said, people, elsewhere && placeAddressOf(elsewhere.place)?.channel);
    }
  }
}
