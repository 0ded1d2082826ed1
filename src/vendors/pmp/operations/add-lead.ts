import { lead } from '../resources/lead.ts';
import { add, sentAlong } from '../verbs/add.ts';

export const addLead = add(lead, {
  title: 'Add a lead',
  summary: 'Adds somebody who may become a customer.',
  positional: ['name'],
  notes: ({ assigned, file }) => [
    'PMP counts the lead as contacted now.',
    ...(assigned ? ['PMP tells the member of staff it is assigned to.'] : []),
    ...sentAlong(file),
  ],
  examples: [{ name: 'Ada Lovelace', source: '1', status: '2', company: 'Acme Ltd', email: 'ada@example.com' }],
});
