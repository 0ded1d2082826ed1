import { expect, it } from 'vitest';
import { withoutNetwork } from '../../support/vendor-replay.ts';
import { cardOf } from './support.ts';

withoutNetwork();

it('lists all customers with a button to open each', async () => {
  expect(await cardOf('customer.list', {})).toMatchInlineSnapshot(`
    "headline: 2 customers in PMP
    rows:
      - title: Jk Technologies
        details:
          - Test City
          - "1234567890"
          - https://jkdot.com
          - ""
        next:
          operation: pmp.customer.get
          label: Open
          input:
            id: "3"
      - title: Jk Holdings
        details:
          - ""
          - ""
          - https://jkdot.com
          - inactive
        next:
          operation: pmp.customer.get
          label: Open
          input:
            id: "4"
    "
  `);
});

it('shows everything of one customer and where to go from there', async () => {
  expect(await cardOf('customer.get', { id: '3' })).toMatchInlineSnapshot(`
    "headline: Jk Technologies
    facts:
      Number:
        code: "3"
      Active: true
      Phone: "1234567890"
      Website: https://jkdot.com
      VAT number: "1234567890"
      Address: Test Address, 123456, Test City, Test State
      Billing address: ""
      Shipping address: ""
      Language: ""
      Currency: "3"
      Added:
        date: 2019-11-29
    next:
      - operation: pmp.customer.update
        label: Update
        input:
          id: "3"
      - operation: pmp.ticket.search
        label: Its tickets
        input:
          key: Jk Technologies
      - operation: pmp.ticket.add
        label: New ticket
        input:
          userid: "3"
      - operation: pmp.project.add
        label: New project
        input:
          clientid: "3"
      - operation: pmp.customer.delete
        label: Delete
        input:
          id: "3"
    "
  `);
});

it('finds customers', async () => {
  expect(await cardOf('customer.search', { key: 'jk' })).toMatchInlineSnapshot(`
    "headline: 1 customer found for "jk"
    rows:
      - title: Jk Technologies
        details:
          - Test City
          - "1234567890"
          - https://jkdot.com
          - ""
        next:
          operation: pmp.customer.get
          label: Open
          input:
            id: "3"
    "
  `);
});

it('adds a customer and finds its number', async () => {
  expect(
    await cardOf('customer.add', {
      company: 'Jk Technologies',
      phonenumber: '1234567890',
      city: 'Test City',
      groups_in: ['1', '4'],
    }),
  ).toMatchInlineSnapshot(`
    "headline: Customer Jk Technologies added
    facts:
      Number:
        code: "9"
      Active: true
      Phone: "1234567890"
      Website: https://jkdot.com
      VAT number: "1234567890"
      Address: Test Address, 123456, Test City, Test State
      Billing address: ""
      Shipping address: ""
      Language: ""
      Currency: "3"
      Added:
        date: 2019-11-29
    notes:
      - PMP does not say the number of a new customer. 9 is the newest that is called so; most likely it is this one.
    next:
      - operation: pmp.customer.get
        label: Open
        input:
          id: "9"
      - operation: pmp.customer.add
        label: Add another customer
        input: {}
    "
  `);
});

it('updates a customer: reads it, changes what was given, sends everything', async () => {
  expect(
    await cardOf('customer.update', { id: '3', phonenumber: '020 7946 0018', groups_in: ['1', '4'], clear: ['vat'] }),
  ).toMatchInlineSnapshot(`
    "headline: Customer Jk Technologies updated
    facts:
      Number:
        code: "3"
      VAT number:
        was: "1234567890"
        now: ""
      Phone:
        was: "1234567890"
        now: 020 7946 0018
      Groups: 1, 4
    notes: []
    next:
      - operation: pmp.customer.get
        label: Open
        input:
          id: "3"
    "
  `);
});

it('deletes a customer and shows what it was', async () => {
  expect(await cardOf('customer.delete', { id: '3' })).toMatchInlineSnapshot(`
    "headline: Customer Jk Technologies deleted
    facts:
      Number:
        code: "3"
      Active: true
      Phone: "1234567890"
      Website: https://jkdot.com
      VAT number: "1234567890"
      Address: Test Address, 123456, Test City, Test State
      Billing address: ""
      Shipping address: ""
      Language: ""
      Currency: "3"
      Added:
        date: 2019-11-29
    "
  `);
});
