import { defineVendor } from '../../operations/vendor.ts';
import { createTicket } from './create-ticket.ts';
import { moveTicket } from './move-ticket.ts';
import { particlespaceSettings } from './settings.ts';
import { updateTicket } from './update-ticket.ts';

export const particlespace = defineVendor({
  id: 'particlespace',
  name: 'ParticleSpace',
  summary: 'Tickets on a board',
  operations: [createTicket, updateTicket, moveTicket],
  plurals: { ticket: 'tickets' },
  settings: particlespaceSettings,
  async createClient(settings, { limits }) {
    const { createParticlespaceClient } = await import('./client.ts');
    return createParticlespaceClient(settings, limits);
  },
});
