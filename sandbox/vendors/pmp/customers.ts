import type { Resource } from './resource.ts';
import type { Row } from './store.ts';
import { columns, listOf } from './values.ts';

/** Set to 0 by every update that leaves them out. */
const ZEROED: Row = { country: '0', billing_country: '0', shipping_country: '0', default_currency: '0' };

const COLUMNS = [
  ...['company', 'vat', 'phonenumber', 'website', 'default_language', 'default_currency'],
  ...['address', 'city', 'state', 'zip', 'country'],
  ...['billing_street', 'billing_city', 'billing_state', 'billing_zip', 'billing_country'],
  ...['shipping_street', 'shipping_city', 'shipping_state', 'shipping_zip', 'shipping_country'],
];

export const blankCustomer: Row = {
  ...Object.fromEntries(COLUMNS.map((name) => [name, null])),
  ...ZEROED,
  datecreated: null,
  active: '1',
  leadid: null,
};

export const customers: Resource = {
  name: 'customers',
  words: {
    added: 'Client add successful.',
    updated: 'Customers Update Successful.',
    updateFailed: 'Customers Update Fail.',
    deleted: 'Customer Delete Successful.',
    deleteFailed: 'Customer Delete Fail.',
    invalidId: 'Invalid Customers ID',
  },
  requiredOnCreate: ['company'],
  requiredOnUpdate: ['company'],
  writable: [...COLUMNS, 'groups_in'],
  takesFiles: false,

  create(fields, { store, now }) {
    const row: Row = { ...blankCustomer, datecreated: now, ...columns(fields, COLUMNS) };
    const groups = listOf(fields, 'groups_in');
    const userid = store.customers.add(row, { groups });
    return { what: `Added customer ${userid}, ${row.company}`, detail: { userid, groups, ...row } };
  },

  update: ({ row }, fields) => ({
    row: { ...row, ...ZEROED, ...columns(fields, COLUMNS) },
    links: { groups: listOf(fields, 'groups_in') },
  }),

  remove(id, { store }) {
    const company = store.customers.get(id)?.row.company;
    if (store.invoiced.has(id) || !store.customers.remove(id)) return undefined;
    const owned = (row: Row) => row.userid === id;
    const contacts = store.contacts.removeWhere(owned);
    const tickets = store.tickets.removeWhere(owned);
    const what = `Deleted customer ${id}, ${company}, with ${contacts} contacts and ${tickets} tickets`;
    return { what, detail: { userid: id, company, contacts, tickets } };
  },

  matches({ row }, key, { store }) {
    if (row.active !== '1') return false;
    const contacts = store.contacts.all().filter((contact) => contact.row.userid === row.userid);
    const texts = contacts.flatMap((contact) => [
      `${contact.row.firstname} ${contact.row.lastname}`,
      contact.row.email,
    ]);
    return [row.company, ...texts].some(key.isIn);
  },

  show: ({ row }) => ({
    ...row,
    customfields: [{ label: 'Segment', value: Number(row.userid) % 2 ? 'Trade' : 'Home' }],
  }),
};
