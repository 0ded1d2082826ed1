import { z } from 'zod';
import type { Card } from '../../../operations/card.ts';
import { defineOperation, type FieldLook, type Operation } from '../../../operations/operation.ts';
import { oneRecord } from '../../../operations/records.ts';
import { capital, idOf, type Resource, recordPath } from '../resource.ts';
import { addressWords, oneOf, type Row, recordId } from '../schemas.ts';

/** The field that names the record: `id`, and PMP's own name for it where that differs. */
export const idField = ({ word, id }: Resource, look: FieldLook = {}) =>
  recordId(`${capital(word)} number`, {
    idOf: addressWords(word),
    ...look,
    ...(id === 'id' ? {} : { aliases: [id] }),
  });

/** A record with everything a person may know of it. */
export function recordCard(resource: Resource, row: Row, headline: string): Card {
  const body = resource.body?.(row);
  return {
    headline,
    ...(body ? { body } : {}),
    facts: { Number: { code: idOf(resource, row) }, ...resource.facts(row) },
  };
}

export const get = (resource: Resource, words: Pick<Operation, 'title' | 'summary'>) =>
  defineOperation({
    ...words,
    id: `pmp.${resource.word}.get`,
    risk: 'read',
    repeatable: true,
    subject: 'id',
    input: z.object({ id: idField(resource) }),
    positional: ['id'],
    request: ({ id }) => ({ method: 'GET', path: recordPath(resource, id) }),
    response: oneOf(resource.row),
    records: oneRecord(resource.records),
    present: (row, { id }) => ({
      ...recordCard(resource, row, resource.nameOf(row)),
      next: resource.records.nextOf?.({ ...row, [resource.id]: id }) ?? [],
    }),
    examples: [{ id: '42' }],
  });
