import { ticket } from '../resources/ticket.ts';
import { list } from '../verbs/list.ts';

export const listTickets = list(ticket, { title: 'List tickets', summary: 'Shows all tickets.' });
