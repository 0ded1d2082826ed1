import type { Vendor } from '../../operations/operation.ts';
import { createTicket } from './create-ticket.ts';
import { moveTicket } from './move-ticket.ts';
import { updateTicket } from './update-ticket.ts';

export const particlespace: Vendor = {
  id: 'particlespace',
  name: 'ParticleSpace',
  summary: 'Tickets on a board',
  operations: [createTicket, updateTicket, moveTicket],
};
