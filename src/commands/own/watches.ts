import { formatDistance } from 'date-fns';
import type { Row } from '../../operations/card.ts';
import type { Watch } from '../../watches/watch.ts';
import type { ListedWatch } from '../../watches/watches.ts';
import { nowIn, whenWords } from '../when.ts';
import type { Answer, Asked, OwnCommand, OwnContext } from './own-command.ts';
import { askerOf } from './watch.ts';
import { nearest } from './watch-nearest.ts';
import { pauseUntil } from './watch-until.ts';
import { everyWords, modeWords } from './watch-words.ts';

/** What can be done with a watch by its id. */
export const WATCH_DEEDS = ['pause', 'resume', 'change', 'test', 'stop', 'own'] as const;
export type WatchDeed = (typeof WATCH_DEEDS)[number];

export const isDeed = (word: string): word is WatchDeed => (WATCH_DEEDS as readonly string[]).includes(word);

/** "Paused until …: why", "Active", with what is wrong with it. */
export function stateWords(
  { watch, failures, waiting, oldestDueAt, lastAnswerAt }: ListedWatch,
  now: number,
): string[] {
  const ago = (at: number) => formatDistance(at, now, { addSuffix: true });
  const { pause, state } = watch;
  const until = pause?.until === undefined ? '' : ` for ${formatDistance(pause.until, now)}`;
  return [
    state === 'paused' ? `Paused${until}${pause?.why ? `: ${pause.why}` : ''}` : 'Active',
    ...(lastAnswerAt === undefined ? [] : [`last answer ${ago(lastAnswerAt)}`]),
    ...(failures > 0 ? [`${failures} ${failures === 1 ? 'failure' : 'failures in a row'}`] : []),
    ...(waiting > 0
      ? [
          `${waiting} waiting${oldestDueAt === undefined ? '' : `, the oldest since ${ago(oldestDueAt).replace(/ ago$/, '')}`}`,
        ]
      : []),
  ];
}

/** How it looks and notifies, in a line. */
export const habitWords = ({ source, settings }: Watch): string =>
  [
    ...(source.kind === 'records' ? [`every ${everyWords(settings.everyMs)}`] : []),
    modeWords(settings),
    ...(settings.quiet ? [`quiet ${settings.quiet.from}–${settings.quiet.to}`] : []),
    ...(settings.muted.length > 0 ? [`${settings.muted.length} muted`] : []),
  ].join(' · ');

const rowOf = (listed: ListedWatch, now: number): Row => ({
  title: listed.title,
  details: [
    { code: listed.watch.id },
    ...stateWords(listed, now),
    habitWords(listed.watch),
    { person: listed.watch.owner.id },
  ],
});

/** The watches of this place and of this person, as a card; doors with buttons draw them from `watches`. */
export async function watchList(context: OwnContext, asked: Asked): Promise<Extract<Answer, { card: unknown }>> {
  const now = await context.journal.now();
  const watches = await context.watches.list(asked.watchPlace, asked.actor);
  const where = asked.watchPlace ? 'this channel and yours' : 'yours';
  const headline =
    watches.length === 0
      ? `No watches: ${where}`
      : `${watches.length} ${watches.length === 1 ? 'watch' : 'watches'}: ${where}`;
  const card = {
    headline,
    rows: watches.map((one) => rowOf(one, now)),
    notes: [
      watches.length === 0
        ? 'Type /ops watch in a channel to set one up.'
        : `Type /ops watches and ${WATCH_DEEDS.join(', ')} with an id, for example: /ops watches pause ${watches[0]?.watch.id} 1h`,
    ],
  };
  return { card, title: 'Watches', reference: '/ops watches', at: now, tookMs: 0, watches };
}

const sayDone: Readonly<Record<Exclude<WatchDeed, 'change'>, (id: string) => string>> = {
  pause: (id) => `${id} is paused. What happens meanwhile waits. /ops watches resume ${id} goes on from there.`,
  resume: (id) => `${id} goes on from where it was.`,
  test: (id) => `An example of ${id} is on its way to its channel.`,
  stop: (id) => `${id} is stopped. Nothing more will be posted for it.`,
  own: (id) => `${id} is yours now: your rights count from here on.`,
};

/** Does it, and says so. Rejects with an OperationError where the person may not. */
export async function doWith(
  { watches }: Pick<OwnContext, 'watches'>,
  deed: Exclude<WatchDeed, 'change'>,
  id: string,
  asked: Pick<Asked, 'actor' | 'place'>,
  until?: number,
): Promise<string> {
  const asker = askerOf(asked);
  if (deed === 'pause') await watches.pause(id, asker, until);
  if (deed === 'resume') await watches.resume(id, asker);
  if (deed === 'test') await watches.test(id, asker);
  if (deed === 'stop') await watches.stop(id, asker);
  if (deed === 'own') await watches.becomeOwner(id, asker);
  return sayDone[deed](id);
}

/** Says until when, by the clock of the watch. */
export const pausedUntil = ({ id, settings }: Watch, until: number, now: number): string =>
  `${id} is paused until ${whenWords(new Date(until).toISOString(), nowIn(settings.zone, now))}. What happens meanwhile waits.`;

const NO_CHANGE = 'A watch is changed in a form: type /ops watches in Slack and press Change, or set up another one.';

async function act(context: OwnContext, asked: Asked, word: string, id: string, rest: string): Promise<Answer> {
  const watch = await context.watches.find(id.toUpperCase());
  if (!watch)
    return {
      sentence: `There is no watch "${id}". /ops watches lists them; an id looks like W-7K3Q9F.`,
      failure: 'input',
    };
  if (!isDeed(word)) {
    const meant = nearest(word, WATCH_DEEDS, (one) => [one]);
    const hint = meant ? ` Did you mean ${meant}?` : '';
    return { sentence: `I do not know "${word}".${hint} I know ${WATCH_DEEDS.join(', ')}.`, failure: 'input' };
  }
  if (word === 'change')
    return { sentence: NO_CHANGE, failure: 'input', form: { entries: {}, errors: {}, watch: watch.id } };
  const { zone } = watch.settings;
  const now = await context.journal.now();
  const until = rest === '' ? undefined : pauseUntil(rest, zone, now);
  if (rest !== '' && (word !== 'pause' || until === undefined))
    return { sentence: `I could not read "${rest}". A pause may last 1h, 2d, or until monday.`, failure: 'input' };
  const sentence = await doWith(context, word, watch.id, asked, until);
  return { sentence: until === undefined ? sentence : pausedUntil(watch, until, now) };
}

/** Lists watches, and steers one by its id. */
export const watchesCommand: OwnCommand = {
  word: 'watches',
  values: '[pause|resume|test|stop|own W-…]',
  summary: 'The watches of this channel and yours',
  async answer(context, asked) {
    const [first = '', second = '', ...rest] = asked.text.trim().split(/\s+/).filter(Boolean);
    if (first === '') return watchList(context, asked);
    // `W-7K3Q9F pause` as well: both orders are natural.
    const [word, id] = /^w-/i.test(first) ? [second, first] : [first, second];
    return act(context, asked, word.toLowerCase(), id, rest.join(' '));
  },
};
