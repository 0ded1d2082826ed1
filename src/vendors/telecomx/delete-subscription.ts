import { z } from 'zod';
import { defineOperation } from '../../operations/operation.ts';
import { deleted, goneNotes } from '../shared/gone.ts';
import { path } from '../shared/path.ts';
import { parseAs } from '../shared/schema.ts';
import { factsOf, nameOf, subscription, subscriptionId } from './schemas.ts';

export const deleteSubscription = defineOperation({
  id: 'telecomx.subscription.delete',
  title: 'Delete a subscription',
  summary: 'Removes an employee subscription and its list of followers.',
  risk: 'destructive',
  repeatable: true,
  subject: 'id',

  input: z.object({ id: subscriptionId }),
  positional: ['id'],

  confirm: ({ id }) => ({
    headline: 'Delete this subscription?',
    facts: { Id: { code: id } },
    warning:
      'Everybody who follows it stops hearing from it, and the list of followers is lost. This cannot be undone.',
    button: 'Delete',
  }),

  async preview({ input: { id }, call }) {
    const found = parseAs(subscription, await call({ method: 'GET', path: path`employeeSubscription/${id}` }));
    return { Subscription: nameOf(found), Description: found.description, ...factsOf(found) };
  },

  request: ({ id }) => ({ method: 'DELETE', path: path`employeeSubscription/${id}` }),

  response: deleted,

  present: (answer, { id }) => ({
    headline: 'Subscription deleted',
    facts: { Id: { code: id } },
    notes: goneNotes('TelecomX', answer),
  }),

  examples: [{ id: 'CBB1CEAA0390A4886247A688' }],
});
