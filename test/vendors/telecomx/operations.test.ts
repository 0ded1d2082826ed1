import { expect, it } from 'vitest';
import { stringify } from 'yaml';
import { telecomx } from '../../../src/vendors/telecomx/index.ts';
import { performing, recorded, replay, withoutNetwork } from '../../support/vendor-replay.ts';

const BASE = 'https://api.telecomx.dk';
const ID = 'CBB1CEAA0390A4886247A688';

const run = performing({
  telecomx: { TELECOMX_BASE_URL: BASE, TELECOMX_TOKEN: 'tok-3n-4711', TELECOMX_TOKEN_TRANSPORT: 'bearer' },
});

/** The whole card, as YAML, of an operation whose recorded requests are answered as recorded. */
async function cardOf(verb: string, input: Record<string, unknown>) {
  const operation = telecomx.operations.find(({ id }) => id === `telecomx.subscription.${verb}`)!;
  replay(BASE, recorded(operation), { authorization: 'Bearer tok-3n-4711' });
  const { outcome } = await run(operation, input);
  expect(outcome).toMatchObject({ state: 'succeeded' });
  return stringify(outcome.card);
}

withoutNetwork();

it('changes only what was asked for, with POST on the item', async () => {
  const card = await cardOf('update', { id: ID, title: 'Planned service windows', email: true });
  expect(card).toMatchInlineSnapshot(`
    "headline: "Planned service windows: changed"
    body: We announce upgrades that may affect you 14 days ahead.
    facts:
      By e-mail: true
      By SMS: false
      Visible to: Everyone
      Id:
        code: 123456780ABCDEF12345678
    next:
      - operation: telecomx.subscription.update
        label: Change
        input:
          id: 123456780ABCDEF12345678
      - operation: telecomx.subscription.subscribers
        label: Subscribers
        input:
          id: 123456780ABCDEF12345678
      - operation: telecomx.subscription.delete
        label: Delete
        input:
          id: 123456780ABCDEF12345678
    "
  `);
});

it('opens a subscription, with the id the vendor gave even where it is too short', async () => {
  expect(await cardOf('get', { id: ID })).toMatchInlineSnapshot(`
    "headline: Planned service windows
    body: We announce upgrades that may affect you 14 days ahead.
    facts:
      By e-mail: true
      By SMS: false
      Visible to: Everyone
      Id:
        code: 123456780ABCDEF12345678
    next:
      - operation: telecomx.subscription.update
        label: Change
        input:
          id: 123456780ABCDEF12345678
      - operation: telecomx.subscription.subscribers
        label: Subscribers
        input:
          id: 123456780ABCDEF12345678
      - operation: telecomx.subscription.delete
        label: Delete
        input:
          id: 123456780ABCDEF12345678
    "
  `);
});

it('lists subscriptions, properties without a value left out by the vendor', async () => {
  expect(await cardOf('list', { reseller: '5A0C3F19D27B4E8861F0A9C4' })).toMatchInlineSnapshot(`
    "headline: 3 subscriptions
    rows:
      - title: Planned service windows
        details:
          - e-mail
          - null
          - Everyone
        next:
          operation: telecomx.subscription.get
          label: Open
          input:
            id: 123456780ABCDEF12345678
      - title: Outages
        details:
          - e-mail
          - SMS
          - Reseller 5A0C3F19D27B4E8861F0A9C4
        next:
          operation: telecomx.subscription.get
          label: Open
          input:
            id: CBB1CEAA0390A4886247A688
      - title: Subscription CBB1CEAA0390A4886247A689
        details:
          - null
          - null
          - Everyone
        next:
          operation: telecomx.subscription.get
          label: Open
          input:
            id: CBB1CEAA0390A4886247A689
    "
  `);
});

it('creates one for everyone with an explicit null as its owner', async () => {
  const description = 'We announce upgrades that may affect you 14 days ahead.';
  const card = await cardOf('create', { title: 'Planned service windows', description, email: true });
  expect(card).toMatchInlineSnapshot(`
    "headline: "Planned service windows: created"
    body: We announce upgrades that may affect you 14 days ahead.
    facts:
      By e-mail: true
      By SMS: false
      Visible to: Everyone
      Id:
        code: 123456780ABCDEF12345678
    next:
      - operation: telecomx.subscription.update
        label: Change
        input:
          id: 123456780ABCDEF12345678
      - operation: telecomx.subscription.subscribers
        label: Subscribers
        input:
          id: 123456780ABCDEF12345678
      - operation: telecomx.subscription.delete
        label: Delete
        input:
          id: 123456780ABCDEF12345678
    "
  `);
});

it('deletes a subscription', async () => {
  expect(await cardOf('delete', { id: ID })).toMatchInlineSnapshot(`
    "headline: Subscription deleted
    facts:
      Id:
        code: CBB1CEAA0390A4886247A688
    notes: []
    "
  `);
});

it('counts subscribers without saying who they are', async () => {
  expect(await cardOf('subscribers', { id: ID })).toMatchInlineSnapshot(`
    "headline: 2 subscribers
    facts:
      By e-mail: 1
      By SMS: 1
      Subscription:
        code: CBB1CEAA0390A4886247A688
    next:
      - operation: telecomx.subscription.subscribers
        label: Show them to me
        input:
          id: CBB1CEAA0390A4886247A688
          show: all
    "
  `);
});

it('names subscribers only when everyone is asked for', async () => {
  expect(await cardOf('subscribers', { id: ID, show: 'all' })).toMatchInlineSnapshot(`
    "headline: 2 subscribers
    facts:
      By e-mail: 1
      By SMS: 1
      Subscription:
        code: CBB1CEAA0390A4886247A688
    rows:
      - title: donald@disney.com
        details:
          - E-mail
      - title: "+4512345678"
        details:
          - SMS
    notes:
      - This is personal data, so only you see it.
    "
  `);
});
