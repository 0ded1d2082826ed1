import { z } from 'zod';
import type { Confirmation } from '../../operation.ts';
import { field } from '../../operation.ts';

/** Vendor document: ParticleSpace "update_ticket". Every call must carry title, description, status, notify, automated. */
export const ticketId = field(
  'Ticket id',
  z.string().trim().regex(/^tic_[A-Za-z0-9]+$/, 'Give the ticket id, which starts with tic_, for example tic_9.'),
  { placeholder: 'tic_9', aliases: ['ticket'] },
);

export const ticketFields = {
  status: field(
    'Status',
    z.string().trim().max(60).regex(/^[A-Z0-9_]+$/, 'Give the status as the board spells it, for example ON_HOLD.'),
    { placeholder: 'ON_HOLD', hint: 'The column of the board the ticket goes to.', choices: 'statuses', aliases: ['to', 'column'] },
  ),
  title: field('Title', z.string().trim().min(1).max(300), { placeholder: 'Leaking faucet' }),
  description: field('Description', z.string().trim().min(1).max(3000), { as: 'multiline' }),
  automated: field('Remind when it stays too long', z.boolean().default(false), {
    hint: 'The people notified are told when the ticket stays in its column beyond a set time.',
  }),
  notify: field('Notify people outside', z.boolean().default(false), {
    hint: 'Sends an e-mail or SMS to the contacts below. You are asked again before it is sent.',
  }),
  type: field('Notify by', z.enum(['email', 'sms']).optional(), { options: { email: 'E-mail', sms: 'SMS' }, aliases: ['by'] }),
  contacts: field('Contacts', z.string().trim().max(2000).optional(), {
    hint: 'Joined by commas, all e-mail addresses or all phone numbers.',
    placeholder: 'tenant@example.com,owner@example.com',
  }),
  notifySubject: field('Subject of the message', z.string().trim().max(200).optional(), { aliases: ['subject'] }),
  notifyMessage: field('Text of the message', z.string().trim().max(1000).optional(), { as: 'multiline', aliases: ['message'] }),
};

interface Notification {
  notify: boolean;
  type?: 'email' | 'sms' | undefined;
  contacts?: string | undefined;
  notifySubject?: string | undefined;
  notifyMessage?: string | undefined;
}

const CONTACT = {
  email: { fits: z.email(), words: 'e-mail addresses' },
  sms: { fits: z.string().regex(/^\d{6,15}$/), words: 'phone numbers, digits only' },
};

const contactsOf = (contacts = ''): string[] => contacts.split(',').flatMap((one) => one.trim() || []);

/** A notification needs a way and contacts that all fit it; the vendor does not check, so a wrong one would be lost. */
export function checkNotification({ notify, type, contacts }: Notification, context: z.RefinementCtx): void {
  if (!notify) return;
  const wrong = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
  if (!type) return wrong('type', 'Say whether to notify by e-mail or SMS.');
  const all = contactsOf(contacts);
  const { fits, words } = CONTACT[type];
  if (all.length === 0) return wrong('contacts', `Give at least one contact: ${words}, joined by commas.`);
  const strange = all.filter((one) => !fits.safeParse(one).success);
  if (strange.length > 0) wrong('contacts', `All must be ${words}. Not so: ${strange.join(', ')}`);
}

/** The notify block as the vendor wants it: left out altogether when nobody is told. */
export const notification = (input: Notification) =>
  input.notify
    ? {
        notify: true,
        time: '',
        type: input.type,
        contacts: contactsOf(input.contacts).join(','),
        notifySubject: input.notifySubject,
        notifyMessage: input.notifyMessage,
      }
    : { notify: false };

/** What a person must see before a message leaves the company: the way, how many, and the words. */
export function confirmNotification(what: string, input: Notification): Confirmation | undefined {
  if (!input.notify) return undefined;
  const count = contactsOf(input.contacts).length;
  const way = input.type === 'sms' ? 'SMS' : 'e-mail';
  return {
    headline: `${what} and notify ${count} ${count === 1 ? 'person' : 'people'} by ${way}?`,
    facts: {
      'Notify by': way,
      Contacts: count,
      Subject: input.notifySubject,
      Message: input.notifyMessage || 'The standard text of ParticleSpace',
    },
    warning: 'The message goes to people outside and cannot be called back.',
    button: 'Save and notify',
  };
}

/** No sample of a success exists: the id is looked for where it may be. */
export const savedTicket = z.object({
  id: z.string().optional(),
  data: z.object({ id: z.string().optional() }).optional().catch(undefined),
});
