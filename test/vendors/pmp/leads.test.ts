import { expect, it } from 'vitest';
import { withoutNetwork } from '../../support/vendor-replay.ts';
import { cardOf } from './support.ts';

withoutNetwork();

it('lists all leads with a button to open each', async () => {
  expect(await cardOf('lead.list', {})).toMatchInlineSnapshot(`
    "headline: 1 lead in PMP
    rows:
      - title: Ada Lovelace
        details:
          - Acme Ltd
          - New
          - ada@example.com
          - 020 7946 0018
        next:
          operation: pmp.lead.get
          label: Open
          input:
            id: "17"
    "
  `);
});

it('shows everything of one lead and where to go from there', async () => {
  expect(await cardOf('lead.get', { id: '17' })).toMatchInlineSnapshot(`
    "headline: Ada Lovelace
    body: |-
      Asked for a quote.
      Call after five.
    facts:
      Number:
        code: "17"
      Company: Acme Ltd
      Position: Owner
      Status: New
      Source: Referral
      Assigned to: "5"
      E-mail: ada@example.com
      Phone: 020 7946 0018
      Website: acme.example.com
      Address: 1a The Alexander Suite, Silk Point, London, London
      Added:
        date: 2019-07-18
      Last contact:
        date: 2019-07-25
    next:
      - operation: pmp.lead.update
        label: Update
        input:
          id: "17"
      - operation: pmp.customer.add
        label: Make a customer
        input:
          company: Acme Ltd
          phonenumber: 020 7946 0018
          website: acme.example.com
          address: |-
            1a The Alexander Suite
            Silk Point
          city: London
          state: London
      - operation: pmp.ticket.add
        label: New ticket
        input:
          subject: Ada Lovelace
      - operation: pmp.lead.delete
        label: Delete
        input:
          id: "17"
    "
  `);
});

it('finds leads', async () => {
  expect(await cardOf('lead.search', { key: 'acme' })).toMatchInlineSnapshot(`
    "headline: 2 leads found for "acme"
    rows:
      - title: Ada Lovelace
        details:
          - Acme Ltd
          - New
          - ada@example.com
          - 020 7946 0018
        next:
          operation: pmp.lead.get
          label: Open
          input:
            id: "17"
      - title: Acme Ltd
        details:
          - ""
          - New
          - ada@example.com
          - ""
        next:
          operation: pmp.lead.get
          label: Open
          input:
            id: "18"
    "
  `);
});

it('adds a lead and finds its number', async () => {
  expect(
    await cardOf('lead.add', {
      name: 'Ada Lovelace',
      source: '4',
      status: '2',
      assigned: '5',
      company: 'Acme Ltd',
      email: 'ada@example.com',
      is_public: true,
      custom_contact_date: '2019-07-30',
    }),
  ).toMatchInlineSnapshot(`
    "headline: Lead Ada Lovelace added
    body: |-
      Asked for a quote.
      Call after five.
    facts:
      Number:
        code: "17"
      Company: Acme Ltd
      Position: Owner
      Status: New
      Source: Referral
      Assigned to: "5"
      E-mail: ada@example.com
      Phone: 020 7946 0018
      Website: acme.example.com
      Address: 1a The Alexander Suite, Silk Point, London, London
      Added:
        date: 2019-07-18
      Last contact:
        date: 2019-07-25
    notes:
      - PMP does not say the number of a new lead. 17 is the newest that is called so; most likely it is this one.
      - PMP counts the lead as contacted now.
      - PMP tells the member of staff it is assigned to.
    next:
      - operation: pmp.lead.get
        label: Open
        input:
          id: "17"
      - operation: pmp.lead.add
        label: Add another lead
        input: {}
    "
  `);
});

it('updates a lead: reads it, changes what was given, sends everything', async () => {
  expect(await cardOf('lead.update', { id: '17', status: '3' })).toMatchInlineSnapshot(`
    "headline: Lead Ada Lovelace updated
    facts:
      Number:
        code: "17"
      Status:
        was: New
        now: Contacted
    notes: []
    next:
      - operation: pmp.lead.get
        label: Open
        input:
          id: "17"
    "
  `);
});

it('deletes a lead and shows what it was', async () => {
  expect(await cardOf('lead.delete', { id: '17' })).toMatchInlineSnapshot(`
    "headline: Lead Ada Lovelace deleted
    body: |-
      Asked for a quote.
      Call after five.
    facts:
      Number:
        code: "17"
      Company: Acme Ltd
      Position: Owner
      Status: New
      Source: Referral
      Assigned to: "5"
      E-mail: ada@example.com
      Phone: 020 7946 0018
      Website: acme.example.com
      Address: 1a The Alexander Suite, Silk Point, London, London
      Added:
        date: 2019-07-18
      Last contact:
        date: 2019-07-25
    "
  `);
});
