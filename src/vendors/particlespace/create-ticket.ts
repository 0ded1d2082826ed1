import { z } from 'zod';
import { defineOperation } from '../../operations/operation.ts';
import { path } from '../shared/path.ts';
import {
  checkNotification,
  confirmNotification,
  notificationFields,
  notifiedFacts,
  notifiedNotes,
} from './notification.ts';
import { automated, optionalDescription, savedTicket, status, statusWords, ticketForm, title } from './schemas.ts';

/** A button holds little; a longer description has to be given again. */
const CARRIED_LENGTH = 1000;

/** The values a move needs besides the new column; the vendor cannot be asked for them. */
const carried = ({
  title,
  description = '',
  automated,
}: {
  title: string;
  description?: string | undefined;
  automated: boolean;
}) => ({
  title,
  automated,
  ...(description.length > 0 && description.length <= CARRIED_LENGTH ? { description } : {}),
});

export const createTicket = defineOperation({
  id: 'particlespace.ticket.create',
  title: 'Create a ticket',
  summary: 'Puts a new ticket on the board.',
  risk: 'write',
  repeatable: false,

  input: z
    .object({ status, title, description: optionalDescription, automated, ...notificationFields })
    .superRefine(checkNotification),
  positional: ['status', 'title'],

  confirm: (input) => confirmNotification(`Create ticket "${input.title}" in ${statusWords(input.status)}`, input),

  request: (ticket) => ({ method: 'POST', path: path`ticket/new`, form: ticketForm(ticket) }),

  response: savedTicket,

  present: ({ id }, ticket) => ({
    headline: id ? `Ticket ${id} created: ${ticket.title}` : `Ticket created: ${ticket.title}`,
    body: ticket.description ?? '',
    facts: {
      Ticket: id ? { code: id } : undefined,
      Status: ticket.status,
      ...notifiedFacts(ticket),
      'Reminder when it stays too long': ticket.automated,
    },
    notes: [...(id ? [] : ['ParticleSpace did not return the id of the new ticket.']), ...notifiedNotes(ticket)],
    next: id
      ? [
          { operation: 'particlespace.ticket.move', label: 'Move it', input: { id, ...carried(ticket) } },
          { operation: 'particlespace.ticket.update', label: 'Update it', input: { id } },
        ]
      : [],
  }),

  examples: [
    { status: 'NEW', title: 'Leaking faucet', description: 'Leak under the kitchen sink in 1A requires new part.' },
    { status: 'NEW', title: 'Lift stuck', notify: true, type: 'sms', contacts: '1112223333' },
  ],
});
