import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import { type Failure, OperationError } from '../../errors.ts';

type Doubt = Pick<Failure, 'outcomeUnknown' | 'maybeDone'>;

/** `unexpected` is for the log, so it must not quote the answer. */
export const unexpectedResponse = (unexpected: readonly string[], more: Doubt = {}): OperationError =>
  new OperationError(
    { kind: 'unavailable', message: 'The answer came in a form that the bot does not know.', ...more },
    { unexpected },
  );

/**
 * Parses a vendor's answer with the operation's schema; unknown keys are dropped. Throws an OperationError `unavailable`
 * when it does not fit, with `outcomeUnknown` or `maybeDone` where the caller says that the work may have been done.
 */
export function parseAs<S extends z.ZodType>(schema: S, answer: unknown, more: Doubt = {}): z.output<S> {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  // Paths only: zod's messages can quote the vendor's data.
  const unexpected = parsed.error.issues.slice(0, 10).map(({ path, code }) => `${path.join('.')}: ${code}`);
  throw unexpectedResponse(unexpected, more);
}

/** More rows than these are counted, but neither checked nor shown. */
export const MOST_ROWS = 20_000;

/** Work on many rows gives the event loop a turn after this long, in milliseconds. */
const SLICE_MS = 8;
const ROWS_BETWEEN_LOOKS = 32;

/** Stands behind the rows of a list that was cut while it was parsed: how many followed. */
export class RowsLeftOut {
  readonly count: number;
  constructor(count: number) {
    this.count = count;
  }
}

/** How much of a list a person does not see: rows in no known form, and rows beyond the limit. */
export interface Unseen {
  odd: number;
  unread: number;
}

export const ALL_SEEN: Unseen = { odd: 0, unread: 0 };

/** How many rows the vendor sent, the unseen ones included. */
export const totalOf = (found: readonly unknown[], { odd, unread }: Unseen = ALL_SEEN): number =>
  found.length + odd + unread;

export interface ReadRows<Row> extends Unseen {
  rows: Row[];
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Some servers send an empty object for an empty list. */
const isEmptyObject = (answer: unknown): boolean =>
  isObject(answer) && !Array.isArray(answer) && Object.keys(answer).length === 0;

const ENVELOPE = new Set(['data', 'meta', 'links', 'status', 'success', 'message']);
/** `{ data: null }`, which others make of an empty list. A record may have a `data` of its own. */
const isEmptyEnvelope = (answer: object): boolean =>
  'data' in answer && answer.data === null && Object.keys(answer).every((key) => ENVELOPE.has(key));

/**
 * The rows of an answer. A list comes as an array, inside `data`, or as an object with numbers for keys: PHP writes an
 * array with gaps that way. Any other object is the only row.
 */
export function rowsIn(answer: unknown): readonly unknown[] {
  if (Array.isArray(answer)) return answer;
  if (!isObject(answer)) return [answer];
  if (isEmptyEnvelope(answer)) return [];
  if (Object.hasOwn(answer, 'data') && isObject((answer as { data: unknown }).data)) {
    const { data } = answer as { data: unknown };
    return isEmptyObject(data) ? [] : rowsIn(data);
  }
  const keys = Object.keys(answer);
  return keys.length > 0 && keys.every((key) => /^\d+$/.test(key)) ? Object.values(answer) : [answer];
}

/** Calls `work` for each item and lets others have the event loop in between. */
export async function eachInSlices<T>(items: readonly T[], work: (item: T, index: number) => void): Promise<void> {
  let until = performance.now() + SLICE_MS;
  for (let index = 0; index < items.length; index++) {
    work(items[index] as T, index);
    if (index % ROWS_BETWEEN_LOOKS !== 0 || performance.now() < until) continue;
    await nextTurn();
    until = performance.now() + SLICE_MS;
  }
}

const rowSchemas = new WeakMap<z.ZodType, z.ZodType>();

/** Declares a list of such rows. One row in an unknown form does not hide the others, see `readRows`. */
export function listOf<S extends z.ZodType>(row: S): z.ZodType<z.output<S>[]> {
  const schema = z.preprocess(rowsIn, z.array(row));
  rowSchemas.set(schema, row);
  return schema;
}

/** The schema of one row, where `schema` was declared by `listOf`. */
export const rowSchemaOf = (schema: z.ZodType): z.ZodType | undefined => rowSchemas.get(schema);

/** Reads a list row by row: the known ones, and how many are left out. */
export async function readRows<S extends z.ZodType>(row: S, answer: unknown): Promise<ReadRows<z.output<S>>> {
  const all = isEmptyObject(answer) ? [] : rowsIn(answer);
  const last = all.at(-1);
  const [sent, cut] = last instanceof RowsLeftOut ? [all.slice(0, -1), last.count] : [all, 0];
  const rows: z.output<S>[] = [];
  let odd = 0;
  await eachInSlices(sent.length > MOST_ROWS ? sent.slice(0, MOST_ROWS) : sent, (one) => {
    const parsed = row.safeParse(one);
    if (parsed.success) rows.push(parsed.data);
    else odd += 1;
  });
  return { rows, odd, unread: Math.max(0, sent.length - MOST_ROWS) + cut };
}

const count = (number: number): string => number.toLocaleString('en-US');

/** Notes for people about a list that is not shown whole. */
export const unseenNotes = ({ odd, unread }: Unseen): string[] => [
  ...(odd === 1 ? ['1 row came in a form that the bot does not know, so it is not shown.'] : []),
  ...(odd > 1 ? [`${count(odd)} rows came in a form that the bot does not know, so they are not shown.`] : []),
  ...(unread > 0 ? [`This list is too long for Slack: the last ${count(unread)} rows are not shown.`] : []),
];
