import { z } from 'zod';
import type { Row as CardRow } from '../../../operations/card.ts';
import { defineOperation, type Operation } from '../../../operations/operation.ts';
import { path } from '../../shared/path.ts';
import { totalOf, type Unseen } from '../../shared/schema.ts';
import { idOf, type Resource } from '../resource.ts';
import { manyOf, type Row } from '../schemas.ts';

/** Each record as a line with a button that opens it. All of them: a long list is paged where it is shown. */
export const linesOf = (resource: Resource, found: readonly Row[]): CardRow[] =>
  found.map((row) => ({
    title: resource.nameOf(row),
    details: resource.details(row),
    next: { operation: `pmp.${resource.word}.get`, label: 'Open', input: { id: idOf(resource, row) } },
  }));

/** "1 lead", "23 leads", "No leads" */
export function count({ word, plural }: Resource, found: readonly unknown[], unseen?: Unseen): string {
  const total = totalOf(found, unseen);
  return `${total || 'No'} ${total === 1 ? word : plural}`;
}

/** The whole list of a resource: PMP knows no pages, so it comes in one answer. */
export const list = (resource: Resource, words: Pick<Operation, 'title' | 'summary'>) =>
  defineOperation({
    ...words,
    id: `pmp.${resource.word}.list`,
    risk: 'read',
    repeatable: true,
    input: z.object({}),
    positional: [],
    request: () => ({ method: 'GET', path: path`api/${resource.plural}`, whenEmpty: [] }),
    response: manyOf(resource.row),
    present: (found, _, unseen) => ({
      headline: `${count(resource, found, unseen)} in PMP`,
      rows: linesOf(resource, found),
    }),
    examples: [{}],
  });
