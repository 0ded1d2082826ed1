import type { Next } from '../../../operations/card.ts';
import { defineResource } from '../resource.ts';
import { dateFact, reference, searchable } from '../schemas.ts';
import { hidden, listed, longText, needed, several, text } from '../writable.ts';

const country = (label: string) =>
  listed(label, 'countries', { hint: 'The number PMP gives the country, for example 235.' });

/** The lines of an address that say something. */
const address = (...parts: readonly string[]): string => parts.filter(Boolean).join(', ');

export const customer = defineResource({
  word: 'customer',
  plural: 'customers',
  id: 'userid',

  fields: {
    company: needed(text('Company', { placeholder: 'Acme Ltd', aliases: ['name'] })),
    vat: text('VAT number', { max: 50 }),
    phonenumber: text('Phone', { max: 30, aliases: ['phone'] }),
    website: text('Website', { max: 100 }),
    groups_in: hidden(
      several('Groups', 'customer-groups', {
        hint: 'All groups it is to be in; PMP does not show the present ones.',
        aliases: ['groups'],
      }),
      'takes the customer out of all its groups',
    ),
    default_language: text('Language', { max: 40, placeholder: 'english', aliases: ['language'] }),
    default_currency: listed('Currency', 'currencies', { aliases: ['currency'] }),
    address: longText('Address', { max: 191 }),
    city: text('City', { max: 100 }),
    state: text('State', { max: 50 }),
    zip: text('Postcode', { max: 15, aliases: ['postcode'] }),
    country: country('Country'),
    billing_street: longText('Billing street', { max: 200 }),
    billing_city: text('Billing city', { max: 100 }),
    billing_state: text('Billing state', { max: 100 }),
    billing_zip: text('Billing postcode', { max: 100 }),
    billing_country: country('Billing country'),
    shipping_street: longText('Shipping street', { max: 200 }),
    shipping_city: text('Shipping city', { max: 100 }),
    shipping_state: text('Shipping state', { max: 100 }),
    shipping_zip: text('Shipping postcode', { max: 100 }),
    shipping_country: country('Shipping country'),
  },
  onlyNew: {},
  onlyUpdate: {},
  shown: [
    ...(['userid', 'datecreated', 'active', 'default_currency_name'] as const),
    ...(['country_name', 'billing_country_name', 'shipping_country_name'] as const),
  ],
  mandatory: ['company'],
  knownBy: ['company'],

  nameOf: ({ company, userid }) => company || `Customer ${userid}`,
  details: ({ city, phonenumber, website, active }) => [city, phonenumber, website, active === '0' ? 'inactive' : ''],
  facts: (row) => ({
    Active: row.active === '' ? undefined : row.active === '1',
    Phone: row.phonenumber,
    Website: row.website,
    'VAT number': row.vat,
    Address: address(row.address, row.zip, row.city, row.state, row.country_name),
    'Billing address': address(
      row.billing_street,
      row.billing_zip,
      row.billing_city,
      row.billing_state,
      row.billing_country_name,
    ),
    'Shipping address': address(
      ...[row.shipping_street, row.shipping_zip, row.shipping_city, row.shipping_state, row.shipping_country_name],
    ),
    Language: row.default_language,
    Currency: row.default_currency_name || reference(row.default_currency),
    Added: dateFact(row.datecreated),
  }),
  personal: ['details', 'Phone', 'Address', 'Billing address', 'Shipping address'],
  personalColumns: [
    ...(['phonenumber', 'address', 'city', 'state', 'zip'] as const),
    ...(['billing_street', 'billing_city', 'billing_state', 'billing_zip'] as const),
    ...(['shipping_street', 'shipping_city', 'shipping_state', 'shipping_zip'] as const),
  ],
  page: ({ userid }) => `admin/clients/client/${userid}`,
  next: ({ userid, company }) => [
    ...ticketsOf(company),
    { operation: 'pmp.ticket.add', label: 'New ticket', input: { userid } },
    { operation: 'pmp.project.add', label: 'New project', input: { clientid: userid } },
  ],
});

/** Tickets are searched by company, among others; a name in letters PMP cannot search for finds none. */
function ticketsOf(company: string): Next[] {
  const key = searchable(company);
  return key ? [{ operation: 'pmp.ticket.search', label: 'Its tickets', input: { key } }] : [];
}
