import type { z } from 'zod';
import type { SafePath } from '../vendors/shared/path.ts';
import type { Unseen } from '../vendors/shared/schema.ts';
import type { Card, Facts } from './card.ts';
import type { FileRef } from './files.ts';
import type { Records } from './records.ts';

/** `destructive`: deletes, delegations, anything that reaches outsiders. */
export type Risk = 'read' | 'write' | 'destructive';

/** How a field looks to a person, beyond what its schema says. */
export interface FieldLook {
  /** `file`: files of the form's own input, for a schema made by `files`. */
  as?: 'multiline' | 'file';
  /** One sentence under the input. */
  hint?: string;
  placeholder?: string;
  /** Friendlier names accepted in commands beside the vendor's own. */
  aliases?: readonly string[];
  /** Value -> what a person reads, for closed lists. */
  options?: Readonly<Record<string, string>>;
  /** Name of a list that only the site knows (from its settings), see `VendorClient.choices`. */
  choices?: string;
  /** The site's list may be incomplete: a value outside it is taken as well. */
  openList?: boolean;
  /**
   * The field is the id of a record. The words, lower case and without dashes, stand before the id in addresses of the
   * vendor's site, of which one may be pasted instead of the id.
   */
  idOf?: readonly string[];
  /** The date lies in the past: a date typed without a year is the last such day, not the coming one. */
  past?: boolean;
}

/** Names a field the way a person sees it. Always outermost: zod metadata does not survive a later `.optional()`. */
export const field = <S extends z.ZodType>(label: string, schema: S, look: FieldLook = {}): S =>
  schema.meta({ title: label, ...look });

/** A value that the vendor's client encodes itself: dates, and files, which it fetches as it sends them. */
export type Encoded = { readonly date: string } | { readonly files: readonly FileRef[] };
export type BodyValue = string | number | boolean | null | Encoded | readonly string[] | undefined;

/** One call as data, so that it can be tested, printed and repeated. It has one body or none. */
export interface VendorRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: SafePath;
  query?: Readonly<Record<string, string>>;
  json?: Readonly<Record<string, unknown>>;
  form?: Readonly<Record<string, BodyValue>>;
  multipart?: Readonly<Record<string, BodyValue>>;
  /** A JSON body whose shape is a setting of the vendor; the values fill its `{{placeholders}}`. */
  template?: { name: string; values: Readonly<Record<string, string>> };
  /**
   * The answer to assume when the vendor says "nothing there", or of a write "nothing done". Absent: that is a
   * refusal.
   */
  whenEmpty?: unknown;
}

/** The question a person reads before a destructive operation runs. `button` is the verb on the red button. */
export interface Confirmation {
  headline: string;
  facts?: Facts;
  warning?: string;
  button: string;
}

/**
 * A cheap request whose answer is empty if none of the records changed since that moment (milliseconds since 1970). Asked
 * only of sites whose client has a `changeFeed`.
 */
type ChangedSince = { changedSince(since: number): VendorRequest }['changedSince'];

/** A destructive operation says what it is about to do, or does not compile. */
type Risky<Input, Result> =
  /** `records`: what its result says of records, for readers that show no card. */
  | { risk: 'read'; confirm?: never; records?: Records<Result>; changedSince?: ChangedSince }
  /** A write that turns out to reach outsiders returns a confirmation, and is treated as destructive for that input. */
  | { risk: 'write'; confirm?(input: Input): Confirmation | undefined; records?: never; changedSince?: never }
  | { risk: 'destructive'; confirm(input: Input): Confirmation; records?: never; changedSince?: never };

/** Sends one request and returns the useful part of a successful response. */
export type Call = (request: VendorRequest) => Promise<unknown>;

/** Labels for the values of a list that only the site knows, see `VendorClient.choices`. */
export type Choices = (list: string) => readonly { value: string; label: string }[];

/** One request as data; or, for what needs several, a function that makes them. */
type Way<Input> =
  | { request(input: Input): VendorRequest; run?: never }
  | { run(work: { input: Input; call: Call }): Promise<unknown>; request?: never };

