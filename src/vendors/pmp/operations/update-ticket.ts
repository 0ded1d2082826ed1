import { ticket } from '../resources/ticket.ts';
import { update } from '../verbs/update.ts';

export const updateTicket = update(ticket, {
  title: 'Update a ticket',
  summary: 'Changes what you give of a ticket and keeps the rest, except its tags: give them as well.',
  examples: [
    { id: '7', priority: '3', tags: 'urgent,charger' },
    { id: '7', department: '2' },
  ],
});
