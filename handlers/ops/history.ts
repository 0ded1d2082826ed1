import { type TZDate, tz } from '@date-fns/tz';
import { parseISO, startOfDay } from 'date-fns';
import { cardMessage, ROWS_PER_PAGE } from '../../blocks/card.ts';
import type { Message } from '../../blocks/message.ts';
import { noticeMessage } from '../../blocks/status.ts';
import type { Card, Facts, Row } from '../../src/card.ts';
import { findOperation } from '../../src/catalog.ts';
import { parseDate } from '../../src/grammar/dates.ts';
import { tokenize } from '../../src/grammar/tokens.ts';
import { nowIn, serverZone } from '../../src/grammar/when.ts';
import { inputFacts } from '../../src/input-facts.ts';
import type { Actor, Entry, State } from '../../src/intent.ts';
import type { HistoryFilter } from '../../src/journal/journal.ts';
import type { Desk } from '../support/desk.ts';
import type { Snapshot } from '../support/snapshots.ts';
import type { Asked } from './index.ts';

/** As many as a snapshot pages through at once. */
const MOST_ROWS = 500;

const STATE_WORDS: Record<State, string> = {
  proposed: 'waits for confirmation',
  accepted: 'accepted',
  running: 'under way',
  awaiting_approval: 'waits for approval',
  succeeded: 'done',
  denied: 'denied',
  refused: 'refused',
  failed: 'failed',
  unknown: 'outcome unknown',
  expired: 'expired',
  withdrawn: 'withdrawn',
};
/** Said beside the state: how it ended is known, but its person could not be notified. */
const UNDELIVERABLE = 'could not be notified';
const NAMES = ['who', 'operation', 'vendor', 'state', 'since'];

const titleOf = (entry: Entry): string => findOperation(entry.operation)?.title ?? entry.operation;
const iso = (at: number): { date: string } => ({ date: new Date(at).toISOString() });

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
        const state = (Object.keys(STATE_WORDS) as State[]).find((one) => one === value || STATE_WORDS[one] === value);
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
/** The answer follows the acknowledgement if it takes longer than that allows. */
const ZONE_WITHIN_MS = 1_500;
/** Longer questions than this do not fit into a button; nobody asks them. */
const LONGEST_KEY = 1_500;

/** The list as it was at that time, and the key to find it again. */
async function listed(desk: Desk, { text, actor }: Pick<Asked, 'text' | 'actor'>, at: number) {
  const zone = /since=/i.test(text) ? await desk.zones.of(actor.id, ZONE_WITHIN_MS) : undefined;
  const read = readFilter(text, nowIn(zone ?? serverZone()));
  if ('wrong' in read) return read;
  const { entries, next } = await desk.journal.history({ ...read.filter, until: at }, { limit: MOST_ROWS });
  const card: Card = {
    headline: entries.length === 0 ? 'Nothing on record fits' : `${entries.length}${next ? ' newest' : ''} on record`,
    rows: entries.map(rowOf),
    notes: ['Type /ops show and a reference to see one of them.'],
  };
  const frame = {
    operation: 'History',
    vendor: 'Bellhop',
    actor: actor.id,
    at,
    tookMs: 0,
    reference: '/ops history',
  };
  return { snapshot: { card, frame }, key: `history ${at} ${text}`.slice(0, LONGEST_KEY) };
}

/** What was asked of the bot, newest first. What exactly was given stands behind `/ops show`, for those who may see it. */
export async function history(desk: Desk, asked: Asked): Promise<Message> {
  const found = await listed(desk, asked, (await desk.journal.now()) + 1);
  if ('wrong' in found) return noticeMessage(found.wrong);
  const { key, snapshot } = found;
  const { card, frame } = snapshot;
  if ((card.rows ?? []).length <= ROWS_PER_PAGE) return cardMessage(card, frame);
  desk.snapshots.keep(key, snapshot);
  return cardMessage(card, { ...frame, page: { number: 1, snapshot: key } });
}

/** The list behind a key of its page buttons; undefined when the key is not of a list of this kind. */
export async function historyAnew(desk: Desk, key: string, actor: Actor): Promise<Snapshot | undefined> {
  const [, at, text] = HISTORY.exec(key) ?? [];
  if (at === undefined || text === undefined) return undefined;
  const found = await listed(desk, { text, actor }, Number(at));
  return 'wrong' in found ? undefined : found.snapshot;
}

/** Own inputs always; those of others only for people who may run the operation themselves. */
async function maySeeInput(desk: Desk, entry: Entry, actor: Actor, channel: string): Promise<boolean> {
  if (entry.actor.id === actor.id) return true;
  const operation = findOperation(entry.operation);
  if (!operation) return false;
  const decided = await desk.policy.decideAtAll(actor, operation, { channel });
  return decided.decision !== 'deny';
}

/** One intent with everything that is known of it. */
export async function show(desk: Desk, { text, actor, channel }: Asked): Promise<Message> {
  const entry = await desk.journal.find(text.trim());
  if (!entry) return noticeMessage('Nothing on record has this reference. It looks like BH-7K3Q9F.');
  const operation = findOperation(entry.operation);
  const open = await maySeeInput(desk, entry, actor, channel);
  const votes = (entry.votes ?? []).map(
    ({ approve, reason }) => `${approve ? 'approved' : 'denied'}${open && reason ? ` (${reason})` : ''}`,
  );
  const facts: Facts = {
    State: STATE_WORDS[entry.state],
    Notified: entry.undeliverableAt
      ? `The person ${UNDELIVERABLE}: Slack took no message, however it was sent. ${entry.attempts ?? 0} attempts.`
      : undefined,
    'Asked by': { person: entry.actor.id },
    Asked: iso(entry.acceptedAt),
    Reference: { code: entry.reference },
    Operation: { code: entry.operation },
    Approvals: votes.join(', '),
    Undoes: entry.undoes ? { code: entry.undoes } : undefined,
    Result: open ? entry.outcome?.card?.headline : undefined,
    Reason: open ? entry.outcome?.failure?.message : undefined,
    ...(open && operation ? inputFacts(operation, entry.input) : {}),
  };
  const card: Card = {
    headline: `${titleOf(entry)}: ${STATE_WORDS[entry.state]}`,
    facts,
    ...(open ? {} : { notes: ['What was given is hidden: you may not run this operation.'] }),
  };
  return cardMessage(card, {
    operation: 'Show',
    vendor: 'Bellhop',
    actor: actor.id,
    at: Date.now(),
    tookMs: entry.outcome?.tookMs ?? 0,
    reference: entry.reference,
  });
}