/**
 * The result of looking at the vendor after the answer to a write was lost. `maybe` names a record that differs
 * slightly from what was sent, as vendors change some values. `false` only where the search could have found it.
 */
export type Verdict =
  | { happened: true; card: Card }
  | { happened: 'maybe'; candidate: string }
  | { happened: false; why: string };

/** These are methods, not arrow properties, so that differently typed operations can share one list. */
type Decides<Input> = { decide(input: Input): boolean }['decide'];

export type Operation<I extends z.ZodObject = z.ZodObject, R extends z.ZodType = z.ZodType> = Risky<
  z.output<I>,
  z.output<R>
> &
  Way<z.output<I>> & {
    /** `vendor.resource.verb`: the command, the form, the journal, the docs anchor and the fixture are named after it. */
    id: `${string}.${string}.${string}`;
    /** Verb first, at most 24 characters: it is the title of the form. */
    title: string;
    summary: string;
    /** True if sending it twice has the same effect as once. */
    repeatable: boolean | Decides<z.output<I>>;
    input: I;
    /** The fields that take bare values in a command, in order; the last one takes the rest of the line if it is text. */
    positional: readonly (keyof z.input<I> & string)[];
    /** The field that names the record touched: writes to one record run one after the other, in all processes. */
    subject?: keyof z.input<I> & string;
    /** The resource of that record, where it is not the operation's own; all writes to it wait in one line. */
    subjectResource?: string;
    /** Where the vendor cannot be read: fields filled from what the bot last sent for this subject. */
    recall?: readonly (keyof z.input<I> & string)[];
    /** True if the answer to this input holds personal data that only the person who asked should see. */
    privateWhen?(input: z.output<I>): boolean;
    /** The schema of the answer; unknown keys are dropped, so that nothing reaches a person unlisted. */
    response: R;
    /**
     * `unseen`: the rows of a list that are missing in the result, see `listOf`; the caller adds the notes about them.
     */
    present(result: z.output<R>, input: z.output<I>, unseen?: Unseen): Card;
    /** Facts for the confirmation that only the vendor knows: the record's name, each change as before -> after. Reads only. */
    preview?(work: { input: z.output<I>; call: Call; choices: Choices }): Promise<Facts>;
    /** Values of the record as it is now, for a form that opens with its subject known. Reads only. */
    prefill?(work: { input: Partial<z.output<I>>; call: Call }): Promise<Record<string, unknown>>;
    /**
     * The input for this same operation that restores the record as it was (`prefill`, or what was last sent where the
     * vendor cannot be read). Undefined when nothing was changed.
     */
    undo?(work: { input: z.output<I>; before: Readonly<Record<string, unknown>> }): z.input<I> | undefined;
    /** The field that names the fields to empty, where leaving a field out keeps its value. */
    emptied?: keyof z.input<I> & string;
    /** Finds out, after a lost answer, if the write happened. Reads only. Absent where nothing can be read. */
    verify?(work: { input: z.output<I>; call: Call }): Promise<Verdict>;
    examples: readonly [z.input<I>, ...z.input<I>[]];
  };

/** Declares an operation; every door to it derives from this one object. */
export const defineOperation = <I extends z.ZodObject, R extends z.ZodType>(operation: Operation<I, R>) => operation;

/** The risk of this very input: a write that asks for confirmation counts as destructive. */
export const riskOf = (operation: Operation, input: Record<string, unknown>): Risk =>
  operation.risk === 'write' && operation.confirm?.(input) ? 'destructive' : operation.risk;

export const isRepeatable = (operation: Operation, input: Record<string, unknown>): boolean =>
  typeof operation.repeatable === 'function' ? operation.repeatable(input) : operation.repeatable;

/** `pmp.lead.search` -> its three words. */
export function wordsOf(id: string): { vendor: string; resource: string; verb: string } {
  const [vendor = '', resource = '', verb = ''] = id.split('.');
  return { vendor, resource, verb };
}
