import { lead } from '../resources/lead.ts';
import { update } from '../verbs/update.ts';

export const updateLead = update(lead, {
  title: 'Update a lead',
  summary: 'Changes what you give of a lead and keeps the rest.',
  examples: [
    { id: '42', status: '3' },
    { id: '42', assigned: '2', lastcontact: '2026-12-01', is_public: true },
  ],
});
