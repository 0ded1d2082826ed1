import { expect, it } from 'vitest';
import { withoutNetwork } from '../../support/vendor-replay.ts';
import { cardOf } from './support.ts';

withoutNetwork();

it('lists all projects with a button to open each', async () => {
  expect(await cardOf('project.list', {})).toMatchInlineSnapshot(`
    "headline: 1 project in PMP
    rows:
      - title: Solar roof for Acme
        details:
          - In Progress
          - customer 3
          - date: 2019-08-30
        next:
          operation: pmp.project.get
          label: Open
          input:
            id: "12"
    "
  `);
});

it('shows everything of one project and where to go from there', async () => {
  expect(await cardOf('project.get', { id: '12' })).toMatchInlineSnapshot(`
    "headline: Solar roof for Acme
    body: See the quote.
    facts:
      Number:
        code: "12"
      Status: In Progress
      Customer:
        code: "3"
      Billing: Fixed Rate
      Start:
        date: 2019-07-19
      Deadline:
        date: 2019-08-30
      Progress: 0 %
      Total price: "4500.00"
      Rate per hour: ""
      Estimated hours: "40.00"
      Added:
        date: 2019-07-16
    next:
      - operation: pmp.project.update
        label: Update
        input:
          id: "12"
      - operation: pmp.customer.get
        label: Open customer
        input:
          id: "3"
      - operation: pmp.milestone.add
        label: New milestone
        input:
          project_id: "12"
      - operation: pmp.ticket.add
        label: New ticket
        input:
          userid: "3"
          project_id: "12"
      - operation: pmp.project.delete
        label: Delete
        input:
          id: "12"
    "
  `);
});

it('finds projects', async () => {
  expect(await cardOf('project.search', { key: 'Solar' })).toMatchInlineSnapshot(`
    "headline: 1 project found for "Solar"
    rows:
      - title: Solar roof for Acme
        details:
          - In Progress
          - customer 3
          - date: 2019-08-30
        next:
          operation: pmp.project.get
          label: Open
          input:
            id: "12"
    "
  `);
});

it('adds a project and finds its number', async () => {
  expect(
    await cardOf('project.add', {
      name: 'Solar roof for Acme',
      clientid: '3',
      billing_type: '1',
      start_date: '2019-07-19',
      status: '2',
      deadline: '2019-08-30',
      progress_from_tasks: true,
      project_cost: 4500,
      estimated_hours: 40,
      project_members: ['1', '5'],
    }),
  ).toMatchInlineSnapshot(`
    "headline: Project Solar roof for Acme added
    body: See the quote.
    facts:
      Number:
        code: "12"
      Status: In Progress
      Customer:
        code: "3"
      Billing: Fixed Rate
      Start:
        date: 2019-07-19
      Deadline:
        date: 2019-08-30
      Progress: 0 %
      Total price: "4500.00"
      Rate per hour: ""
      Estimated hours: "40.00"
      Added:
        date: 2019-07-16
    notes:
      - PMP does not say the number of a new project. 12 is the newest that is called so; most likely it is this one.
    next:
      - operation: pmp.project.get
        label: Open
        input:
          id: "12"
      - operation: pmp.project.add
        label: Add another project
        input: {}
    "
  `);
});

it('updates a project: reads it, changes what was given, sends everything', async () => {
  expect(
    await cardOf('project.update', {
      id: '12',
      status: '4',
      project_members: ['5'],
      settings: ['project_overview', 'project_tasks'],
    }),
  ).toMatchInlineSnapshot(`
    "headline: Project Solar roof for Acme updated
    facts:
      Number:
        code: "12"
      Status:
        was: In Progress
        now: Finished
      Members: "5"
      Features: Overview, Tasks
    notes: []
    next:
      - operation: pmp.project.get
        label: Open
        input:
          id: "12"
    "
  `);
});

it('deletes a project and shows what it was', async () => {
  expect(await cardOf('project.delete', { id: '12' })).toMatchInlineSnapshot(`
    "headline: Project Solar roof for Acme deleted
    body: See the quote.
    facts:
      Number:
        code: "12"
      Status: In Progress
      Customer:
        code: "3"
      Billing: Fixed Rate
      Start:
        date: 2019-07-19
      Deadline:
        date: 2019-08-30
      Progress: 0 %
      Total price: "4500.00"
      Rate per hour: ""
      Estimated hours: "40.00"
      Added:
        date: 2019-07-16
    "
  `);
});
