import { customer } from '../resources/customer.ts';
import { get } from '../verbs/get.ts';

export const getCustomer = get(customer, {
  title: 'Open a customer',
  summary: 'Shows everything PMP knows of one customer.',
});
