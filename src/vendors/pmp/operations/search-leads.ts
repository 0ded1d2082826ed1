import { lead } from '../resources/lead.ts';
import { search } from '../verbs/search.ts';

export const searchLeads = search(lead, {
  title: 'Search leads',
  summary: 'Finds leads by name, title, company, address, e-mail or phone.',
  whenNone: 'PMP looks at leads that were not converted to customers yet, and matches parts of words.',
  examples: [{ key: 'acme' }],
});
