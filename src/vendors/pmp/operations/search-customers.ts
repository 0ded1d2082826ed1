import { customer } from '../resources/customer.ts';
import { search } from '../verbs/search.ts';

export const searchCustomers = search(customer, {
  title: 'Search customers',
  summary: 'Finds customers by company, or by name or e-mail of a contact.',
  whenNone: 'PMP looks at active customers only, and matches parts of words.',
  examples: [{ key: 'acme' }],
});
