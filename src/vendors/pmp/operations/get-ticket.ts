import { ticket } from '../resources/ticket.ts';
import { get } from '../verbs/get.ts';

export const getTicket = get(ticket, { title: 'Open a ticket', summary: 'Shows everything PMP knows of one ticket.' });
