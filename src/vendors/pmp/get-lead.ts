import { z } from 'zod';
import { defineOperation } from '../../operation.ts';
import { path } from '../../path.ts';
import { dateFact, oneLead, recordId, withoutBreaks } from './schemas.ts';

export const getLead = defineOperation({
  id: 'pmp.lead.get',
  title: 'Open a lead',
  summary: 'Shows everything PMP knows of one lead.',
  risk: 'read',
  repeatable: true,
  subject: 'id',

  input: z.object({ id: recordId('Lead number') }),
  positional: ['id'],

  request: ({ id }) => ({ method: 'GET', path: path`api/leads/${id}` }),

  response: oneLead,

  present: (lead, { id }) => ({
    headline: lead.name || lead.company || `Lead ${id}`,
    body: withoutBreaks(lead.description),
    facts: {
      Number: { code: id },
      Company: lead.company,
      Position: lead.title,
      Status: lead.status_name || lead.status,
      Source: lead.source_name || lead.source,
      'E-mail': lead.email,
      Phone: lead.phonenumber,
      Website: lead.website,
      Address: [withoutBreaks(lead.address), lead.city, lead.state].filter(Boolean).join(', '),
      Added: dateFact(lead.dateadded),
      'Last contact': dateFact(lead.lastcontact),
    },
  }),

  examples: [{ id: '42' }],
});
