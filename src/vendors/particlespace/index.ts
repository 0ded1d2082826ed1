import type { Vendor } from '../../operation.ts';
import { moveTicket } from './move-ticket.ts';

export const particlespace: Vendor = {
  id: 'particlespace',
  name: 'ParticleSpace',
  summary: 'Tickets on a board',
  operations: [moveTicket],
};
