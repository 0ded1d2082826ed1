import { customer } from '../resources/customer.ts';
import { list } from '../verbs/list.ts';

export const listCustomers = list(customer, { title: 'List customers', summary: 'Shows all customers.' });
