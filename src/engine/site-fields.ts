import { type Field, fieldsOf, withChoices, withFiles } from '../operations/fields.ts';
import { type Operation, wordsOf } from '../operations/operation.ts';
import type { Clients } from '../vendors/clients.ts';

/** The fields of an operation with the lists this site knows, and those for files only where it sends them. */
export function siteFields(operation: Operation, clients: Clients): readonly Field[] {
  const client = clients[wordsOf(operation.id).vendor];
  const fields = withChoices(fieldsOf(operation), (list) => client?.choices(list) ?? []);
  return withFiles(fields, client?.maxFileBytes).map((field) => ({ ...field, typeAhead: true }));
}
