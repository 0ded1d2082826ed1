import { z } from 'zod';
import { defineOperation, type Operation } from '../../../operations/operation.ts';
import { counted, manyRecords, recordLines } from '../../../operations/records.ts';
import { path } from '../../shared/path.ts';
import { totalOf } from '../../shared/schema.ts';
import type { Resource } from '../resource.ts';
import { manyOf, searchKey } from '../schemas.ts';

const input = z.object({ key: searchKey });

interface Words extends Pick<Operation, 'title' | 'summary'> {
  /** A note on how PMP searches, for a person who found nothing. */
  whenNone: string;
  examples: readonly [z.input<typeof input>, ...z.input<typeof input>[]];
}

export const search = (resource: Resource, { whenNone, ...words }: Words) =>
  defineOperation({
    ...words,
    id: `pmp.${resource.word}.search`,
    risk: 'read',
    repeatable: true,
    input,
    positional: ['key'],
    request: ({ key }) => ({ method: 'GET', path: path`api/${resource.plural}/search/${key}`, whenEmpty: [] }),
    response: manyOf(resource.row),
    records: manyRecords(resource.records),
    present: (found, { key }, unseen) => ({
      headline: `${counted(resource.records, totalOf(found, unseen))} found for "${key}"`,
      rows: recordLines(resource.records, found),
      ...(found.length === 0 ? { notes: [whenNone] } : {}),
    }),
  });
