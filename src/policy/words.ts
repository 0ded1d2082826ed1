import { formatDuration, intervalToDuration } from 'date-fns';
import type { ApprovalRule } from './rules.ts';

/** Plain words with people, groups and channels in them by id, for whoever can draw a mention. */
export type Word = string | { user: string } | { group: string } | { channel: string };
export type Line = readonly Word[];

const idIn = (word: Word): string => (typeof word === 'string' ? word : (Object.values(word)[0] ?? ''));

/** The lines as text, with bare ids where mentions would be. */
export const textOf = (lines: readonly Line[]): string => lines.map((line) => line.map(idIn).join('')).join('\n');

/** `a, b and c`. */
const listed = (words: readonly Word[], last: 'and' | 'or'): Word[] =>
  words.flatMap((word, index) => {
    if (index === 0) return [word];
    return [index === words.length - 1 ? ` ${last} ` : ', ', word];
  });

export const people = ({ users, groups }: { users: readonly string[]; groups: readonly string[] }): Word[] =>
  listed([...users.map((user) => ({ user })), ...groups.map((group) => ({ group }))], 'and');

/** `#ops or #support`. */
export const places = (channels: readonly string[]): Word[] =>
  listed(
    channels.map((channel) => ({ channel })),
    'or',
  );

/** `, once approved by 2 of @ada, @grace and @leads in #approvals`. */
export function onceApproved({ users, groups, needed, channel }: ApprovalRule): Word[] {
  const isOnePerson = users.length === 1 && groups.length === 0;
  const howMany = isOnePerson ? '' : needed === 1 ? 'one of ' : `${needed} of `;
  return [`, once approved by ${howMany}`, ...people({ users, groups }), ' in ', { channel }];
}

/** `4 hours`, `1 day 30 minutes`. */
export const duration = (minutes: number): string =>
  formatDuration(intervalToDuration({ start: 0, end: minutes * 60_000 }));
