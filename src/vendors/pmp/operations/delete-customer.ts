import { customer } from '../resources/customer.ts';
import { remove } from '../verbs/delete.ts';

export const deleteCustomer = remove(customer, {
  title: 'Delete a customer',
  summary: 'Deletes a customer with everything that hangs on it.',
  cascade: 'Its contacts, tickets, contracts, notes, tasks and subscriptions go with it.',
  whenRefused: 'PMP keeps customers that invoices, estimates or credit notes refer to.',
  examples: [{ id: '33' }],
});
