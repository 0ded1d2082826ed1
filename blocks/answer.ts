import { withinBudget } from './limits.ts';
import type { Message } from './message.ts';
import { headline, section } from './parts.ts';
import { channelMention, groupMention, joined, line, type Mrkdwn, md, mention, words } from './text.ts';

/** Words with people, groups and channels in them by id. */
export type AnswerWord = string | { user: string } | { group: string } | { channel: string };

function wordText(word: AnswerWord): Mrkdwn {
  if (typeof word === 'string') {
    // The spaces around a mention belong to the words, which lose them on their way.
    const before = word.startsWith(' ') ? md` ` : md``;
    return md`${before}${words(word, 2000)}${word.endsWith(' ') ? md` ` : md``}`;
  }
  if ('user' in word) return mention(word.user);
  return 'group' in word ? groupMention(word.group) : channelMention(word.channel);
}

/** A question about the bot itself, answered in lines of plain words. */
export function answerMessage(title: string, lines: readonly (readonly AnswerWord[])[]): Message {
  const texts = lines.map((one) => joined(one.map(wordText), ''));
  return {
    text: joined([line(title, 200), ...texts], '\n'),
    blocks: withinBudget(() => [headline(title), ...texts.slice(0, 40).map(section)]),
  };
}
