import { z } from 'zod';
import { defineOperation, field } from '../../operation.ts';
import { path } from '../../path.ts';
import { subscriptionId } from './schemas.ts';

/** A list is there only while its channel is on. */
const subscribers = z.object({ email: z.array(z.string()).nullish(), sms: z.array(z.string()).nullish() });

const countOf = (people: readonly string[] | null | undefined): string | number => people?.length ?? 'Turned off';

export const subscribersOfSubscription = defineOperation({
  id: 'telecomx.subscription.subscribers',
  title: 'Count subscribers',
  summary: 'Shows how many people follow a subscription, or who they are.',
  risk: 'read',
  repeatable: true,
  subject: 'id',

  input: z.object({
    id: subscriptionId,
    show: field('Show', z.enum(['counts', 'all']).default('counts'), {
      options: { counts: 'How many', all: 'Everyone, for my eyes only' },
      hint: 'Addresses and phone numbers are personal data: they are shown to you alone.',
    }),
  }),
  positional: ['id', 'show'],
  privateWhen: ({ show }) => show === 'all',

  request: ({ id }) => ({ method: 'GET', path: path`employeeSubscription/${id}/subscribers` }),

  response: subscribers,

  present({ email, sms }, { id, show }) {
    const facts = { 'By e-mail': countOf(email), 'By SMS': countOf(sms), Subscription: { code: id } };
    const count = (email?.length ?? 0) + (sms?.length ?? 0);
    const headline = `${count === 0 ? 'No' : count} subscriber${count === 1 ? '' : 's'}`;
    if (show === 'counts') {
      const next = {
        operation: 'telecomx.subscription.subscribers',
        label: 'Show them to me',
        input: { id, show: 'all' },
      };
      return { headline, facts, next: count > 0 ? [next] : [] };
    }
    const rows = [
      ...(email ?? []).map((address) => ({ title: address, details: ['E-mail'] })),
      ...(sms ?? []).map((number) => ({ title: number, details: ['SMS'] })),
    ];
    return { headline, facts, rows, notes: ['This is personal data, so only you see it.'] };
  },

  examples: [{ id: 'CBB1CEAA0390A4886247A688' }, { id: 'CBB1CEAA0390A4886247A688', show: 'all' }],
});
