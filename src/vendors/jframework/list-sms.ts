import { z } from 'zod';
import { defineOperation } from '../../operations/operation.ts';
import { counted, manyRecords, recordLines } from '../../operations/records.ts';
import { path } from '../shared/path.ts';
import { listOf, totalOf } from '../shared/schema.ts';
import { settingRecords, settingRow } from './schemas.ts';

export const listSms = defineOperation({
  id: 'jframework.sms.list',
  title: 'List SMS settings',
  summary: 'Lists the SMS settings of the brand.',
  risk: 'read',
  repeatable: true,

  input: z.object({}),
  positional: [],

  request: () => ({ method: 'GET', path: path`app-integrations/sms`, whenEmpty: [] }),

  response: listOf(settingRow),

  records: manyRecords(settingRecords),

  present: (found, _, unseen) => ({
    headline: found.length === 0 ? 'The brand has no SMS settings' : counted(settingRecords, totalOf(found, unseen)),
    rows: recordLines(settingRecords, found),
  }),

  examples: [{}],
});
