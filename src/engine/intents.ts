import type { Intent } from '../journal/intent.ts';
import { findOperation } from '../operations/catalog.ts';
import { type Field, fieldsOf, withChoices, withFiles } from '../operations/fields.ts';
import { type Operation, wordsOf } from '../operations/operation.ts';
import type { Clients } from '../vendors/clients.ts';

/** The operation of an intent. Throws when the catalog no longer has it. */
export function operationOf({ operation: id }: Pick<Intent, 'operation'>): Operation {
  const operation = findOperation(id);
  if (!operation) throw new Error(`There is no operation "${id}".`);
  return operation;
}

/** Gives every record one name: `007` becomes 7, and hexadecimal ids become lower case. */
const canonical = (id: string): string =>
  /^\d+$/.test(id) ? id.replace(/^0+(?=\d)/, '') : /^[\da-f-]+$/i.test(id) ? id.toLowerCase() : id;

/** A record's name in the journal: `vendor.resource/id`. */
export const subjectOfRecord = (resource: string, id: string): string => `${resource}/${canonical(id)}`;

/** The record an input touches, as `vendor.resource/id`; undefined where the operation names none. */
export function subjectOf(operation: Operation, input: Record<string, unknown>): string | undefined {
  const value = operation.subject === undefined ? undefined : input[operation.subject];
  if (value === undefined) return undefined;
  const { vendor, resource } = wordsOf(operation.id);
  return subjectOfRecord(`${vendor}.${operation.subjectResource ?? resource}`, String(value));
}

/** The fields of an operation with the lists this site knows, and those for files only where it sends them. */
export function siteFields(operation: Operation, clients: Clients): readonly Field[] {
  const client = clients[wordsOf(operation.id).vendor];
  const fields = withChoices(fieldsOf(operation), (list) => client?.choices(list) ?? []);
  return withFiles(fields, client?.maxFileBytes).map((field) => ({ ...field, typeAhead: true }));
}
