import { expect, it } from 'vitest';
import { stringify } from 'yaml';
import { jframework } from '../../../src/vendors/jframework/index.ts';
import { performing, recorded, replay, withoutNetwork } from '../../support/vendor-replay.ts';

const BASE = 'https://protocol.jframework.io/api/v1';
const ID = 'sApKpllz4sAplsmzha';

const run = performing({
  jframework: {
    JFRAMEWORK_BASE_URL: BASE,
    JFRAMEWORK_BRAND_URL: 'your-domain.com',
    JFRAMEWORK_AUTH_KEY: 'auth-key-4711',
    JFRAMEWORK_SMS_CREDENTIALS: { main: { username: 'smsuser', password: 'smspassword' } },
  },
});

/** The whole card, as YAML, of an operation whose recorded requests are answered as recorded. */
async function cardOf(words: string, input: Record<string, unknown>) {
  const operation = jframework.operations.find(({ id }) => id === `jframework.${words}`)!;
  replay(BASE, recorded(operation), {
    'brand-url': 'your-domain.com',
    'auth-key': 'auth-key-4711',
    accept: 'application/json',
    'content-type': 'application/json',
  });
  const { outcome } = await run(operation, input);
  expect(outcome).toMatchObject({ state: 'succeeded' });
  // Every answer recorded here echoes them.
  expect(JSON.stringify(outcome)).not.toMatch(/smsuser|smspassword/);
  return stringify(outcome.card);
}

withoutNetwork();

it('replaces a setting by all eight fields: what was asked for over what it has, and the secret from the settings', async () => {
  const card = await cardOf('sms.update', {
    id: ID,
    credentials: 'main',
    phoneNumber: '+45 87 65 43 21',
    status: 'Inactive',
  });
  expect(card).toMatchInlineSnapshot(`
    "headline: "SMS Integration: changed"
    body: This is an example SMS integration
    facts:
      Number: "+4587654321"
      Status: Inactive
      Default: true
      Provider: Stripe
      Provider id:
        code: sApKpllz4sAplsmzha
      Id:
        code: sApKpllz4sAplsmzha
      Credentials: main
    next:
      - operation: jframework.sms.update
        label: Change
        input:
          id: sApKpllz4sAplsmzha
      - operation: jframework.sms.test
        label: Send a test
        input:
          appIntegrationId: sApKpllz4sAplsmzha
          phoneNumberFrom: "+4587654321"
      - operation: jframework.sms.delete
        label: Delete
        input:
          id: sApKpllz4sAplsmzha
    "
  `);
});

it('opens a setting', async () => {
  expect(await cardOf('sms.get', { id: ID })).toMatchInlineSnapshot(`
    "headline: SMS Integration
    body: This is an example SMS integration
    facts:
      Number: "+1234567890"
      Status: Active
      Default: true
      Provider: Stripe
      Provider id:
        code: sApKpllz4sAplsmzha
      Id:
        code: sApKpllz4sAplsmzha
    next:
      - operation: jframework.sms.update
        label: Change
        input:
          id: sApKpllz4sAplsmzha
      - operation: jframework.sms.test
        label: Send a test
        input:
          appIntegrationId: sApKpllz4sAplsmzha
          phoneNumberFrom: "+1234567890"
      - operation: jframework.sms.delete
        label: Delete
        input:
          id: sApKpllz4sAplsmzha
    "
  `);
});

it('lists the settings of the brand', async () => {
  expect(await cardOf('sms.list', {})).toMatchInlineSnapshot(`
    "headline: 2 SMS settings
    rows:
      - title: SMS Integration
        details:
          - "+1234567890"
          - Active
          - Default
          - Stripe
        next:
          operation: jframework.sms.get
          label: Open
          input:
            id: sApKpllz4sAplsmzha
      - title: Night shift
        details:
          - "+4512345678"
          - Inactive
          - null
          - null
        next:
          operation: jframework.sms.get
          label: Open
          input:
            id: sB2
    "
  `);
});

it('creates a setting and leaves the status to the vendor unless asked', async () => {
  const card = await cardOf('sms.create', {
    appIntegrationId: ID,
    credentials: 'main',
    phoneNumber: '+1234567890',
    name: 'SMS Integration',
    description: 'This is an example SMS integration',
    isDefault: true,
  });
  expect(card).toMatchInlineSnapshot(`
    "headline: "SMS Integration: created"
    body: This is an example SMS integration
    facts:
      Number: "+1234567890"
      Status: Active
      Default: true
      Provider: Stripe
      Provider id:
        code: sApKpllz4sAplsmzha
      Id:
        code: sApKpllz4sAplsmzha
    next:
      - operation: jframework.sms.update
        label: Change
        input:
          id: sApKpllz4sAplsmzha
      - operation: jframework.sms.test
        label: Send a test
        input:
          appIntegrationId: sApKpllz4sAplsmzha
          phoneNumberFrom: "+1234567890"
      - operation: jframework.sms.delete
        label: Delete
        input:
          id: sApKpllz4sAplsmzha
    "
  `);
});

it('deletes a setting', async () => {
  expect(await cardOf('sms.delete', { id: ID })).toMatchInlineSnapshot(`
    "headline: SMS setting deleted
    facts:
      Id:
        code: sApKpllz4sAplsmzha
    notes: []
    next:
      - operation: jframework.sms.list
        label: List SMS settings
        input: {}
    "
  `);
});

it('sends a test SMS', async () => {
  const card = await cardOf('sms.test', {
    appIntegrationId: ID,
    credentials: 'main',
    phoneNumberFrom: '+1234567890',
    phoneNumberTo: '+4512345678',
    message: 'A test from Bellhop',
  });
  expect(card).toMatchInlineSnapshot(`
    "headline: Test SMS sent to +4512345678
    body: A test from Bellhop
    facts:
      From: "+1234567890"
      Credentials: main
      Provider id:
        code: sApKpllz4sAplsmzha
    notes:
      - JFramework handed it to the provider. Look at the phone to see whether it
        arrived.
    "
  `);
});

it('lists the active SMS providers', async () => {
  expect(await cardOf('provider.list', { keywords: 'twi' })).toMatchInlineSnapshot(`
    "headline: 1 active SMS provider
    rows:
      - title: Twilio
        details:
          - code: sApKpllz4sAplsmzha
          - https://twilio.com
          - Twilio SMS
        next:
          operation: jframework.sms.create
          label: Add a setting
          input:
            appIntegrationId: sApKpllz4sAplsmzha
    "
  `);
});
