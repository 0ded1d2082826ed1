import { findByWords, findOperation, findVendor } from '../../operations/catalog.ts';
import { kindOf } from '../../operations/field-kinds.ts';
import type { Field } from '../../operations/fields.ts';
import type { Clients } from '../../vendors/clients.ts';
import { isWatchable, subjectOf } from '../../watches/subjects.ts';
import type { WatchSubject } from '../../watches/watches.ts';
import { findField } from '../strange-names.ts';
import { isPrivateFlag, type Token, tokenize } from '../tokens.ts';
import { nowIn } from '../when.ts';
import { givenBy, optionFields, ownName, sourceFields } from './watch-fields.ts';
import { nearest, plainWord } from './watch-nearest.ts';
import type { WatchEntries } from './watch-read.ts';

/** What was typed for a watch, as far as it was understood. `errors` by the names of `watchFields`, and `what`. */
export interface TypedWatch {
  subject?: WatchSubject;
  entries: WatchEntries;
  errors: Readonly<Record<string, string>>;
}

/** Names that mean an option of the watch, whatever is watched; any other `name=` is a filter. */
const OPTIONS: ReadonlyMap<string, string> = new Map([
  ...['events', 'fields', 'mode', 'every', 'at', 'days', 'quiet', 'mention', 'personal'].map((name) => [name, name]),
  ['event', 'events'],
  ['field', 'fields'],
  ['day', 'days'],
] as [string, string][]);
const LISTS: ReadonlySet<string> = new Set(['events', 'fields', 'at', 'days']);

const optionNamed = (name: string): string | undefined => OPTIONS.get(name.toLowerCase());

