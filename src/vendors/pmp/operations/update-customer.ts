import { customer } from '../resources/customer.ts';
import { update } from '../verbs/update.ts';

export const updateCustomer = update(customer, {
  title: 'Update a customer',
  summary: 'Changes what you give of a customer and keeps the rest, except its groups: give them as well.',
  examples: [
    { id: '3', phonenumber: '020 7946 0018', groups_in: ['1', '4'] },
    { id: '3', city: 'London', clear: ['vat'] },
  ],
});
