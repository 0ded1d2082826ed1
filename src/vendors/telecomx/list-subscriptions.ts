import { z } from 'zod';
import { defineOperation, field } from '../../operations/operation.ts';
import { counted, manyRecords, recordLines } from '../../operations/records.ts';
import { path } from '../shared/path.ts';
import { listOf, totalOf } from '../shared/schema.ts';
import { ownerId, subscription, subscriptionRecords } from './schemas.ts';

const EXCLUSIVE = 'Give a reseller or a customer, not both.';

/** Only what was asked for goes into the query. */
const queryOf = ({
  reseller,
  customer,
  common,
}: {
  reseller?: string | undefined;
  customer?: string | undefined;
  common: boolean;
}) => ({
  ...(reseller ? { reseller } : {}),
  ...(customer ? { customer } : {}),
  ...(common ? { common: 'true' } : {}),
});

export const listSubscriptions = defineOperation({
  id: 'telecomx.subscription.list',
  title: 'List subscriptions',
  summary: 'Lists the employee subscriptions of a reseller, or those a customer can choose from.',
  risk: 'read',
  repeatable: true,

  input: z
    .object({
      reseller: ownerId(
        'Reseller id',
        'Only what belongs to this reseller. Without any filter, only an ADMIN account may list.',
      ),
      customer: ownerId('Customer id', 'Only what this customer can choose from. Not together with a reseller.'),
      common: field('Only those for everyone', z.boolean().default(false), { hint: 'For ADMIN accounts only.' }),
    })
    .superRefine(({ reseller, customer }, context) => {
      if (reseller && customer) context.addIssue({ code: 'custom', path: ['customer'], message: EXCLUSIVE });
    }),
  positional: ['reseller'],

  request: (input) => ({ method: 'GET', path: path`employeeSubscription`, query: queryOf(input) }),

  response: listOf(subscription),

  records: manyRecords(subscriptionRecords),

  present: (found, _, unseen) => ({
    headline: found.length === 0 ? 'No subscriptions found' : counted(subscriptionRecords, totalOf(found, unseen)),
    rows: recordLines(subscriptionRecords, found),
  }),

  examples: [{ reseller: '5A0C3F19D27B4E8861F0A9C4' }, { customer: '6B1D402AE38C5F9972A1BAD6' }],
});
