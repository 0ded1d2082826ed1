import { expect, it } from 'vitest';
import { performing, recorded, replay, withoutNetwork } from '../../support/vendor-replay.ts';
import { BASE, operation, PROJECT, SUB_TENANT, settings } from './support.ts';

const run = performing(settings());
withoutNetwork();

/** The whole card of an operation whose recorded request is answered as recorded. */
async function cardOf(words: string, input: Record<string, unknown>) {
  const sent = replay(BASE, recorded(operation(words)), { 'content-type': 'application/json' });
  const { outcome } = await run(operation(words), { projectId: PROJECT, ...input });
  expect(sent).toHaveLength(1);
  expect(outcome).toMatchObject({ state: 'succeeded' });
  return outcome.card;
}

const confirmationOf = (words: string, input: Record<string, unknown>) =>
  operation(words).confirm?.({ projectId: PROJECT, ...input });

it('adds a note', async () => {
  expect(await cardOf('note.add', { text: 'Customer rang, wants a morning slot' })).toMatchInlineSnapshot(`
    {
      "body": "Customer rang, wants a morning slot",
      "facts": {
        "Project": {
          "code": "7d733b90-a506-4d91-8c78-74c3b3be188f",
        },
      },
      "headline": "Note added to project 7d733b90",
      "next": [
        {
          "input": {
            "projectId": "7d733b90-a506-4d91-8c78-74c3b3be188f",
          },
          "label": "Add another note",
          "operation": "jumptech.note.add",
        },
        {
          "input": {
            "projectId": "7d733b90-a506-4d91-8c78-74c3b3be188f",
          },
          "label": "Update the project",
          "operation": "jumptech.project.update",
        },
      ],
    }
  `);
});

it('replaces a note', async () => {
  const text = 'Customer rang, now wants an afternoon slot';
  expect(await cardOf('note.update', { noteId: 'NOTE-ID', text })).toMatchInlineSnapshot(`
    {
      "body": "Customer rang, now wants an afternoon slot",
      "facts": {
        "Note": {
          "code": "NOTE-ID",
        },
        "Project": {
          "code": "7d733b90-a506-4d91-8c78-74c3b3be188f",
        },
      },
      "headline": "Note changed on project 7d733b90",
      "next": [
        {
          "input": {
            "noteId": "NOTE-ID",
            "projectId": "7d733b90-a506-4d91-8c78-74c3b3be188f",
          },
          "label": "Change it again",
          "operation": "jumptech.note.update",
        },
        {
          "input": {
            "projectId": "7d733b90-a506-4d91-8c78-74c3b3be188f",
          },
          "label": "Add a note",
          "operation": "jumptech.note.add",
        },
      ],
    }
  `);
});

it('changes the fields that were given', async () => {
  expect(await cardOf('project.update', { phoneNumber: '0123456789' })).toMatchInlineSnapshot(`
    {
      "facts": {
        "E-mail": undefined,
        "First name": undefined,
        "Last name": undefined,
        "Phone number": "0123456789",
        "Project": {
          "code": "7d733b90-a506-4d91-8c78-74c3b3be188f",
        },
        "Project type": undefined,
        "Purchase order number": undefined,
        "Quote reference": undefined,
      },
      "headline": "Project 7d733b90 updated",
      "next": [
        {
          "input": {
            "projectId": "7d733b90-a506-4d91-8c78-74c3b3be188f",
          },
          "label": "Add a note",
          "operation": "jumptech.note.add",
        },
        {
          "input": {
            "projectId": "7d733b90-a506-4d91-8c78-74c3b3be188f",
          },
          "label": "Update again",
          "operation": "jumptech.project.update",
        },
      ],
    }
  `);
});

it('hands a project over to a tenant, once the person has seen what that means', async () => {
  const input = { delegate: 'demo' };
  expect(confirmationOf('project.delegate', input)).toMatchInlineSnapshot(`
    {
      "button": "Delegate",
      "facts": {
        "Project": {
          "code": "7d733b90-a506-4d91-8c78-74c3b3be188f",
        },
        "Tenant": {
          "code": "demo",
        },
      },
      "headline": "Hand project 7d733b90 over to demo?",
      "warning": "The other company gets the project and may be told at once. The bot cannot take it back, and cannot look up whether it arrived.",
    }
  `);
  expect(await cardOf('project.delegate', input)).toMatchInlineSnapshot(`
    {
      "facts": {
        "Project": {
          "code": "7d733b90-a506-4d91-8c78-74c3b3be188f",
        },
        "Tenant": {
          "code": "demo",
        },
      },
      "headline": "Project 7d733b90 handed over to demo",
    }
  `);
});

it('hands a project over to a sub-tenant, once the person has seen what that means', async () => {
  const input = { subTenantId: SUB_TENANT };
  expect(confirmationOf('project.delegate-subtenant', input)).toMatchInlineSnapshot(`
    {
      "button": "Delegate",
      "facts": {
        "Project": {
          "code": "7d733b90-a506-4d91-8c78-74c3b3be188f",
        },
        "Sub-tenant": {
          "code": "935ebf1c-24e9-46ad-bba2-f50a19ab12d7",
        },
      },
      "headline": "Hand project 7d733b90 over to sub-tenant 935ebf1c?",
      "warning": "The other company gets the project and may be told at once. The bot cannot take it back, and cannot look up whether it arrived.",
    }
  `);
  expect(await cardOf('project.delegate-subtenant', input)).toMatchInlineSnapshot(`
    {
      "facts": {
        "Project": {
          "code": "7d733b90-a506-4d91-8c78-74c3b3be188f",
        },
        "Sub-tenant": {
          "code": "935ebf1c-24e9-46ad-bba2-f50a19ab12d7",
        },
      },
      "headline": "Project 7d733b90 handed over to sub-tenant 935ebf1c",
    }
  `);
});
