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
import {
  asBefore,
  automated,
  requiredDescription,
  savedTicket,
  status,
  ticketForm,
  ticketId,
  title,
} from './schemas.ts';

export const updateTicket = defineOperation({
  id: 'particlespace.ticket.update',
  title: 'Update a ticket',
  summary: 'Replaces the title, description, status and reminder of a ticket.',
  risk: 'write',
  repeatable: ({ notify }) => !notify,
  subject: 'id',
  // The vendor cannot be read and wants every field every time.
  recall: ['title', 'description', 'status', 'automated'],

  input: z
    .object({ id: ticketId, title, description: requiredDescription, status, automated, ...notificationFields })
    .superRefine(checkNotification),
  positional: ['id', 'description'],

  confirm: (input) => confirmNotification(`Update ticket ${input.id}`, input),

  request: ({ id, ...ticket }) => ({ method: 'PUT', path: path`ticket/${id}`, form: ticketForm(ticket) }),

  undo: ({ input: { id }, before }) => asBefore(id, before),

  response: savedTicket,

  present: (_, { id, ...ticket }) => ({
    headline: `Ticket ${id} updated: ${ticket.title}`,
    body: ticket.description,
    facts: {
      Ticket: { code: id },
      Status: ticket.status,
      ...notifiedFacts(ticket),
      'Reminder when it stays too long': ticket.automated,
    },
    notes: notifiedNotes(ticket),
    next: [
      { operation: 'particlespace.ticket.move', label: 'Move it', input: { id } },
      { operation: 'particlespace.ticket.update', label: 'Update again', input: { id } },
    ],
  }),

  examples: [
    {
      id: 'tic_9',
      title: 'Leaking faucet',
      description: 'Leak under the kitchen sink in 1A requires new part.',
      status: 'ON_HOLD',
      notify: true,
      type: 'email',
      contacts: 'example@example.com',
      automated: true,
    },
  ],
});
