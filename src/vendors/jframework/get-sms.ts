import { z } from 'zod';
import { defineOperation } from '../../operations/operation.ts';
import { oneRecord } from '../../operations/records.ts';
import { path } from '../shared/path.ts';
import { setting, settingCard, settingId, settingRecords } from './schemas.ts';

export const getSms = defineOperation({
  id: 'jframework.sms.get',
  title: 'Open an SMS setting',
  summary: 'Shows one SMS setting of the brand, without its user name and password.',
  risk: 'read',
  repeatable: true,
  subject: 'id',

  input: z.object({ id: settingId }),
  positional: ['id'],

  request: ({ id }) => ({ method: 'GET', path: path`app-integrations/sms/${id}` }),

  response: setting,

  records: oneRecord(settingRecords),

  present: (found) => settingCard(found),

  examples: [{ id: 'sApKpllz4sAplsmzha' }],
});
