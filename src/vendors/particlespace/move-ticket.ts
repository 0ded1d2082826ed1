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
  statusWords,
  ticketForm,
  ticketId,
  title,
} from './schemas.ts';

export const moveTicket = defineOperation({
  id: 'particlespace.ticket.move',
  title: 'Move a ticket',
  summary: 'Moves a ticket to another column of the board.',
  risk: 'write',
  repeatable: ({ notify }) => !notify,
  subject: 'id',
  // The vendor cannot be read and wants every field every time.
  recall: ['title', 'description', 'automated'],

  input: z
    .object({ id: ticketId, status, title, description: requiredDescription, automated, ...notificationFields })
    .superRefine(checkNotification),
  positional: ['id', 'status'],

  confirm: (input) => confirmNotification(`Move ticket ${input.id} to ${statusWords(input.status)}`, input),

  request: ({ id, ...ticket }) => ({ method: 'PUT', path: path`ticket/${id}`, form: ticketForm(ticket) }),

  undo: ({ input: { id }, before }) => asBefore(id, before),

  response: savedTicket,

  present: (_, { id, ...ticket }) => ({
    headline: `${ticket.title} → ${statusWords(ticket.status)}`,
    facts: {
      Status: { code: ticket.status },
      Ticket: { code: id },
      ...notifiedFacts(ticket),
      'Reminder when it stays too long': ticket.automated,
    },
    notes: notifiedNotes(ticket),
    next: [
      { operation: 'particlespace.ticket.move', label: 'Move it on', input: { id } },
      { operation: 'particlespace.ticket.update', label: 'Update it', input: { id } },
    ],
  }),

  examples: [
    {
      id: 'tic_9',
      status: 'ON_HOLD',
      title: 'Leaking faucet',
      description: 'Leak under the kitchen sink in 1A requires new part.',
    },
  ],
});
