import { z } from 'zod';
import type { Facts } from '../../operations/card.ts';
import { type BodyValue, type Confirmation, field } from '../../operations/operation.ts';

/** The fields that reach people outside. */
export const notificationFields = {
  notify: field('Notify people outside', z.boolean().default(false), {
    hint: 'Sends an e-mail or SMS to the contacts below. You are asked again before it is sent.',
  }),
  type: field('Notify by', z.enum(['email', 'sms']).optional(), {
    options: { email: 'E-mail', sms: 'SMS' },
    aliases: ['by'],
  }),
  contacts: field('Contacts', z.string().trim().max(2000).optional(), {
    hint: 'Joined by commas: all e-mail addresses, or all phone numbers in digits.',
    placeholder: 'tenant@example.com,owner@example.com',
  }),
  notifySubject: field('Subject of the message', z.string().trim().max(200).optional(), { aliases: ['subject'] }),
  notifyMessage: field('Text of the message', z.string().trim().max(1000).optional(), {
    as: 'multiline',
    aliases: ['message'],
  }),
  time: field('Send at', z.iso.datetime({ offset: true }).optional(), {
    hint: 'Empty: at once. How ParticleSpace reads a time is not documented, so try it on yourself first.',
    aliases: ['at'],
  }),
};

export interface Notification {
  notify: boolean;
  type?: 'email' | 'sms' | undefined;
  contacts?: string | undefined;
  notifySubject?: string | undefined;
  notifyMessage?: string | undefined;
  time?: string | undefined;
}

const KIND = {
  email: { fits: z.email(), words: 'e-mail addresses', way: 'e-mail' },
  sms: { fits: z.string().regex(/^\d{6,15}$/), words: 'phone numbers in digits', way: 'SMS' },
};

/** Each contact once, however the list was typed. */
const contactsOf = (contacts = ''): string[] => [
  ...new Set(contacts.split(/[,;\n]/).flatMap((one) => one.trim() || [])),
];

const wayOf = ({ type }: Notification): string => (type ? KIND[type].way : '');

/** The field that is wrong, and what would be right. */
function problemOf({ type, contacts }: Notification): [string, string] | undefined {
  if (!type) return ['type', 'Say whether to notify by e-mail or SMS.'];
  const { fits, words } = KIND[type];
  const all = contactsOf(contacts);
  if (all.length === 0) return ['contacts', `Give at least one contact: ${words}, joined by commas.`];
  const strange = all.filter((one) => !fits.safeParse(one).success);
  return strange.length > 0
    ? ['contacts', `All contacts must be ${words}. These are not: ${strange.join(', ')}`]
    : undefined;
}

/** A notification needs a way, and contacts that all fit it: the vendor does not check, so a wrong one would be lost. */
export function checkNotification(input: Notification, context: z.RefinementCtx): void {
  const problem = input.notify ? problemOf(input) : undefined;
  if (problem) context.addIssue({ code: 'custom', path: [problem[0]], message: problem[1] });
}

/** The notify block as the vendor wants it: nothing but `notify` when nobody is told. */
export const notificationForm = (input: Notification): Record<string, BodyValue> =>
  input.notify
    ? {
        notify: true,
        time: input.time ?? '',
        type: input.type,
        contacts: contactsOf(input.contacts).join(','),
        notifySubject: input.notifySubject,
        notifyMessage: input.notifyMessage,
      }
    : { notify: false };

/** The facts a person must see before a message leaves the company: the way, how many, and the words. */
export function confirmNotification(what: string, input: Notification): Confirmation | undefined {
  if (!input.notify) return undefined;
  const count = contactsOf(input.contacts).length;
  return {
    headline: `${what} and notify ${count} ${count === 1 ? 'person' : 'people'} by ${wayOf(input)}?`,
    facts: {
      'Notify by': wayOf(input),
      Contacts: count,
      Subject: input.notifySubject,
      Message: input.notifyMessage || 'The standard text of ParticleSpace',
      'Send at': input.time ? { date: input.time } : undefined,
    },
    warning: 'The message goes to people outside and cannot be called back.',
    button: 'Save and notify',
  };
}

/** The number of people told; the channel is no place for their addresses. */
export const notifiedFacts = (input: Notification): Facts => ({
  'People notified': input.notify ? `${contactsOf(input.contacts).length} by ${wayOf(input)}` : 'None',
});

/** Contacts given without the word to notify them are easily taken for a message that went out. */
export const notifiedNotes = ({ notify, contacts }: Notification): string[] =>
  !notify && contacts ? ['Nobody was notified: contacts were given, but "Notify people outside" was off.'] : [];
