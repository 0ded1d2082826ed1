import { siteFields } from '../../engine/intents.ts';
import { findOperation } from '../../operations/catalog.ts';
import type { Choice, Field } from '../../operations/fields.ts';
import type { Clients } from '../../vendors/clients.ts';
import type { WatchSource } from '../../watches/watch.ts';
import type { WatchSubject } from '../../watches/watches.ts';
import { STATE_WORDS } from './states.ts';
import { DAYS } from './watch-times.ts';

/** What people read for each event of a record. */
export const EVENT_WORDS = {
  new: 'New',
  changed: 'Changed',
  gone: 'Gone',
  entered: 'Begins to match the filter',
  left: 'No longer matches the filter',
} as const;
/** What people may type besides. */
export const EVENT_ALIASES: ReadonlyMap<string, string> = new Map([
  ['added', 'new'],
  ['created', 'new'],
  ['change', 'changed'],
  ['changes', 'changed'],
  ['updated', 'changed'],
  ['deleted', 'gone'],
  ['removed', 'gone'],
  ['enters', 'entered'],
  ['leaves', 'left'],
]);

export const MODE_WORDS = {
  record: 'One message per record, edited; its history in the thread',
  message: 'Each event as a message of its own',
  digest: 'A digest at given times',
} as const;

const INTERVALS = ['1m', '5m', '15m', '1h', '6h', '1d'];

const choices = (words: Readonly<Record<string, string>>): Choice[] =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

const field = (name: string, label: string, kind: Field['kind'], more: Partial<Field> = {}): Field => ({
  name,
  label,
  kind,
  required: false,
  aliases: [],
  ...more,
});

/** Fields of the source itself are named apart from the options of a watch: an operation may have a field `mode`. */
const OWN = 'in.';
export const ownName = (name: string): string => `${OWN}${name}`;
export const ownNameIn = (name: string): string | undefined =>
  name.startsWith(OWN) ? name.slice(OWN.length) : undefined;

const JOURNAL_FIELDS: readonly Field[] = [
  field('operation', 'Operations', 'text', { hint: 'An id, or all of a vendor with .* behind its name.' }),
  field('risk', 'Risk', 'select', { options: choices({ read: 'Read', write: 'Write', destructive: 'Destructive' }) }),
  field('state', 'State', 'select', { options: choices(STATE_WORDS) }),
  field('actor', 'Person', 'text', { aliases: ['who', 'person', 'by'], hint: 'The id of a person.' }),
];

/** What the source itself can be asked: the input of its operation, the filter of the journal; by their own names. */
export function sourceFields(source: WatchSource, clients: Clients): readonly Field[] {
  if (source.kind === 'journal') return JOURNAL_FIELDS;
  const operation = source.kind === 'records' ? findOperation(source.operation) : undefined;
  return operation ? siteFields(operation, clients).filter(({ kind }) => kind !== 'file') : [];
}

/** What is given for the source by the subject itself, so that nobody is asked for it. */
export function givenBy(source: WatchSource): Readonly<Record<string, unknown>> {
  if (source.kind === 'journal') return { ...source.filter };
  return source.kind === 'records' ? source.input : {};
}

const listed = (words: readonly string[]): string => words.join(', ');

/** Names of the values of records, which the source cannot be asked for. */
export const recordFilters = (subject: WatchSubject, clients: Clients): WatchSubject['filters'] => {
  const own = new Set(sourceFields(subject.source, clients).map(({ name }) => name));
  const facts = new Set(subject.facts.map(({ label }) => label));
  // What people see of a record comes first; its number last.
  const rank = ({ name, label }: { name: string; label: string }) => (name === 'id' ? 2 : facts.has(label) ? 0 : 1);
  return subject.filters.filter(({ name }) => !own.has(name)).toSorted((a, b) => rank(a) - rank(b));
};

/** All that can be said of records before it is said how a channel is notified. */
function recordOptions(subject: WatchSubject, clients: Clients): Field[] {
  const filters = recordFilters(subject, clients);
  const facts = subject.facts.map(({ label }) => ({ value: label, label }));
  return [
    ...(filters.length === 0
      ? []
      : [
          field('filters', 'Only records with', 'list', {
            placeholder: `${filters[0]?.name}=…`,
            hint: `As name=value. Names: ${listed(filters.map(({ name }) => name)).slice(0, 900)}.`,
          }),
        ]),
    field('events', 'Notify when a record is', 'multiselect', {
      aliases: ['event'],
      options: choices(EVENT_WORDS),
      hint: 'None chosen: new, changed and gone.',
    }),
    ...(facts.length === 0
      ? []
      : [
          field('fields', 'Changes that count', 'multiselect', {
            aliases: ['field'],
            options: facts,
            hint: 'None chosen: a change of any of them.',
          }),
        ]),
  ];
}

/** The options of any watch. `zone`: whose clock its times go by. */
const deliveryFields = (isPolled: boolean, zone: string): Field[] => [
  field('mode', 'How', 'select', { options: choices(MODE_WORDS), default: 'record', required: true }),
  ...(isPolled
    ? [
        field('every', 'Look every', 'select', {
          options: INTERVALS.map((value) => ({ value, label: value })),
          openList: true,
          default: '5m',
          required: true,
        }),
      ]
    : []),
  field('at', 'Digest at', 'list', { placeholder: '9:00', hint: `By the clock of ${zone}; 9:00 if you give none.` }),
  field('days', 'Digest on', 'multiselect', {
    aliases: ['day'],
    options: DAYS.map((label) => ({ value: label.slice(0, 3).toLowerCase(), label })),
    hint: 'None chosen: every day.',
  }),
  field('quiet', 'Quiet hours', 'text', {
    placeholder: '22:00-7:00',
    hint: `By the clock of ${zone}. What happens meanwhile comes after them; what is destructive or critical comes at once.`,
  }),
  field('personal', 'Show personal data (e-mail, phone)', 'checkbox', {
    hint: 'Everybody in the channel sees it.',
  }),
];

/** The options of a watch of this subject, in the order of the form; who is mentioned and the channel aside. */
export const optionFields = (subject: WatchSubject, clients: Clients, zone: string): Field[] => [
  ...(subject.source.kind === 'records' ? recordOptions(subject, clients) : []),
  ...deliveryFields(subject.source.kind === 'records', zone),
];

/** What the source can be asked beside what the subject gives, under names that no option has. */
export const ownFields = (subject: WatchSubject, clients: Clients): Field[] => {
  const given = givenBy(subject.source);
  return sourceFields(subject.source, clients)
    .filter(({ name }) => given[name] === undefined)
    .map((one) => ({ ...one, name: ownName(one.name) }));
};

/** What a watch says nothing about, to be taken out again. Undefined where there is nothing. */
export const mutedField = (muted: readonly string[]): Field | undefined =>
  muted.length === 0
    ? undefined
    : field('muted', 'Muted records', 'multiselect', {
        options: muted.slice(0, 100).map((value) => ({ value, label: value.replace(/^\w+\.(\w+)\//, '$1 ') })),
        hint: 'Take one out to hear of it again.',
      });

/** Every field of the form of this subject, but for those that only a door can draw. */
export const watchFields = (subject: WatchSubject, clients: Clients, zone: string): Field[] => [
  ...ownFields(subject, clients),
  ...optionFields(subject, clients, zone),
];
