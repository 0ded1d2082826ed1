import { z } from 'zod';
import { defineOperation, type Operation } from '../../../operations/operation.ts';
import { counted, manyRecords, recordLines } from '../../../operations/records.ts';
import { path } from '../../shared/path.ts';
import { totalOf } from '../../shared/schema.ts';
import type { Resource } from '../resource.ts';
import { manyOf } from '../schemas.ts';

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
    present: (found, _, unseen) => ({
      headline: `${counted(resource.records, totalOf(found, unseen))} in PMP`,
      rows: recordLines(resource.records, found),
    }),
    examples: [{}],
  });
