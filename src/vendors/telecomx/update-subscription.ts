import { z } from 'zod';
import { defineOperation, field } from '../../operations/operation.ts';
import { path } from '../shared/path.ts';
import { parseAs } from '../shared/schema.ts';
import { change } from '../shared/values.ts';
import {
  CHANNEL_NEEDED,
  description,
  nameOf,
  subscription,
  subscriptionCard,
  subscriptionId,
  title,
} from './schemas.ts';

const read = (id: string) => ({ method: 'GET', path: path`employeeSubscription/${id}` }) as const;

export const updateSubscription = defineOperation({
  id: 'telecomx.subscription.update',
  title: 'Change a subscription',
  summary: 'Changes the title, the text or the channels of an employee subscription. What is left out stays as it is.',
  risk: 'write',
  repeatable: true,
  subject: 'id',

  input: z
    .object({
      id: subscriptionId,
      title: field('Title', title.optional(), { placeholder: 'Planned service windows' }),
      description: field('Description', description.optional(), {
        as: 'multiline',
        hint: 'What subscribers are told they get.',
      }),
      email: field('Notify by e-mail', z.boolean().optional(), { hint: 'Left empty, it stays as it is.' }),
      sms: field('Notify by SMS', z.boolean().optional(), { hint: 'Left empty, it stays as it is.' }),
    })
    .superRefine(({ id: _, ...changes }, context) => {
      const wrong = (name: string, message: string) => context.addIssue({ code: 'custom', path: [name], message });
      if (Object.values(changes).every((value) => value === undefined)) {
        wrong('title', 'Give at least one thing to change: title, description, email or sms.');
      }
      if (changes.email === false && changes.sms === false) wrong('sms', CHANNEL_NEEDED);
    }),
  positional: ['id', 'title'],

  confirm({ id, email, sms }) {
    if (email !== false && sms !== false) return undefined;
    const channel = email === false ? 'e-mail' : 'SMS';
    return {
      headline: `Turn off ${channel} for this subscription?`,
      facts: { Id: { code: id } },
      warning: `Nobody is told by ${channel} any more. TelecomX refuses this when it is the only channel that is on.`,
      button: 'Turn off',
    };
  },

  async preview({ input, call }) {
    const was = parseAs(subscription, await call(read(input.id)));
    return {
      Subscription: nameOf(was),
      Title: change(was.title, input.title),
      Description: change(was.description, input.description),
      'By e-mail': change(was.email, input.email),
      'By SMS': change(was.sms, input.sms),
    };
  },

  async prefill({ input, call }) {
    if (!input.id) return {};
    const { title: name, description: words, email, sms } = parseAs(subscription, await call(read(input.id)));
    // A channel that is off stays empty, so that "No" in the form is always somebody turning it off.
    return { title: name, description: words, email: email || undefined, sms: sms || undefined };
  },

  undo: ({ input: { id, ...changes }, before }) => {
    const off = { email: false, sms: false, description: '' };
    const names = Object.entries(changes).flatMap(([name, value]) => (value === undefined ? [] : name));
    const was = { ...off, ...Object.fromEntries(Object.entries(before).filter(([, value]) => value !== undefined)) };
    return { id, ...Object.fromEntries(Object.entries(was).filter(([name]) => names.includes(name))) };
  },

  request: ({ id, ...changes }) => ({ method: 'POST', path: path`employeeSubscription/${id}`, json: changes }),

  response: subscription,

  present: (saved) => subscriptionCard(saved, `${nameOf(saved)}: changed`),

  examples: [
    { id: 'CBB1CEAA0390A4886247A688', title: 'Planned service windows' },
    { id: 'CBB1CEAA0390A4886247A688', sms: true },
  ],
});
