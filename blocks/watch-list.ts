import type { KnownBlock } from '@slack/types';
import { BUTTON } from './actions.ts';
import { withinBudget } from './limits.ts';
import type { Message } from './message.ts';
import { button, buttonRow, context, headline, section } from './parts.ts';
import { bold, channelMention, code, joined, line, md, mention, words } from './text.ts';

/** One watch in the list, in words. */
export interface WatchItem {
  id: string;
  title: string;
  /** How it is doing and how it notifies, a phrase each. */
  state: readonly string[];
  habit: string;
  owner: string;
  channel?: string;
  isPaused: boolean;
  isMine: boolean;
}

const PER_PAGE = 8;

/** What a button of the list carries. */
export const watchDoValue = (deed: string, id: string): string => `${deed} ${id}`;

function itemBlocks(item: WatchItem, index: number, cap: number): KnownBlock[] {
  const { id, title, state, habit, owner, channel, isPaused, isMine } = item;
  const where = channel === undefined ? md`` : channelMention(channel);
  const text = joined(
    [
      bold(title, Math.min(cap, 300)),
      joined(
        state.map((one) => line(one, Math.min(cap, 500))),
        ' · ',
      ),
      joined([line(habit, 300), where, md`owner ${mention(owner)}`, code(id, 40)], ' · '),
    ],
    '\n',
  );
  const deed = (name: string, label: string, place: number, look: { style?: 'danger'; question?: string } = {}) =>
    button(BUTTON.watchDo, label, watchDoValue(name, id), { index: index * 10 + place, about: title, ...look });
  return [
    section(text),
    ...buttonRow([
      isPaused ? deed('resume', 'Resume', 0) : deed('pause', 'Pause', 0),
      deed('change', 'Change', 1),
      deed('test', 'Test', 2),
      isMine ? undefined : deed('own', 'Become owner', 3),
      deed('stop', 'Stop', 4, {
        style: 'danger',
        question: `"${title.slice(0, 200)}" posts nothing more, and cannot be started again. A new one can be set up.`,
      }),
    ]),
  ];
}

/** The watches of a channel and of a person, with what can be done with each. `said`: what was just done. */
export function watchListMessage(items: readonly WatchItem[], wanted: number, said?: string): Message {
  const pages = Math.max(1, Math.ceil(items.length / PER_PAGE));
  const page = Math.min(Math.max(1, wanted), pages);
  const shown = items.slice((page - 1) * PER_PAGE, page * PER_PAGE);
  const title = items.length === 0 ? 'No watches yet' : `Watches of this channel and yours: ${items.length}`;
  const none = 'Type /ops watch to set one up here, or press "Watch this" below the result of a search.';
  const turn = (label: string, to: number, index: number) => button(BUTTON.watchList, label, String(to), { index });
  const blocks = withinBudget((cap) => [
    ...(said === undefined ? [] : [section(words(said, 1000))]),
    headline(title),
    ...(items.length === 0 ? [section(words(none))] : shown.flatMap((item, index) => itemBlocks(item, index, cap))),
    ...(pages > 1 ? [context(md`Page ${page} of ${pages}`)] : []),
    ...buttonRow([
      page > 1 ? turn('Previous page', page - 1, 0) : undefined,
      page < pages ? turn('Next page', page + 1, 1) : undefined,
    ]),
  ]);
  const names = joined(
    shown.map((item) => line(`${item.title} (${item.state[0] ?? ''})`, 200)),
    ', ',
    2000,
  );
  return { text: joined([said === undefined ? md`` : words(said, 1000), line(title), names], '\n', 3900), blocks };
}
