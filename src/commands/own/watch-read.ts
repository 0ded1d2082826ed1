import { findOperation, operations } from '../../operations/catalog.ts';
import type { Clients } from '../../vendors/clients.ts';
import { matchesPattern } from '../../watches/rights.ts';
import { defaultSettings, watchSettings } from '../../watches/settings.ts';
import type {
  JournalFilter,
  RecordFilter,
  Watch,
  WatchEvent,
  WatchSettings,
  WatchSource,
} from '../../watches/watch.ts';
import type { WatchSubject } from '../../watches/watches.ts';
import { validate } from '../validate.ts';
import { EVENT_ALIASES, givenBy, MODE_WORDS, ownName, ownNameIn, recordFilters, sourceFields } from './watch-fields.ts';
import { nearest, nearestOf, plainWord } from './watch-nearest.ts';
import { DAYS, intervalText, readClock, readDays, readInterval, readQuiet } from './watch-times.ts';

/**
 * What somebody gave for a watch, by the names of `watchFields`: with words, in a form, or before, for a watch that is to be
 * changed. A value that is wrong stays as it was given.
 */
export type WatchEntries = Readonly<Record<string, unknown>>;

/** What a watch is to be, or by name what would be right. */
export type ReadWatch = { source: WatchSource; settings: WatchSettings } | { errors: Readonly<Record<string, string>> };

const DIGEST_AT = '09:00';
/** Where what is wrong with a setting belongs. */
const NAME_OF: Partial<Record<keyof WatchSettings, string>> = { everyMs: 'every', digest: 'at' };

const textOf = (value: unknown): string => (value === undefined || value === null ? '' : String(value)).trim();
const listOf = (value: unknown): string[] =>
  [value]
    .flat()
    .flatMap((one) => (typeof one === 'string' && !Array.isArray(value) ? one.split(',') : [textOf(one)]))
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** Notes what is wrong as it reads; what is wrong counts as not given. */
class Reading {
  readonly errors: Record<string, string> = {};
  take<T>(name: string, read: { value: T } | { error: string }): T | undefined {
    if ('value' in read) return read.value;
    this.errors[name] ??= read.error;
    return undefined;
  }
}

const PAIR = /^([^=:＝]{1,100}?)\s*[=:＝]\s*(.+)$/su;

/** `status=2` and `Assigned to=Ada`: a name of a value or the label of a fact, whatever its case. */
function readFilters(entries: WatchEntries, known: WatchSubject['filters'], reading: Reading): RecordFilter[] {
  return listOf(entries.filters).flatMap((typed) => {
    const [, name = '', value = ''] = PAIR.exec(typed) ?? [];
    const found = known.find((one) => [one.name, one.label].some((word) => plainWord(word) === plainWord(name)));
    if (found && value !== '') return [{ field: found.name, value: value.trim() }];
    reading.errors.filters ??=
      name === '' || value === ''
        ? `"${typed}" needs a name and a value, for example ${known[0]?.name ?? 'status'}=2.`
        : `Records have no "${name}" to filter by.${nearestOf(name, known)}`;
    return [];
  });
}

function readEvents(entries: WatchEntries, isFiltered: boolean, reading: Reading): WatchEvent[] {
  const given = listOf(entries.events)
    .map((one) => one.toLowerCase())
    .map((one) => EVENT_ALIASES.get(one) ?? one) as WatchEvent[];
  const known: readonly string[] = ['new', 'changed', 'gone', 'entered', 'left'];
  const strange = given.find((one) => !known.includes(one));
  if (strange !== undefined)
    reading.errors.events ??= `"${strange}" is no event.${nearestOf(
      strange,
      known.map((name) => ({ name, label: name })),
    )}`;
  const needsFilter = given.some((one) => one === 'entered' || one === 'left');
  if (needsFilter && !isFiltered) reading.errors.events ??= '"entered" and "left" need a filter.';
  if (given.length > 0) return [...new Set(given)];
  return isFiltered ? ['new', 'changed', 'gone', 'entered', 'left'] : ['new', 'changed', 'gone'];
}

function readFacts(entries: WatchEntries, { facts }: WatchSubject, reading: Reading): string[] {
  return listOf(entries.fields).flatMap((typed) => {
    const found = facts.find(({ label }) => plainWord(label) === plainWord(typed));
    if (found) return [found.label];
    const known = facts.map(({ label }) => ({ name: label, label }));
    reading.errors.fields ??= `Records have no "${typed}".${nearestOf(typed, known)}`;
    return [];
  });
}

const MENTION = /^(?:<?@|<!subteam\^)?([UWS][A-Z0-9]{1,30})(?:\|[^>]*)?>?$/;

function readMention(entries: WatchEntries, reading: Reading): WatchSettings['mention'] {
  const typed = textOf(entries.mention);
  if (typed === '' || /^(?:off|none|no|nobody)$/i.test(typed)) return undefined;
  const [, id] = MENTION.exec(typed) ?? [];
  if (id === undefined) {
    reading.errors.mention = `I cannot tell who "${typed}" is. Type @ and choose a person or a group, or none.`;
    return undefined;
  }
  return { kind: id.startsWith('S') ? 'group' : 'person', id };
}

function readDigest(entries: WatchEntries, reading: Reading): WatchSettings['digest'] {
  const times = listOf(entries.at);
  const at = times.map(readClock);
  const strange = times[at.indexOf(undefined)];
  if (strange !== undefined) reading.errors.at = `"${strange}" is no time of day. Give times like 9:00 or 9:00,16:30.`;
  const days = reading.take('days', readDays(listOf(entries.days))) ?? [];
  if (times.length === 0 && days.length === 0) return undefined;
  const known = [...new Set(at.flatMap((one) => one ?? []))].sort();
  return { at: known.length > 0 ? known : [DIGEST_AT], days };
}

