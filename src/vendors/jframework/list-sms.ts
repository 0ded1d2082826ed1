import { z } from 'zod';
import { defineOperation } from '../../operations/operation.ts';
import { path } from '../shared/path.ts';
import { decoded } from '../shared/responses.ts';
import { listOf, totalOf } from '../shared/schema.ts';
import { nameOf, settingRow } from './schemas.ts';

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

  present: (found, _, unseen) => ({
    headline:
      found.length === 0
        ? 'The brand has no SMS settings'
        : `${totalOf(found, unseen)} SMS setting${totalOf(found, unseen) === 1 ? '' : 's'}`,
    rows: found.map((one) => ({
      title: nameOf(one),
      details: [
        one.phoneNumber,
        one.status,
        one.isDefault ? 'Default' : undefined,
        one.appIntegration && decoded(one.appIntegration.name),
      ],
      next: { operation: 'jframework.sms.get', label: 'Open', input: { id: one.id } },
    })),
  }),

  examples: [{}],
});
