import { z } from 'zod';
import { defineOperation } from '../../operations/operation.ts';
import { oneRecord } from '../../operations/records.ts';
import { path } from '../shared/path.ts';
import { subscription, subscriptionCard, subscriptionId, subscriptionRecords } from './schemas.ts';

export const getSubscription = defineOperation({
  id: 'telecomx.subscription.get',
  title: 'Open a subscription',
  summary: 'Shows one employee subscription: its text, its channels and who can see it.',
  risk: 'read',
  repeatable: true,
  subject: 'id',

  input: z.object({ id: subscriptionId }),
  positional: ['id'],

  request: ({ id }) => ({ method: 'GET', path: path`employeeSubscription/${id}` }),

  response: subscription,

  records: oneRecord(subscriptionRecords),

  present: (found) => subscriptionCard(found),

  examples: [{ id: 'CBB1CEAA0390A4886247A688' }],
});
