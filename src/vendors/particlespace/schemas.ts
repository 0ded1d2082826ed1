import { z } from 'zod';
import { type BodyValue, field } from '../../operations/operation.ts';
import { type Notification, notificationForm } from './notification.ts';

/** Vendor document "update_ticket": every call carries title, description, status, notify and automated. */
export const ticketId = field(
  'Ticket id',
  z
    .string()
    .trim()
    .max(100)
    .regex(/^tic_[A-Za-z0-9]+$/, 'Give the ticket id, which starts with tic_, for example tic_9.'),
  { placeholder: 'tic_9', aliases: ['ticket'], idOf: ['ticket'] },
);

export const status = field(
  'Status',
  z
    .string()
    .trim()
    .max(60)
    .regex(/^[A-Z0-9_]+$/, 'Give the status as the board spells it, for example ON_HOLD.'),
  {
    placeholder: 'ON_HOLD',
    hint: 'The column of the board the ticket goes to.',
    choices: 'statuses',
    aliases: ['to', 'column'],
  },
);

/** `ON_HOLD` as a person reads it: On hold. A form that is still empty has no status. */
export function statusWords(code = ''): string {
  const words = code.replaceAll('_', ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const title = field('Title', z.string().trim().min(1).max(300), { placeholder: 'Leaking faucet' });

const text = z.string().trim().min(1).max(3000);
const description = { placeholder: 'Leak under the kitchen sink in 1A requires new part.', as: 'multiline' } as const;
export const requiredDescription = field('Description', text, description);
export const optionalDescription = field('Description', text.optional(), description);

export const automated = field('Remind when it stays too long', z.boolean().default(false), {
  hint: 'The people notified are told when the ticket stays in its column beyond a set time.',
  aliases: ['remind'],
});

interface Ticket extends Notification {
  title: string;
  description?: string | undefined;
  status: string;
  automated: boolean;
}

/** The ticket as the bot sent it before, told to nobody outside; undefined when that is not known in full. */
export function asBefore(id: string, before: Readonly<Record<string, unknown>>) {
  const kept = z.object({ title, description: requiredDescription, status, automated }).safeParse(before);
  return kept.success ? { id, ...kept.data } : undefined;
}

/** The form of every call, in the order of the vendor's own sample. */
export const ticketForm = (ticket: Ticket): Record<string, BodyValue> => ({
  title: ticket.title,
  description: ticket.description,
  status: ticket.status,
  ...notificationForm(ticket),
  automated: ticket.automated,
});

/** No sample of a success exists: the id is looked for where it may be. */
export const savedTicket = z
  .object({
    id: z.string().optional().catch(undefined),
    data: z
      .object({ id: z.string().optional().catch(undefined) })
      .optional()
      .catch(undefined),
  })
  .transform(({ data, id }): { id?: string | undefined } => ({ id: data?.id ?? id }))
  .pipe(z.object({ id: z.string().optional() }));
