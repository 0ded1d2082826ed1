import type { Facts, Value } from '../../operations/card.ts';
import type { Choices } from '../../operations/operation.ts';
import { decoded, isObject } from '../shared/responses.ts';
import { asText } from '../shared/values.ts';
import { cellOf, type Fields } from './resource.ts';
import type { Row } from './schemas.ts';
import type { Sent, Writable } from './writable.ts';

type Input = Readonly<Record<string, unknown>>;

/** One field that an update would change; `wanted` is undefined where it is emptied. */
export interface Change {
  name: string;
  field: Writable;
  wanted: unknown;
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
/** PMP writes "no number" as 0. */
const isEmpty = (value: unknown): boolean => value === undefined || value === 0;

const has = (row: Row, { name, field, wanted }: Change): boolean => {
  const current = field.read(cellOf(row, name));
  return wanted === undefined ? isEmpty(current) : isSame(current, wanted);
};

/**
 * PMP empties what an update leaves out, so everything is sent: the record as it is stored, and over it what the input
 * gives. A value that says what the record says already keeps the stored one, markup and time of day included.
 */
export function overlay(fields: Fields, row: Row, input: Input): { body: Record<string, Sent>; changes: Change[] } {
  const cleared = new Set([input.clear ?? []].flat());
  const body: Record<string, Sent> = {};
  const changes: Change[] = [];
  for (const [name, field] of Object.entries(fields)) {
    const isCleared = field.empty !== undefined && cleared.has(name);
    const change = { name, field, wanted: isCleared ? undefined : input[name] };
    const isGiven = isCleared || change.wanted !== undefined;
    if (!isGiven || (!field.hidden && has(row, change))) {
      body[name] = field.keep(cellOf(row, name));
    } else {
      changes.push(change);
      body[name] = isCleared ? field.empty?.sent : field.write(change.wanted);
    }
  }
  return { body, changes };
}

/** True if the record has the wanted values, as far as they can be read. */
export const isDone = (row: Row, changes: readonly Change[]): boolean =>
  changes.every((change) => change.field.hidden || has(row, change));

const noChoices: Choices = () => [];

/** A person's value in words; numbers of a list by name where it is known. */
function inWords(field: Writable, value: unknown, choices: Choices): string {
  if (Array.isArray(value)) return value.map((one) => inWords(field, one, choices)).join(', ');
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  // A file, by its name.
  const text = asText(isObject(value) ? value.name : value);
  const site = field.list ? choices(field.list) : [];
  const fixed = Object.hasOwn(field.labels ?? {}, text) ? field.labels?.[text] : undefined;
  return site.find((choice) => choice.value === text)?.label ?? fixed ?? text;
}

/** A stored value in words: by the name PMP sent along, if it did. */
const storedWords = (row: Row, { name, field }: Omit<Change, 'wanted'>): string =>
  decoded(cellOf(row, `${name}_name`)) || inWords(field, field.read(cellOf(row, name)), noChoices);

/** Each change as before -> after; what PMP never shows has no before. */
export const changeFacts = (row: Row, changes: readonly Change[], choices: Choices = noChoices): Facts =>
  Object.fromEntries(
    changes.map((change): [string, Value] => {
      const now = inWords(change.field, change.wanted, choices);
      return [change.field.label, change.field.hidden ? now : { was: storedWords(row, change), now }];
    }),
  );

/** The given value, in words. */
export const givenFacts = (fields: Fields, input: Input): Facts =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]): [string, Value][] =>
      input[name] === undefined ? [] : [[field.label, inWords(field, input[name], noChoices)]],
    ),
  );

/** The differences between two readings of a record. */
export const differences = (fields: Fields, before: Row, after: Row): Facts =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]): [string, Value][] => {
      const [was, now] = [storedWords(before, { name, field }), storedWords(after, { name, field })];
      return was === now ? [] : [[field.label, { was, now }]];
    }),
  );

/** The values that an update with this input loses, because they can be neither read nor left out. */
export const lossesOf = (fields: Fields, input: Input): string[] =>
  Object.entries(fields).flatMap(([name, { label, loss }]) =>
    loss && input[name] === undefined ? [`Without ${label.toLowerCase()}, PMP ${loss}.`] : [],
  );
