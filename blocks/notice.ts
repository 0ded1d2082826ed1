import type { Announcement, WatchNotice } from '../src/watches/notification.ts';
import { BUTTON } from './actions.ts';
import type { Message } from './message.ts';
import { button, buttonRow, section } from './parts.ts';
import { bold, channelMention, joined, type Mrkdwn, md, mention, words } from './text.ts';
import { type People, personName, watchFooter, withMenu } from './watch-parts.ts';

type Notice = Extract<Announcement, { form: 'notice' }>;

/** What was done, for "@ada set up the watch ..." and, where the bot did it, "The watch ... is set up". */
const DONE: Readonly<Record<WatchNotice['what'], { person: string; bot: string }>> = {
  created: { person: 'set up', bot: 'is set up' },
  changed: { person: 'changed', bot: 'was changed' },
  paused: { person: 'paused', bot: 'is paused' },
  resumed: { person: 'resumed', bot: 'goes on' },
  stopped: { person: 'stopped', bot: 'was stopped' },
  owner_changed: { person: 'took over', bot: 'has a new owner' },
};

/** Whoever has to do something about it is mentioned: the owner of a watch that the bot paused. */
function sentence({ watch, notice }: Notice, people: People): Mrkdwn {
  const { what, by, why } = notice;
  const done = DONE[what];
  const said = by
    ? md`${personName(people, by)} ${words(done.person)} the watch ${bold(watch.title, 200)}`
    : md`The watch ${bold(watch.title, 200)}${what === 'paused' ? md` of ${mention(watch.owner)}` : md``} ${words(done.bot)}`;
  return why ? md`${said}: ${words(why, 1000)}` : md`${said}.`;
}

/** Said to the owner alone, because it cannot be said in the channel. */
function directSentence({ watch, notice }: Notice, watches: number, channel: string | undefined): Mrkdwn {
  const others = watches > 1 ? md` and ${watches - 1} more of yours there` : md``;
  const where = channel === undefined ? md`its channel` : channelMention(channel);
  const are = watches > 1 ? md`are` : md`is`;
  return md`The watch ${bold(watch.title, 200)}${others} ${are} paused, because I cannot post in ${where}: ${words(notice.why ?? '', 1000)}`;
}

/** What happened to a watch, said in its channel or, with `elsewhere`, to its owner. `channel`: the one it is about. */
export function watchNoticeMessage(announcement: Notice, people: People, channel?: string): Message {
  const { watch, notice } = announcement;
  const { elsewhere, what } = notice;
  const text = elsewhere ? directSentence(announcement, elsewhere.watches, channel) : sentence(announcement, people);
  const isPaused = what === 'paused';
  const blocks = [
    elsewhere || what === 'stopped' || isPaused ? section(text) : withMenu(text, watch),
    ...buttonRow(
      isPaused
        ? [
            button(BUTTON.watchResume, 'Resume', watch.id, { about: watch.title }),
            ...(elsewhere || notice.by ? [] : [button(BUTTON.watchOwn, 'Take over', watch.id, { about: watch.title })]),
          ]
        : [],
    ),
    watchFooter(announcement, people),
  ];
  return { text: joined([text], ' ', 4000), blocks };
}
