import { z } from 'zod';
import { type FileRef, files } from '../../operations/files.ts';
import { type BodyValue, type FieldLook, field } from '../../operations/operation.ts';
import { dayOf, number, readable, reference, withoutBreaks, withoutTags } from './schemas.ts';

/** A value of a JSON body; the switches of a project are nested. */
export type Sent = BodyValue | Readonly<Record<string, readonly string[]>>;

/**
 * One field of a record that people can write: how it is asked for, what a stored value says, how it is sent.
 * `V` is a person's value, `N` whether a new record needs it, `S` how it travels.
 */
export interface Writable<V = unknown, N extends boolean = boolean, S extends Sent = Sent> {
  label: string;
  schema: z.ZodType<V>;
  needed: N;
  /** Labels of its values, where they are the same everywhere. */
  labels?: Readonly<Record<string, string>>;
  /** Name of the site's list its numbers come from. */
  list?: string;
  /** No answer of PMP ever says it. */
  hidden?: true;
  /** The effect on it of an update without it. */
  loss?: string;
  /** A stored value as a person would give it; undefined for nothing. */
  read(stored: string): V | undefined;
  /** The value to send so that a stored one stays as it is. */
  keep(stored: string): S;
  write(value: V): S;
  /** The value to send to empty it; absent where it cannot be emptied. */
  empty?: { sent: S };
}

type Plain<V> = Writable<V, false, BodyValue>;
type Look = FieldLook & { max?: number };

/** A new record cannot do without it, and so it cannot be emptied. */
export const needed = <V, S extends Sent>({ empty: _, ...one }: Writable<V, boolean, S>): Writable<V, true, S> => ({
  ...one,
  needed: true,
});

/** A field that PMP takes and never shows; `loss` is the effect of an update without it. */
export const hidden = <V>({ empty: _, ...one }: Plain<V>, loss?: string): Plain<V> => ({
  ...one,
  hidden: true,
  ...(loss === undefined ? {} : { loss }),
  read: () => undefined,
  keep: () => undefined,
});

const isText = (max: number) => z.string().overwrite(withoutTags).trim().min(1, 'Give some text.').max(max);

export const text = (label: string, { max = 191, ...look }: Look = {}): Plain<string> => ({
  label,
  schema: field(label, isText(max), look),
  needed: false,
  read: (stored) => readable(stored) || undefined,
  keep: (stored) => stored || undefined,
  write: (value) => value,
  empty: { sent: '' },
});

export const email = (label: string, look: FieldLook = {}): Plain<string> => ({
  ...text(label),
  schema: field(label, z.email().max(100), { placeholder: 'ada@example.com', ...look }),
});

export const longText = (label: string, { max = 10_000, ...look }: Look = {}): Plain<string> => ({
  ...text(label),
  schema: field(label, isText(max), { as: 'multiline', ...look }),
});

/** PMP puts a `<br />` before each line break at every save: sent back as it is stored, the text would grow. */
export const growingText = (label: string, look: Look = {}): Plain<string> => ({
  ...longText(label, look),
  keep: (stored) => withoutBreaks(stored) || undefined,
});

export const decimal = (
  label: string,
  look: FieldLook = {},
  schema: z.ZodType<number> = z.number().min(0),
): Plain<number> => ({
  label,
  schema: field(label, schema, look),
  needed: false,
  read: (stored) => (stored === '' || Number.isNaN(Number(stored)) ? undefined : Number(stored)),
  keep: (stored) => stored || undefined,
  write: String,
  empty: { sent: '0' },
});

/** PMP takes a flag's mere presence for yes. */
export const flag = (label: string, look: FieldLook = {}): Plain<boolean> => ({
  label,
  schema: field(label, z.boolean(), look),
  needed: false,
  read: (stored) => (stored === '' ? undefined : stored === '1'),
  keep: (stored) => stored === '1',
  write: (value) => value,
});

/** A day. A stored time of day is kept, as long as the day is. */
export const date = (label: string, look: FieldLook = {}): Plain<string> => ({
  label,
  schema: field(label, z.iso.date(), look),
  needed: false,
  read: dayOf,
  keep: (stored) => (dayOf(stored) ? { date: stored.replace(' ', 'T') } : undefined),
  write: (value) => ({ date: value }),
  empty: { sent: undefined },
});

/** The number of another record. */
export const link = (label: string, look: FieldLook = {}): Plain<string> => ({
  label,
  schema: field(label, number, look),
  needed: false,
  read: (stored) => reference(stored) || undefined,
  keep: (stored) => stored || undefined,
  write: (value) => value,
  empty: { sent: '0' },
});

const fromList = z
  .string()
  .trim()
  .regex(/^\d{1,12}$/, 'Give a name from the list, or its number in PMP, for example 3.');

/** A number of a list that only the site knows; its names are known as far as settings and answers told them. */
export const listed = (label: string, list: string, look: FieldLook = {}): Plain<string> => ({
  ...link(label),
  list,
  schema: field(label, fromList, { choices: list, openList: true, ...look }),
});

/** One of a few numbers that are the same at every site. */
export const oneOfFew = (
  label: string,
  options: Readonly<Record<string, string>>,
  look: FieldLook = {},
): Plain<string> => ({
  ...link(label),
  labels: options,
  schema: field(label, z.enum(Object.keys(options)), { options, ...look }),
});

/** Several numbers of a site's list. */
export const several = (label: string, list: string, look: FieldLook = {}): Plain<string[]> => ({
  label,
  list,
  schema: field(label, z.array(fromList).min(1), { choices: list, openList: true, ...look }),
  needed: false,
  read: (stored) => stored.split(','),
  keep: (stored) => stored,
  write: (value) => value,
});

/** Files to go with a new record. PMP never shows them again. */
export const attachments = (label: string, look: FieldLook = {}): Plain<FileRef[]> => ({
  label,
  schema: field(label, files(), { as: 'file', ...look }),
  needed: false,
  hidden: true,
  read: () => undefined,
  keep: () => undefined,
  write: (value) => ({ files: value }),
});
