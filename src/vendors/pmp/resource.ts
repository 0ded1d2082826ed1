import type { z } from 'zod';
import type { Facts, Next, Value } from '../../operations/card.ts';
import type { Call } from '../../operations/operation.ts';
import type { RecordType } from '../../operations/records.ts';
import { path, type SafePath } from '../shared/path.ts';
import { parseAs } from '../shared/schema.ts';
import { oneOf, type Row, rowSchema, shownRow } from './schemas.ts';
import type { Writable } from './writable.ts';

/** Fields by PMP's own names. `Sent` differs: an update travels as JSON, a creation as a form. */
export type Fields<W = Writable> = Readonly<Record<string, W>>;

/** One of PMP's five kinds of record, described once. The six verbs make its operations. */
export interface Description<Id extends string, Shown extends string, Column extends string> {
  /** The middle word of its operations' ids. */
  word: string;
  /** Its part of the path: `api/leads/42`. */
  plural: string;
  /** The column with its number. */
  id: Id;
  /** Columns a person may see beside the writable ones; no other leaves the vendor's answer. */
  shown: readonly Shown[];
  /** Columns that PMP keeps as HTML. */
  html?: readonly Column[];
  /** Without these the server refuses an update. */
  mandatory: readonly Column[];
  /** Its updates carry the number in the body as well. */
  repeatsId?: true;
  /** A new record is searched by the first of these and recognised by all. */
  knownBy: readonly [Column, ...Column[]];
  // These five get the row as people read it, see `shownRow`.
  nameOf(row: Row<Id | Shown | Column>): string;
  /** Behind the name in a list. */
  details(row: Row<Id | Shown | Column>): readonly Value[];
  body?(row: Row<Id | Shown | Column>): string;
  facts(row: Row<Id | Shown | Column>): Facts;
  /** Parts and labels of `facts` that hold personal data, see `RecordType`. */
  personal: readonly string[];
  /** Columns that do. */
  personalColumns?: readonly (Id | Shown | Column)[];
  /** Its page in the administration, under the address of the site. */
  page(row: Row<Id | Shown | Column>): string | undefined;
  /** Where a person may go from here, beside changing and deleting it. */
  next(row: Row<Id | Shown | Column>): readonly Next[];
}

interface Parts<F, A, U> {
  /** Fields that people can write, in a new record and in an update. */
  fields: F;
  /** Taken by a new record only, or by an update only. */
  onlyNew: A;
  onlyUpdate: U;
}

/** As the verbs see it. `F` is what a new record takes, `U` what an update takes. */
export interface Resource<F extends Fields = Fields, U extends Fields = Fields>
  extends Omit<Description<string, string, string>, 'shown' | 'page' | 'personal' | 'personalColumns'> {
  newFields: F;
  updateFields: U;
  row: z.ZodType<Row>;
  records: RecordType<Row>;
}

/** Makes a resource of its description. The writable columns are the readable ones as well. */
export function defineResource<
  const Id extends string,
  const Shown extends string,
  F extends Fields,
  A extends Fields,
  U extends Fields,
>(description: Description<Id, Shown, keyof (F & U) & string> & Parts<F, A, U>): Resource<F & A, F & U> {
  const { fields, onlyNew, onlyUpdate, shown, page, personal, personalColumns = [], ...rest } = description;
  const newFields = { ...fields, ...onlyNew };
  const updateFields = { ...fields, ...onlyUpdate };
  const columns = [...shown, ...Object.keys(updateFields).filter((name) => !updateFields[name]?.hidden)];
  const { body, html = [] } = description;
  const asShown = (row: Row): Row => shownRow(row, html);
  const nameOf = (row: Row) => description.nameOf(asShown(row));
  const details = (row: Row) => description.details(asShown(row));
  const facts = (row: Row) => description.facts(asShown(row));
  const { word, plural, id } = description;
  return {
    ...rest,
    newFields,
    updateFields,
    row: rowSchema(id, columns),
    nameOf,
    details,
    ...(body ? { body: (row: Row) => body(asShown(row)) } : {}),
    facts,
    next: (row) => description.next(asShown(row)),
    records: {
      resource: `pmp.${word}`,
      nouns: { one: word, many: plural },
      personal,
      personalValues: personalColumns,
      idOf: (row) => row[id] ?? '',
      titleOf: nameOf,
      detailsOf: details,
      factsOf: facts,
      valuesOf: asShown,
      nextOf: (row) => [
        { operation: `pmp.${word}.update`, label: 'Update', input: { id: row[id] ?? '' } },
        ...description.next(asShown(row)),
        { operation: `pmp.${word}.delete`, label: 'Delete', input: { id: row[id] ?? '' } },
      ],
      pageOf: page,
    },
  };
}

export const idOf = ({ id }: Resource, row: Row): string => row[id] ?? '';

/** A column of a row by name; '' when the row does not have it. */
export const cellOf = (row: Row, column: string): string => row[column] ?? '';

/** `api/leads/42` */
export const recordPath = ({ plural }: Resource, id: string): SafePath => path`api/${plural}/${id}`;

/** An answer as a record. Throws an OperationError `unavailable` when it is none. */
const toRow = (resource: Resource, answer: unknown): Row => parseAs(oneOf(resource.row), answer);

/** Reads one record. Throws an OperationError `refused` when there is none. */
export const readRow = async (resource: Resource, id: string, call: Call): Promise<Row> =>
  toRow(resource, await call({ method: 'GET', path: recordPath(resource, id) }));

/** The same, but undefined when there is none. */
export async function findRow(resource: Resource, id: string, call: Call): Promise<Row | undefined> {
  const answer = await call({ method: 'GET', path: recordPath(resource, id), whenEmpty: null });
  return answer === null ? undefined : toRow(resource, answer);
}

/** "lead" -> "Lead" */
export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