function readMode(entries: WatchEntries, usual: WatchSettings['mode'], reading: Reading): WatchSettings['mode'] {
  const typed = textOf(entries.mode).toLowerCase();
  // Who gives the times of a digest means one.
  if (typed === '') return listOf(entries.at).length > 0 ? 'digest' : usual;
  const modes = Object.keys(MODE_WORDS) as WatchSettings['mode'][];
  const mode = modes.find((one) => one === typed);
  const known = modes.map((name) => ({ name, label: name }));
  if (!mode) reading.errors.mode = `"${typed}" is no way to notify.${nearestOf(typed, known)}`;
  return mode ?? usual;
}

function readPersonal(entries: WatchEntries, reading: Reading): boolean {
  const { personal } = entries;
  if (typeof personal === 'boolean') return personal;
  const typed = textOf(personal).toLowerCase();
  if (/^(?:|off|no|false|0|n)$/.test(typed)) return false;
  if (!/^(?:on|yes|true|1|y)$/.test(typed)) reading.errors.personal = 'Say on or off.';
  return true;
}

/** The values given for the source itself, by its own names. */
const ownValues = (entries: WatchEntries): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(entries).flatMap(([name, value]) => {
      const own = ownNameIn(name);
      return own === undefined || value === undefined || value === '' ? [] : [[own, value] as const];
    }),
  );

const nearestOperation = (typed: string): string => {
  const found = nearest(typed, operations, ({ id }) => [id]);
  return found ? ` Did you mean ${found.id}?` : ' /ops help shows where they are listed.';
};

function readSource({ source }: WatchSubject, entries: WatchEntries, clients: Clients, reading: Reading): WatchSource {
  const values = { ...ownValues(entries), ...givenBy(source) };
  if (source.kind === 'webhook') return source;
  if (source.kind === 'journal') {
    const filter: JournalFilter = { ...values };
    const { operation, actor } = filter;
    if (operation !== undefined && !operations.some(({ id }) => matchesPattern(id, operation)))
      reading.errors[ownName('operation')] = `No operation is called "${operation}".${nearestOperation(operation)}`;
    if (actor !== undefined) filter.actor = String(actor).replace(/^@/, '');
    if (filter.actor !== undefined && !/^\S{2,60}$/.test(filter.actor))
      reading.errors[ownName('actor')] = 'Type @ and choose a person.';
    for (const { name, options } of sourceFields(source, clients)) {
      const value = values[name];
      if (options && value !== undefined && !options.some((one) => one.value === value))
        reading.errors[ownName(name)] ??= `"${textOf(value)}" is not known.${nearestOf(
          textOf(value),
          options.map((one) => ({ name: one.value, label: one.value })),
        )}`;
    }
    return { kind: 'journal', filter };
  }
  const operation = findOperation(source.operation);
  const checked = operation && validate(operation, sourceFields(source, clients), values);
  if (!checked) reading.errors.what = 'This can no longer be watched.';
  else if (!checked.ok)
    for (const [name, why] of Object.entries(checked.errors)) reading.errors[name === '' ? '' : ownName(name)] ??= why;
  return { ...source, input: checked?.ok ? checked.input : values };
}

/** Reads what was given. `zone`: whose clock its times go by. */
export function readWatch(
  subject: WatchSubject,
  entries: WatchEntries,
  { clients, zone }: { clients: Clients; zone: string },
): ReadWatch {
  const reading = new Reading();
  const source = readSource(subject, entries, clients, reading);
  const isRecords = source.kind === 'records';
  const filters = readFilters(entries, recordFilters(subject, clients), reading);
  const every = textOf(entries.every);
  const digest = readDigest(entries, reading);
  const quiet = reading.take('quiet', readQuiet(textOf(entries.quiet)));
  const mention = readMention(entries, reading);
  const usual = defaultSettings(source, zone);
  const settings: WatchSettings = {
    ...usual,
    events: isRecords ? readEvents(entries, filters.length > 0, reading) : usual.events,
    filters,
    fields: readFacts(entries, subject, reading),
    mode: readMode(entries, usual.mode, reading),
    ...(digest ? { digest } : {}),
    ...(quiet ? { quiet } : {}),
    everyMs: (every === '' ? undefined : reading.take('every', readInterval(every))) ?? usual.everyMs,
    ...(mention ? { mention } : {}),
    personal: readPersonal(entries, reading),
    muted: listOf(entries.muted),
  };
  for (const { path, message } of watchSettings.safeParse(settings).error?.issues ?? []) {
    const setting = String(path[0]) as keyof WatchSettings;
    reading.errors[NAME_OF[setting] ?? setting] ??= message;
  }
  return Object.keys(reading.errors).length > 0 ? { errors: reading.errors } : { source, settings };
}

/** The settings of a watch as somebody would give them, for the form that changes it. */
export function entriesOfSettings({ settings }: Pick<Watch, 'settings'>): WatchEntries {
  const { events, filters, fields, mode, digest, quiet, everyMs, mention, personal, muted } = settings;
  return {
    events: events.filter((one) => one !== 'happened'),
    filters: filters.map(({ field, value }) => `${field}=${value}`),
    fields,
    mode,
    every: intervalText(everyMs),
    at: digest?.at ?? [],
    days: (digest?.days ?? []).map((day) => DAYS[day - 1]?.slice(0, 3).toLowerCase() ?? ''),
    ...(quiet ? { quiet: `${quiet.from}-${quiet.to}` } : {}),
    ...(mention ? { mention: `@${mention.id}` } : {}),
    personal,
    ...(muted.length > 0 ? { muted } : {}),
  };
}
