import { customer } from '../resources/customer.ts';
import { add } from '../verbs/add.ts';

export const addCustomer = add(customer, {
  title: 'Add a customer',
  summary: 'Adds a company to the customers.',
  positional: ['company'],
  examples: [
    { company: 'Acme Ltd' },
    { company: 'Acme Ltd', phonenumber: '020 7946 0018', city: 'London', groups_in: ['1', '4'] },
  ],
});
