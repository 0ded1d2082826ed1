import { expect, it } from 'vitest';
import { withoutNetwork } from '../../support/vendor-replay.ts';
import { cardOf } from './support.ts';

withoutNetwork();

it('lists all tickets with a button to open each', async () => {
  expect(await cardOf('ticket.list', {})).toMatchInlineSnapshot(`
    "headline: 1 ticket in PMP
    rows:
      - title: Charger shows a red light
        details:
          - "#7"
          - Open
          - Medium
          - Jk Technologies
          - date: 2019-04-10
        next:
          operation: pmp.ticket.get
          label: Open
          input:
            id: "7"
    "
  `);
});

it('shows everything of one ticket and where to go from there', async () => {
  expect(await cardOf('ticket.get', { id: '7' })).toMatchInlineSnapshot(`
    "headline: Charger shows a red light
    body: |-
      Since this morning.
      It blinks.
    facts:
      Number:
        code: "7"
      Status: Open
      Priority: Medium
      Department: Support
      Service: Installation
      Assigned to: "5"
      Customer: Jk Technologies
      Contact: Ada Lovelace
      Contact number:
        code: "4"
      E-mail: ada@example.com
      Project: "12"
      Opened:
        date: 2019-04-10
    next:
      - operation: pmp.ticket.update
        label: Update
        input:
          id: "7"
      - operation: pmp.customer.get
        label: Open customer
        input:
          id: "3"
      - operation: pmp.project.get
        label: Open project
        input:
          id: "12"
      - operation: pmp.ticket.add
        label: New ticket
        input:
          userid: "3"
          contactid: "4"
          department: "1"
      - operation: pmp.ticket.delete
        label: Delete
        input:
          id: "7"
    "
  `);
});

it('finds tickets', async () => {
  expect(await cardOf('ticket.search', { key: 'red light' })).toMatchInlineSnapshot(`
    "headline: 1 ticket found for "red light"
    rows:
      - title: Charger shows a red light
        details:
          - "#7"
          - Open
          - Medium
          - Jk Technologies
          - date: 2019-04-10
        next:
          operation: pmp.ticket.get
          label: Open
          input:
            id: "7"
    "
  `);
});

it('adds a ticket and finds its number', async () => {
  expect(
    await cardOf('ticket.add', {
      subject: 'Charger shows a red light',
      department: '1',
      contactid: '4',
      userid: '3',
      message: 'Since this morning.',
      priority: '2',
      tags: 'urgent,charger',
      cc: 'bob@example.com',
    }),
  ).toMatchInlineSnapshot(`
    "headline: Ticket Charger shows a red light added
    body: |-
      Since this morning.
      It blinks.
    facts:
      Number:
        code: "7"
      Status: Open
      Priority: Medium
      Department: Support
      Service: Installation
      Assigned to: "5"
      Customer: Jk Technologies
      Contact: Ada Lovelace
      Contact number:
        code: "4"
      E-mail: ada@example.com
      Project: "12"
      Opened:
        date: 2019-04-10
    notes:
      - PMP does not say the number of a new ticket. 7 is the newest that is called so; most likely it is this one.
      - The ticket starts as Open. PMP e-mailed the contact, the department and whoever it is assigned to.
    next:
      - operation: pmp.ticket.get
        label: Open
        input:
          id: "7"
      - operation: pmp.ticket.add
        label: Add another ticket
        input: {}
    "
  `);
});

it('updates a ticket: reads it, changes what was given, sends everything', async () => {
  expect(await cardOf('ticket.update', { id: '7', priority: '3', tags: 'urgent,charger' })).toMatchInlineSnapshot(`
    "headline: Ticket Charger shows a red light updated
    facts:
      Number:
        code: "7"
      Priority:
        was: Medium
        now: High
      Tags: urgent,charger
    notes: []
    next:
      - operation: pmp.ticket.get
        label: Open
        input:
          id: "7"
    "
  `);
});

it('deletes a ticket and shows what it was', async () => {
  expect(await cardOf('ticket.delete', { id: '7' })).toMatchInlineSnapshot(`
    "headline: Ticket Charger shows a red light deleted
    body: |-
      Since this morning.
      It blinks.
    facts:
      Number:
        code: "7"
      Status: Open
      Priority: Medium
      Department: Support
      Service: Installation
      Assigned to: "5"
      Customer: Jk Technologies
      Contact: Ada Lovelace
      Contact number:
        code: "4"
      E-mail: ada@example.com
      Project: "12"
      Opened:
        date: 2019-04-10
    "
  `);
});
