import type { Value } from './card.ts';
import type { Field } from './fields.ts';
import {
  type Coerced,
  readChoice,
  readDay,
  readList,
  readMoment,
  readNumber,
  readText,
  readYesNo,
} from './typed-values.ts';

/** One kind of field; `blocks/inputs.ts` draws it in Slack. */
export interface KindOfField {
  /** Its name for people, in help; empty where it goes without saying. */
  words: string;
  /** A value as somebody would type it. */
  example: string;
  /** How a JSON schema types its values; a format tells kinds of one type apart. */
  json: { type: 'string' | 'number' | 'integer' | 'boolean' | 'array'; format?: string };
  /** Reads typed text as a value, or says what would be right. */
  read(typed: string, field: Field, today: Date): Coerced;
  /** A value as somebody would type it in a command; `read` gives it back. */
  write(value: unknown): string;
  /** A value as a fact on a card. */
  show(value: unknown): Value;
  /** Free text: it may take the rest of the line, unless it is an id. `long`: it may have line breaks. */
  text?: 'short' | 'long';
  isDate?: true;
  isMany?: true;
  /** A command cannot carry it, and a form that opens again asks for it anew. */
  isFormOnly?: true;
  /** The value of an input that nobody touched; absent: none. */
  untouched?: false;
  /** An input left empty in an update says "as it is". */
  keepsWhenEmpty?: true;
}

const asTyped = (value: unknown): string => String(value);
const yesOrNo = (value: unknown): string => (value ? 'yes' : 'no');
const commaJoined = (value: unknown): string => [value].flat().join(',');

const plain = (value: unknown): Value =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
const day = (value: unknown): Value => (typeof value === 'string' ? { date: value } : plain(value));
const items = (value: unknown): Value => (Array.isArray(value) ? value.join(', ') : plain(value));
const fileNames = (value: unknown): Value =>
  Array.isArray(value) ? value.map(({ name }: { name: string }) => name).join(', ') : undefined;

const text = {
  words: '',
  example: 'Solar roof',
  json: { type: 'string' },
  read: readText,
  write: asTyped,
  show: plain,
} as const;
const number = { read: readNumber, write: asTyped, show: plain } as const;
const date = { read: readDay, write: asTyped, show: day, isDate: true } as const;
const choice = {
  words: '',
  example: 'NEW',
  json: { type: 'string' },
  read: readChoice,
  write: asTyped,
  show: plain,
} as const;
const several = {
  words: 'several, separated by commas',
  example: 'one,two',
  json: { type: 'array' },
  read: readList,
  write: commaJoined,
  show: items,
  isMany: true,
} as const;
const truth = {
  words: 'yes or no',
  example: 'yes',
  json: { type: 'boolean' },
  read: readYesNo,
  write: yesOrNo,
  show: plain,
} as const;

/** Every kind of field, a row each. */
export const FIELD_KINDS = {
  text: { ...text, text: 'short' },
  multiline: { ...text, text: 'long' },
  number: { ...number, words: 'a number', example: '12.5', json: { type: 'number' } },
  integer: { ...number, words: 'a whole number', example: '12', json: { type: 'integer' } },
  email: { ...text, words: 'an e-mail address', example: 'ada@example.com', json: { type: 'string', format: 'email' } },
  url: { ...text, words: 'a web address', example: 'https://example.com', json: { type: 'string', format: 'uri' } },
  date: { ...date, words: 'a date', example: '2026-12-24', json: { type: 'string', format: 'date' } },
  datetime: {
    ...date,
    words: 'a date and time',
    example: '2026-12-24 14:30',
    json: { type: 'string', format: 'date-time' },
    read: readMoment,
  },
  select: choice,
  multiselect: several,
  /** A box that is not ticked means no. */
  checkbox: { ...truth, untouched: false },
  /** Yes, no, or left as it is: an optional boolean without a default. */
  yesno: { ...truth, keepsWhenEmpty: true },
  list: several,
  /** Files added in the form. */
  file: {
    words: 'files, in the form only',
    example: 'photo.jpg',
    json: { type: 'array' },
    read: () => ({ error: 'Files can be added in the form only.' }),
    write: asTyped,
    show: fileNames,
    isFormOnly: true,
  },
} as const satisfies Record<string, KindOfField>;

export type FieldKind = keyof typeof FIELD_KINDS;

/** The row of a field's kind. */
export const kindOf = ({ kind }: { kind: FieldKind }): KindOfField => FIELD_KINDS[kind];
