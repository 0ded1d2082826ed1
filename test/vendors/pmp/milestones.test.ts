import { expect, it } from 'vitest';
import { withoutNetwork } from '../../support/vendor-replay.ts';
import { cardOf } from './support.ts';

withoutNetwork();

it('lists all milestones with a button to open each', async () => {
  expect(await cardOf('milestone.list', {})).toMatchInlineSnapshot(`
    "headline: 2 milestones in PMP
    rows:
      - title: Survey
        details:
          - project 2
          - due 2019-07-30
          - 3 of 8 tasks done
        next:
          operation: pmp.milestone.get
          label: Open
          input:
            id: "5"
      - title: Hand-over
        details:
          - project 2
          - due 2019-07-30
          - ""
        next:
          operation: pmp.milestone.get
          label: Open
          input:
            id: "6"
    "
  `);
});

it('shows everything of one milestone and where to go from there', async () => {
  expect(await cardOf('milestone.get', { id: '5' })).toMatchInlineSnapshot(`
    "headline: Survey
    body: |-
      Agreed with the customer.
      Weather permitting.
    facts:
      Number:
        code: "5"
      Project:
        code: "2"
      Due:
        date: 2019-07-30
      Tasks: 3 of 8 tasks done
      Customer sees the description: false
      Order: "1"
      Added:
        date: 2019-07-19
    next:
      - operation: pmp.milestone.update
        label: Update
        input:
          id: "5"
      - operation: pmp.project.get
        label: Open project
        input:
          id: "2"
      - operation: pmp.milestone.add
        label: New milestone
        input:
          project_id: "2"
      - operation: pmp.milestone.delete
        label: Delete
        input:
          id: "5"
    "
  `);
});

it('finds milestones', async () => {
  expect(await cardOf('milestone.search', { key: 'Survey' })).toMatchInlineSnapshot(`
    "headline: 1 milestone found for "Survey"
    rows:
      - title: Survey
        details:
          - project 2
          - due 2019-07-30
          - 3 of 8 tasks done
        next:
          operation: pmp.milestone.get
          label: Open
          input:
            id: "5"
    "
  `);
});

it('adds a milestone and finds its number', async () => {
  expect(
    await cardOf('milestone.add', {
      project_id: '2',
      name: 'Survey',
      due_date: '2019-07-30',
      description: 'Agreed with the customer.',
      description_visible_to_customer: true,
      milestone_order: 1,
    }),
  ).toMatchInlineSnapshot(`
    "headline: Milestone Survey added
    body: Agreed with the customer.
    facts:
      Number:
        code: "5"
      Project:
        code: "2"
      Due:
        date: 2019-07-30
      Tasks: ""
      Customer sees the description: true
      Order: "1"
      Added:
        date: 2019-07-19
    notes:
      - PMP does not say the number of a new milestone. 5 is the newest that is called so; most likely it is this one.
      - The customer can read the description.
    next:
      - operation: pmp.milestone.get
        label: Open
        input:
          id: "5"
      - operation: pmp.milestone.add
        label: Add another milestone
        input: {}
    "
  `);
});

it('updates a milestone: reads it, changes what was given, sends everything', async () => {
  expect(await cardOf('milestone.update', { id: '5', due_date: '2026-12-24' })).toMatchInlineSnapshot(`
    "headline: Milestone Survey updated
    facts:
      Number:
        code: "5"
      Due:
        was: 2019-07-30
        now: 2026-12-24
    notes: []
    next:
      - operation: pmp.milestone.get
        label: Open
        input:
          id: "5"
    "
  `);
});

it('deletes a milestone and shows what it was', async () => {
  expect(await cardOf('milestone.delete', { id: '5' })).toMatchInlineSnapshot(`
    "headline: Milestone Survey deleted
    body: |-
      Agreed with the customer.
      Weather permitting.
    facts:
      Number:
        code: "5"
      Project:
        code: "2"
      Due:
        date: 2019-07-30
      Tasks: 3 of 8 tasks done
      Customer sees the description: false
      Order: "1"
      Added:
        date: 2019-07-19
    "
  `);
});
