import { ticket } from '../resources/ticket.ts';
import { remove } from '../verbs/delete.ts';

export const deleteTicket = remove(ticket, {
  title: 'Delete a ticket',
  summary: 'Deletes a ticket with its replies.',
  cascade: 'Its replies, attachments and tasks go with it.',
  examples: [{ id: '42' }],
});
