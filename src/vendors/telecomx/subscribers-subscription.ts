import { z } from 'zod';
import { defineOperation, field } from '../../operations/operation.ts';
import { path } from '../shared/path.ts';
import { MOST_ROWS, RowsLeftOut, rowsIn, unseenNotes } from '../shared/schema.ts';
import { asText } from '../shared/values.ts';
import { subscriptionId } from './schemas.ts';

/** A list is there only while its channel is on. Undefined when it is not; what is no address is counted as `odd`. */
const people = z
  .unknown()
  .optional()
  .transform((list) => {
    if (list === undefined || list === null) return undefined;
    const sent = rowsIn(list);
    const rest = sent.slice(0, MOST_ROWS).filter((one) => !(one instanceof RowsLeftOut));
    const addresses = rest.flatMap((one) => asText(one) || []);
    const last = sent.at(-1);
    const total = last instanceof RowsLeftOut ? sent.length - 1 + last.count : sent.length;
    return { addresses, total, odd: rest.length - addresses.length };
  })
  .pipe(z.object({ addresses: z.array(z.string()), total: z.int(), odd: z.int() }).optional());
type People = z.output<typeof people>;

const subscribers = z.object({ email: people, sms: people });

const countOf = (list: People): string | number => list?.total ?? 'Turned off';

const notesOf = (lists: readonly People[]): string[] => {
  const odd = lists.reduce((sum, list) => sum + (list?.odd ?? 0), 0);
  const unread = lists.reduce((sum, list) => sum + (list ? list.total - list.addresses.length - list.odd : 0), 0);
  return unseenNotes({ odd, unread });
};

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
    const count = (email?.total ?? 0) + (sms?.total ?? 0);
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
      ...(email?.addresses ?? []).map((address) => ({ title: address, details: ['E-mail'] })),
      ...(sms?.addresses ?? []).map((number) => ({ title: number, details: ['SMS'] })),
    ];
    return { headline, facts, rows, notes: [...notesOf([email, sms]), 'This is personal data, so only you see it.'] };
  },

  examples: [{ id: 'CBB1CEAA0390A4886247A688' }, { id: 'CBB1CEAA0390A4886247A688', show: 'all' }],
});