/** `leads` and `lead`, `pmp` and `/PMP` are one word each. */
const stem = (word: string): string => plainWord(word.replace(/^\//, '')).replace(/(?<=..)s$/, '');
const stems = (words: readonly string[]): string => words.map(stem).join(' ');

/** The subject that `pmp lead list` or `pmp search leads` means, by its operation: also one that needs words of its own. */
function byOperation(words: readonly string[]): WatchSubject | undefined {
  const [first = '', second = '', third = ''] = words.map((word) => word.replace(/^\//, '').toLowerCase());
  const vendor = findVendor(first);
  const operation = findOperation(first) ?? (vendor && third ? findByWords(vendor, second, third) : undefined);
  return operation && isWatchable(operation) ? subjectOf(operation) : undefined;
}

/** The subject that the first words name, and how many of them do. */
export function subjectIn(
  subjects: readonly WatchSubject[],
  words: readonly string[],
): { subject: WatchSubject; count: number } | undefined {
  for (let count = Math.min(words.length, 6); count > 0; count--) {
    const wanted = stems(words.slice(0, count));
    const subject = subjects.find(({ key }) => stems(key.split(' ')) === wanted);
    if (subject) return { subject, count };
    const found = count === 3 || count === 1 ? byOperation(words.slice(0, count)) : undefined;
    if (found) return { subject: found, count };
  }
  return undefined;
}

function unknownSubject(subjects: readonly WatchSubject[], words: readonly string[]): TypedWatch {
  const typed = words.slice(0, 3).join(' ');
  const found = nearest(typed, subjects, ({ key, title }) => [key, title]);
  const first = words[0] ?? '';
  const same = subjects.filter(({ key }) => stem(key.split(' ')[0] ?? '') === stem(first));
  const named = (same.length > 0 ? same : subjects).slice(0, 12).map(({ key }) => key);
  const meant = found ? ` Did you mean ${found.key}?` : '';
  const why = typed === '' ? 'Say what to watch.' : `I do not know "${typed}".${meant}`;
  return {
    entries: found ? { what: found.key } : {},
    errors: { what: `${why} You can watch ${named.join(', ')}.`.slice(0, 900) },
    ...(found ? { subject: found } : {}),
  };
}

/** Collects what was typed under each name; what is given twice and is no list is said. */
class Collected {
  readonly entries: Record<string, unknown> = {};
  readonly errors: Record<string, string> = {};

  option(name: string, value: string): void {
    if (LISTS.has(name)) {
      this.add(
        name,
        value
          .split(',')
          .map((one) => one.trim())
          .filter(Boolean),
      );
      return;
    }
    if (this.entries[name] !== undefined)
      this.errors[name] = `Given twice: ${String(this.entries[name])} and ${value}. Give it once.`;
    this.entries[name] = value;
  }

  add(name: string, items: readonly string[]): void {
    this.entries[name] = [...((this.entries[name] as string[] | undefined) ?? []), ...items];
  }

  own(field: Field, typed: string, zone: string): void {
    const name = ownName(field.name);
    const read = kindOf(field).read(typed, field, nowIn(zone));
    if ('error' in read) this.errors[name] = read.error;
    this.entries[name] = 'error' in read ? typed : read.value;
  }
}

/** Bare words go to the fields that the operation takes without their names; the last text takes all that is left. */
function placeWords(words: readonly string[], waiting: readonly Field[], collected: Collected, zone: string): string[] {
  const left = [...words];
  for (const [index, field] of waiting.entries()) {
    if (left.length === 0) break;
    const isRest = index === waiting.length - 1 && kindOf(field).text !== undefined && field.idOf === undefined;
    collected.own(field, isRest ? left.splice(0).join(' ') : (left.shift() ?? ''), zone);
  }
  return left;
}

function positionalOf({ source }: WatchSubject, fields: readonly Field[]): Field[] {
  const operation = source.kind === 'records' ? findOperation(source.operation) : undefined;
  const given = givenBy(source);
  return (operation?.positional ?? []).flatMap((name) =>
    given[name] === undefined ? (fields.find((one) => one.name === name) ?? []) : [],
  );
}

/** Everything behind the words that name the subject. */
function readOptions(
  tokens: readonly Token[],
  words: readonly string[],
  subject: WatchSubject,
  { clients, zone }: { clients: Clients; zone: string },
): Collected {
  const collected = new Collected();
  const fields = sourceFields(subject.source, clients);
  const offered = new Set([...optionFields(subject, clients, zone).map(({ name }) => name), 'mention']);
  const notes: string[] = [];
  for (const { name, strange, value } of tokens) {
    const option = name === undefined ? undefined : optionNamed(name);
    if (option !== undefined) {
      if (offered.has(option)) collected.option(option, value);
      else notes.push(`${subject.title} takes no "${option}".`);
    } else if (strange) {
      const own = findField(fields, strange.name);
      if (own && givenBy(subject.source)[own.name] === undefined) collected.own(own, strange.value, zone);
      else collected.add('filters', [`${strange.name}=${strange.value}`]);
    }
  }
  const left = placeWords(words, positionalOf(subject, fields), collected, zone);
  if (left.length > 0) notes.push(`I could not place these words: ${left.join(' ').slice(0, 300)}`);
  if (notes.length > 0) collected.errors[''] = notes.join(' ');
  return collected;
}

/** Reads `pmp leads status=2 every=5m at=9:00`. Never throws, and keeps whatever was typed. */
export function readTypedWatch(
  text: string,
  subjects: readonly WatchSubject[],
  parts: { clients: Clients; zone: string },
): TypedWatch {
  const tokens = tokenize(text, (name) => optionNamed(name) !== undefined);
  const words = tokens
    .filter(({ name, strange, quoted, value }) => !name && !strange && (quoted || !isPrivateFlag(value)))
    .map(({ value }) => value);
  const found = subjectIn(subjects, words);
  const unknown = found ? undefined : unknownSubject(subjects, words);
  const subject = found?.subject ?? unknown?.subject;
  if (!subject) {
    const typed = text.trim().slice(0, 300);
    return { entries: {}, errors: { ...unknown?.errors, ...(typed ? { '': `You typed: ${typed}` } : {}) } };
  }
  // Of words that name nothing, the nearest subject was meant by about as many as its own name has.
  const taken = found?.count ?? subject.key.split(' ').length;
  const collected = readOptions(tokens, words.slice(taken), subject, parts);
  return {
    subject,
    entries: { what: subject.key, ...collected.entries },
    errors: { ...collected.errors, ...unknown?.errors },
  };
}
