import { z } from 'zod';
import { defineOperation, field } from '../../operations/operation.ts';
import { isNear } from '../shared/near.ts';
import { path } from '../shared/path.ts';
import { FOUND_BY_NAME, unavailable } from '../shared/responses.ts';
import { readRows } from '../shared/schema.ts';
import {
  CHANNEL_NEEDED,
  description,
  nameOf,
  ownerId,
  ownerOf,
  subscription,
  subscriptionCard,
  title,
} from './schemas.ts';

export const createSubscription = defineOperation({
  id: 'telecomx.subscription.create',
  title: 'Create a subscription',
  summary: 'Adds an employee subscription that people can choose to follow.',
  risk: 'write',
  repeatable: false,

  input: z
    .object({
      title: field('Title', title, { placeholder: 'Planned service windows' }),
      description: field('Description', description.optional(), {
        as: 'multiline',
        hint: 'What subscribers are told they get.',
      }),
      email: field('Notify by e-mail', z.boolean().default(false)),
      sms: field('Notify by SMS', z.boolean().default(false)),
      reseller: ownerId(
        'Reseller id',
        'Whose customers see it. Left empty, everyone does; only an ADMIN account may do that.',
      ),
    })
    .superRefine(({ email, sms }, context) => {
      if (!email && !sms) context.addIssue({ code: 'custom', path: ['email'], message: CHANNEL_NEEDED });
    }),
  positional: ['title'],

  confirm: ({ reseller, title: name, description: words }) =>
    reseller
      ? undefined
      : {
          headline: `Create "${name}" for everyone?`,
          facts: { Title: name, Description: words },
          warning:
            'No reseller is given, so the customers of every reseller see it. The owner cannot be changed later.',
          button: 'Create',
        },

  request: ({ reseller = null, title: name, description: words, email, sms }) => ({
    method: 'POST',
    path: path`employeeSubscription`,
    json: { reseller, title: name, description: words, email, sms },
  }),

  async verify({ input, call }) {
    const query = input.reseller ? { query: { reseller: input.reseller } } : {};
    const answer = await call({ method: 'GET', path: path`employeeSubscription`, ...query });
    const { rows, odd, unread } = await readRows(subscription, answer);
    const own = rows.filter((one) => one.reseller.toLowerCase() === (input.reseller ?? '').toLowerCase());
    const found = own.find((one) => one.title === input.title);
    if (found) {
      return {
        happened: true,
        card: { ...subscriptionCard(found, `${nameOf(found)} is there`), notes: [FOUND_BY_NAME] },
      };
    }
    const near = own.findLast((one) => isNear(one.title, input.title)) ?? rows.find((one) => one.title === input.title);
    if (near) return { happened: 'maybe', candidate: `"${nameOf(near)}", ${near._id}, visible to: ${ownerOf(near)}` };
    if (odd + unread > 0) throw unavailable('TelecomX sent rows that the bot could not read: it may be among them.');
    return { happened: false, why: `TelecomX has no subscription "${input.title}".` };
  },

  response: subscription,

  present: (created) => subscriptionCard(created, `${nameOf(created)}: created`),

  examples: [
    {
      title: 'Planned service windows',
      description: 'We announce upgrades that may affect you 14 days ahead.',
      email: true,
      reseller: '5A0C3F19D27B4E8861F0A9C4',
    },
  ],
});
