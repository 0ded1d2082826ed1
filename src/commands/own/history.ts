import { type TZDate, tz } from '@date-fns/tz';
import { parseISO, startOfDay } from 'date-fns';
import type { Entry, State } from '../../journal/intent.ts';
import type { HistoryFilter } from '../../journal/journal.ts';
import type { Card, Row } from '../../operations/card.ts';
import { parseDate } from '../../operations/dates.ts';
import { tokenize } from '../tokens.ts';
import { nowIn, serverZone } from '../when.ts';
import type { Answer, Asked, OwnCommand, OwnContext } from './own-command.ts';
import { iso, STATE_WORDS, titleOf, UNDELIVERABLE } from './states.ts';

/** As many as a list pages through at once. */
const MOST_ROWS = 500;
const NAMES = ['who', 'operation', 'vendor', 'state', 'since'];

/** The state that a person means; `withdrawn` is the older word for `cancelled`. */
const stateNamed = (word: string): State | undefined =>
  word === 'withdrawn'
    ? 'cancelled'
    : (Object.keys(STATE_WORDS) as State[]).find((one) => one === word || STATE_WORDS[one] === word);

/** `who=@ada vendor=pmp state=failed since=yesterday`, or what is wrong with it. */
function readFilter(text: string, now: TZDate): { filter: HistoryFilter } | { wrong: string } {
  const filter: HistoryFilter = {};
  for (const { name, value } of tokenize(text, (one) => NAMES.includes(one.toLowerCase()))) {
    switch (name?.toLowerCase()) {
      case 'who':
        filter.actor = value.replace(/^@/, '');
        break;
      case 'operation':
        filter.operation = value;
        break;
      case 'vendor':
        filter.vendor = value.toLowerCase();
        break;
      case 'state': {
        if (value === 'undeliverable' || value === UNDELIVERABLE) {
          filter.undeliverable = true;
          break;
        }
        const state = stateNamed(value);
        if (!state)
          return { wrong: `I know these states: ${[...Object.keys(STATE_WORDS), 'undeliverable'].join(', ')}.` };
        filter.state = state;
        break;
      }
      case 'since': {
        const day = parseDate(value, now, 'past');
        if (!day) return { wrong: 'Give a date after since=, for example since=2026-12-24 or since=yesterday.' };
        filter.since = startOfDay(parseISO(day, { in: tz(now.timeZone ?? serverZone()) })).getTime();
        break;
      }
      default:
        return { wrong: `I do not know "${value}" here. Use ${NAMES.map((one) => `${one}=`).join(', ')}.` };
    }
  }
  return { filter };
}

const rowOf = (entry: Entry): Row => ({
  title: titleOf(entry),
  details: [
    { code: entry.reference },
    STATE_WORDS[entry.state],
    ...(entry.undeliverableAt ? [UNDELIVERABLE] : []),
    { person: entry.actor.id },
    iso(entry.acceptedAt),
  ],
});

const HISTORY = /^history (\d+) (.*)$/s;
/** Longer questions than this do not fit into a button; nobody asks them. */
const LONGEST_KEY = 1_500;

/** The list as it was at that time, with the key to find it again. */
async function listed(
  context: OwnContext,
  { text, actor }: Pick<Asked, 'text' | 'actor'>,
  at: number,
): Promise<Answer> {
  const zone = /since=/i.test(text) ? await context.zoneOf(actor.id) : undefined;
  const read = readFilter(text, nowIn(zone ?? serverZone()));
  if ('wrong' in read) return { sentence: read.wrong, failure: 'input' };
  const { entries, next } = await context.journal.history({ ...read.filter, until: at }, { limit: MOST_ROWS });
  const card: Card = {
    headline: entries.length === 0 ? 'Nothing on record fits' : `${entries.length}${next ? ' newest' : ''} on record`,
    rows: entries.map(rowOf),
    notes: ['Type /ops show and a reference to see one of them.'],
  };
  const pages = `history ${at} ${text}`.slice(0, LONGEST_KEY);
  return { card, title: 'History', reference: '/ops history', at, tookMs: 0, pages };
}

/** What was asked of the bot, newest first. What exactly was given stands behind `show`, for those who may see it. */
export const historyCommand: OwnCommand = {
  word: 'history',
  values: '[who=…] [operation=…] [vendor=…] [state=…] [since=…]',
  summary: 'What was asked of the bot, newest first',
  answer: async (context, asked) => listed(context, asked, (await context.journal.now()) + 1),
};

/** The list behind a key of its pages; undefined when the key is not of a list of this kind. */
export async function historyAnew(
  context: OwnContext,
  key: string,
  actor: Asked['actor'],
): Promise<Extract<Answer, { card: Card }> | undefined> {
  const [, at, text] = HISTORY.exec(key) ?? [];
  if (at === undefined || text === undefined) return undefined;
  const found = await listed(context, { text, actor }, Number(at));
  return 'card' in found ? found : undefined;
}
