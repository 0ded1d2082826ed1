import { z } from 'zod';
import { defineOperation } from '../../operation.ts';
import { path } from '../../path.ts';
import { leads, searchKey } from './schemas.ts';

export const searchLeads = defineOperation({
  id: 'pmp.lead.search',
  title: 'Search leads',
  summary: 'Finds leads by name, title, company, address, e-mail or phone.',
  risk: 'read',
  repeatable: true,

  input: z.object({ key: searchKey }),
  positional: ['key'],

  request: ({ key }) => ({ method: 'GET', path: path`api/leads/search/${key}`, whenEmpty: [] }),

  response: leads,

  present: (found, { key }) => ({
    headline:
      found.length === 0
        ? `No leads found for "${key}"`
        : `${found.length} lead${found.length === 1 ? '' : 's'} found for "${key}"`,
    rows: found.map(({ id, name, company, status_name, email, phonenumber }) => ({
      title: name || company || `Lead ${id}`,
      details: [name ? company : '', status_name, email, phonenumber],
      next: { operation: 'pmp.lead.get', label: 'Open', input: { id } },
    })),
    ...(found.length === 0
      ? { notes: ['PMP looks at leads that were not converted to customers yet, and matches parts of words.'] }
      : {}),
  }),

  examples: [{ key: 'acme' }],
});
