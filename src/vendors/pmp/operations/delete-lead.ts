import { lead } from '../resources/lead.ts';
import { remove } from '../verbs/delete.ts';

export const deleteLead = remove(lead, {
  title: 'Delete a lead',
  summary: 'Deletes a lead with its proposals and tasks.',
  cascade: 'Its proposals and tasks go with it.',
  examples: [{ id: '42' }],
});
