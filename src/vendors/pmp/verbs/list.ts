import { z } from 'zod';
import { defineOperation, type Operation } from '../../../operations/operation.ts';
import { counted, manyRecords, recordLines } from '../../../operations/records.ts';
import { path } from '../../shared/path.ts';
import { totalOf } from '../../shared/schema.ts';
import type { Resource } from '../resource.ts';
import { manyOf } from '../schemas.ts';

/** The kinds of record that the feed of version 3 knows. Vendor document: REST module 3.x, `zapier/poll`. */
const FED = new Set(['customers', 'leads', 'tickets']);

/** Asks for one record that changed. The document gives no form for `since`; this one is the database's own. */
const changed = ({ plural }: Resource) => ({
  changedSince: (since: number) => ({
    method: 'GET' as const,
    path: path`api/zapier/poll/${plural}`,
    query: { since: new Date(since).toISOString().slice(0, 19).replace('T', ' '), limit: '1' },
    whenEmpty: [],
  }),
});

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
    records: manyRecords(resource.records),
    ...(FED.has(resource.plural) ? changed(resource) : {}),
    present: (found, _, unseen) => ({
      headline: `${counted(resource.records, totalOf(found, unseen))} in PMP`,
      rows: recordLines(resource.records, found),
    }),
    examples: [{}],
  });
