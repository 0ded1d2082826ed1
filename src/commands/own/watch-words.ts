import type { Line } from '../../policy/words.ts';
import type { Watch, WatchEvent, WatchSettings } from '../../watches/watch.ts';
import { DAYS } from './watch-times.ts';

const MINUTE = 60_000;
const UNITS: readonly (readonly [ms: number, word: string])[] = [
  [24 * 60 * MINUTE, 'day'],
  [60 * MINUTE, 'hour'],
  [MINUTE, 'minute'],
];

/** "minute", "5 minutes", "day": as it follows "every". */
export function everyWords(ms: number): string {
  const [size, word] = UNITS.find(([unit]) => ms >= unit && ms % unit === 0) ?? [1000, 'second'];
  return ms === size ? word : `${ms / size} ${word}s`;
}

/** "a, b and c". */
export const listWords = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

const EVENTS: Readonly<Record<WatchEvent, string>> = {
  new: 'new records',
  changed: 'changes',
  gone: 'records that are gone',
  entered: 'records that begin to match',
  left: 'records that no longer match',
  happened: 'everything that happens',
};

/** "new records and changes of Status". */
function eventWords({ events, fields }: WatchSettings): string {
  const of = fields.length > 0 ? ` of ${listWords(fields)}` : '';
  const words = events.map((event) => (event === 'changed' ? `${EVENTS.changed}${of}` : EVENTS[event]));
  return listWords(words);
}

function dayWords(days: readonly number[]): string {
  if (days.length === 0) return 'every day';
  if (days.join() === '1,2,3,4,5') return 'on weekdays';
  return `on ${listWords(days.map((day) => DAYS[day - 1] ?? ''))}`;
}

/** How a channel is notified, in a few words for a list. */
export function modeWords({ mode, digest, zone }: WatchSettings): string {
  if (mode === 'record') return 'one message per record, its history in the thread';
  if (mode === 'message') return 'a message for each event';
  const at = digest?.at.length ? digest.at : ['09:00'];
  return `a digest at ${listWords(at)} ${dayWords(digest?.days ?? [])} (${zone})`;
}

/** What a watch will do, a sentence a line. */
export function watchLines({ source, settings }: Pick<Watch, 'source' | 'settings'>): Line[] {
  const { quiet, zone, mention, personal, everyMs } = settings;
  return [
    [`I notify this channel of ${eventWords(settings)}, as ${modeWords(settings)}.`],
    ...(mention ? [['Each message mentions ', mentionWord(mention), '.']] : []),
    ...(source.kind === 'records'
      ? [[`I look every ${everyWords(everyMs)}, and compare with what is there now.`]]
      : []),
    ...(quiet ? [[`Quiet from ${quiet.from} to ${quiet.to} (${zone}).`]] : []),
    ...(personal ? [['Personal data is shown to everybody in the channel.']] : []),
  ];
}

const mentionWord = ({ kind, id }: NonNullable<WatchSettings['mention']>) =>
  kind === 'person' ? { user: id } : { group: id };

/** How to go on from here. */
export const HOW_TO_CHANGE = 'To change, pause or stop it, type /ops watches, or use the menu of any notification.';
