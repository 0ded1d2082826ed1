import { STATE_WORDS } from '../commands/own/states.ts';
import type { Card, Facts, Next } from '../operations/card.ts';
import { operations } from '../operations/catalog.ts';
import { type Operation, wordsOf } from '../operations/operation.ts';
import { isCritical, type JournalMoment } from './journal-filter.ts';
import type { Notification } from './notification.ts';
import type { WatchSettings } from './watch.ts';

/** Contact data of a vendor that cannot be read, and so says nowhere what is personal. */
const CONTACT = /mail|phone|address|contact|name|note|comment|text|message/i;

const READS_OF = new Map(operations.flatMap(({ records }) => (records ? [[records.resource, records] as const] : [])));

/** What a vendor says is personal of the records that an operation is about. */
function personalOf(operation: Operation): (label: string) => boolean {
  const { vendor, resource } = wordsOf(operation.id);
  const records = READS_OF.get(`${vendor}.${resource}`);
  if (!records) return (label) => CONTACT.test(label);
  const names = new Set(records.personal);
  return (label) => names.has(label) || /mail|phone/i.test(label);
}

const isTitlePersonal = (operation: Operation): boolean => {
  const { vendor, resource } = wordsOf(operation.id);
  return READS_OF.get(`${vendor}.${resource}`)?.personal.includes('title') ?? false;
};

const factsFor = (facts: Facts, isHidden: (label: string) => boolean): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([label]) => !isHidden(label)));

/** Only steps that name a record by its id. */
const plainSteps = (next: readonly Next[]): Next[] =>
  next.filter(({ input }) => Object.keys(input).every((name) => name === 'id'));

/** The part of an answer that the audience of a watch may see. What was asked for in private says no more than that it was done. */
function cardFor({ entry, operation, state }: JournalMoment, title: string, personal: boolean): Card {
  const word = STATE_WORDS[state];
  const card = state === 'succeeded' ? entry.outcome?.card : undefined;
  const facts: Facts = { State: word, Reference: { code: entry.reference } };
  if (entry.origin.private) return { headline: title, facts };
  const shown = card?.facts ?? entry.approval?.facts ?? {};
  const next = personal ? (card?.next ?? []) : plainSteps(card?.next ?? []);
  return {
    headline: title,
    ...(personal && card?.body !== undefined ? { body: card.body } : {}),
    facts: { ...facts, ...(personal ? shown : factsFor(shown, personalOf(operation))) },
    ...(next.length > 0 ? { next } : {}),
  };
}

function titleOf({ entry, operation, state }: JournalMoment, personal: boolean): string {
  const headline = state === 'succeeded' && !entry.origin.private ? entry.outcome?.card?.headline : undefined;
  if (headline !== undefined && (personal || !isTitlePersonal(operation))) return headline;
  const id = entry.subject?.split('/').at(-1);
  return id === undefined || entry.origin.private ? operation.title : `${operation.title}: ${id}`;
}

/** What one watch says of a change of an entry. Personal facts only where it is to show them. */
export function journalNotification(
  moment: JournalMoment,
  { personal }: Pick<WatchSettings, 'personal'>,
): Notification {
  const { entry, at } = moment;
  const title = titleOf(moment, personal);
  return {
    event: 'happened',
    subject: entry.reference,
    title,
    card: cardFor(moment, title, personal),
    changes: [],
    actor: entry.actor.id,
    critical: isCritical(moment),
    at,
  };
}
