import type { Clients } from '../../src/clients.ts';
import { type Field, fieldsOf, withChoices } from '../../src/fields.ts';
import { type Operation, wordsOf } from '../../src/operation.ts';

/** The fields of an operation with the lists this site knows. */
export function siteFields(operation: Operation, clients: Clients): readonly Field[] {
  const client = clients[wordsOf(operation.id).vendor];
  return withChoices(fieldsOf(operation), (list) => client?.choices(list) ?? []);
}
