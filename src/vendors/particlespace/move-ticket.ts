import { z } from 'zod';
import { defineOperation } from '../../operation.ts';
import { path } from '../../path.ts';
import { checkNotification, confirmNotification, notification, savedTicket, ticketFields, ticketId } from './schemas.ts';

export const moveTicket = defineOperation({
  id: 'particlespace.ticket.move',
  title: 'Move a ticket',
  summary: 'Moves a ticket to another column of the board.',
  risk: 'write',
  repeatable: ({ notify }) => !notify,
  subject: 'id',
  // The vendor cannot be read and wants every field every time.
  recall: ['title', 'description', 'automated'],

  input: z.object({ id: ticketId, ...ticketFields }).superRefine(checkNotification),
  positional: ['id', 'status'],

  confirm: (input) => confirmNotification(`Move ticket ${input.id} to ${input.status}`, input),

  request: ({ id, title, description, status, automated, ...rest }) => ({
    method: 'PUT',
    path: path`ticket/${id}`,
    form: { title, description, status, ...notification(rest), automated },
  }),

  response: savedTicket,

  present: (_, { id, title, status, notify, automated }) => ({
    headline: `Ticket ${id} moved to ${status}`,
    facts: {
      Title: title,
      Ticket: { code: id },
      'People notified': notify,
      'Reminder when it stays too long': automated,
    },
    next: [{ operation: 'particlespace.ticket.move', label: 'Move it again', input: { id } }],
  }),

  examples: [
    { id: 'tic_9', status: 'ON_HOLD', title: 'Leaking faucet', description: 'Leak under the kitchen sink in 1A requires new part.' },
  ],
});
