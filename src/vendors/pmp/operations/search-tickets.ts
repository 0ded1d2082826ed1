import { ticket } from '../resources/ticket.ts';
import { search } from '../verbs/search.ts';

export const searchTickets = search(ticket, {
  title: 'Search tickets',
  summary: 'Finds tickets by number, subject, message, contact or company.',
  whenNone: 'PMP matches parts of words, and the beginning of a ticket number.',
  examples: [{ key: 'red light' }],
});
