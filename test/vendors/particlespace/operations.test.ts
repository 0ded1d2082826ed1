import { expect, it } from 'vitest';
import { performing, recorded, replay, withoutNetwork } from '../../support/vendor-replay.ts';
import { BASE, notify, operation, settings, ticket } from './support.ts';

withoutNetwork();

/** The whole card of an operation whose recorded requests are answered as recorded. */
async function cardOf(words: string, input: Record<string, unknown>) {
  const sent = replay(BASE, recorded(operation(words)), { 'content-type': 'application/x-www-form-urlencoded' });
  const { outcome } = await performing(settings())(operation(words), input);
  expect(sent).toHaveLength(2);
  expect(outcome).toMatchObject({ state: 'succeeded' });
  return outcome.card;
}

it('creates a ticket, shows its id, and carries its fields to the next step', async () => {
  const input = { ...ticket, status: 'NEW', notify: true, type: 'sms', contacts: '1112223333' };
  expect(operation('ticket.create').confirm?.(operation('ticket.create').input.parse(input))).toMatchInlineSnapshot(`
    {
      "button": "Save and notify",
      "facts": {
        "Contacts": 1,
        "Message": "The standard text of ParticleSpace",
        "Notify by": "SMS",
        "Send at": undefined,
        "Subject": undefined,
      },
      "headline": "Create ticket "Leaking faucet" in New and notify 1 person by SMS?",
      "warning": "The message goes to people outside and cannot be called back.",
    }
  `);
  expect(await cardOf('ticket.create', input)).toMatchInlineSnapshot(`
    {
      "body": "Leak under the kitchen sink in 1A requires new part.",
      "facts": {
        "People notified": "1 by SMS",
        "Reminder when it stays too long": false,
        "Status": "NEW",
        "Ticket": {
          "code": "tic_81",
        },
      },
      "headline": "Ticket tic_81 created: Leaking faucet",
      "next": [
        {
          "input": {
            "automated": false,
            "description": "Leak under the kitchen sink in 1A requires new part.",
            "id": "tic_81",
            "title": "Leaking faucet",
          },
          "label": "Move it",
          "operation": "particlespace.ticket.move",
        },
        {
          "input": {
            "id": "tic_81",
          },
          "label": "Update it",
          "operation": "particlespace.ticket.update",
        },
      ],
      "notes": [],
    }
  `);
});

it('updates a ticket by the bytes of the vendor document, and keeps the contacts out of the channel', async () => {
  const input = { id: 'tic_9', ...ticket, ...notify, automated: true };
  expect(await cardOf('ticket.update', input)).toMatchInlineSnapshot(`
    {
      "body": "Leak under the kitchen sink in 1A requires new part.",
      "facts": {
        "People notified": "1 by e-mail",
        "Reminder when it stays too long": true,
        "Status": "ON_HOLD",
        "Ticket": {
          "code": "tic_9",
        },
      },
      "headline": "Ticket tic_9 updated: Leaking faucet",
      "next": [
        {
          "input": {
            "id": "tic_9",
          },
          "label": "Move it",
          "operation": "particlespace.ticket.move",
        },
        {
          "input": {
            "id": "tic_9",
          },
          "label": "Update again",
          "operation": "particlespace.ticket.update",
        },
      ],
      "notes": [],
    }
  `);
});

it('moves a ticket and tells nobody', async () => {
  expect(await cardOf('ticket.move', { id: 'tic_9', ...ticket })).toMatchInlineSnapshot(`
    {
      "facts": {
        "People notified": "None",
        "Reminder when it stays too long": false,
        "Status": {
          "code": "ON_HOLD",
        },
        "Ticket": {
          "code": "tic_9",
        },
      },
      "headline": "Leaking faucet → On hold",
      "next": [
        {
          "input": {
            "id": "tic_9",
          },
          "label": "Move it on",
          "operation": "particlespace.ticket.move",
        },
        {
          "input": {
            "id": "tic_9",
          },
          "label": "Update it",
          "operation": "particlespace.ticket.update",
        },
      ],
      "notes": [],
    }
  `);
});
