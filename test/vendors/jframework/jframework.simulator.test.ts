import { expect, it } from 'vitest';
import {
  OVER_LIMIT,
  PROVIDERS,
  SAMPLE_SETTING_ID,
  startJFramework,
} from '../../../sandbox/vendors/jframework/index.ts';
import { createSms } from '../../../src/vendors/jframework/create-sms.ts';
import { deleteSms } from '../../../src/vendors/jframework/delete-sms.ts';
import { getSms } from '../../../src/vendors/jframework/get-sms.ts';
import { listProviders } from '../../../src/vendors/jframework/list-providers.ts';
import { listSms } from '../../../src/vendors/jframework/list-sms.ts';
import { jframeworkSettings } from '../../../src/vendors/jframework/settings.ts';
import { testSms } from '../../../src/vendors/jframework/test-sms.ts';
import { updateSms } from '../../../src/vendors/jframework/update-sms.ts';
import { running } from '../../sandbox/vendors/support.ts';
import { performing } from '../../support/vendor-replay.ts';

const simulator = running(startJFramework);
const bot = () => performing({ jframework: jframeworkSettings.parse(simulator().env) });
const written = () =>
  simulator()
    .books()
    .map(({ what, detail }) => ({ what, detail }));
const provider = PROVIDERS[0]!.id;
const input = { appIntegrationId: provider, credentials: 'backup', phoneNumber: '+4512345678', name: 'Reminders' };

it('lists providers and settings, and opens one', async () => {
  const run = bot();
  const found = await run(listProviders, { keywords: 'tw' });
  expect(found.outcome.card?.rows).toMatchObject([
    { title: 'Twistio', details: [{ code: provider }, expect.anything(), expect.anything()] },
  ]);
  const listed = await run(listSms, {});
  expect(listed.outcome.card?.rows?.length).toBeGreaterThan(3);
  const opened = await run(getSms, { id: SAMPLE_SETTING_ID });
  expect(opened.outcome.card).toMatchObject({
    headline: 'SMS Integration',
    facts: { Status: 'Active', Default: true },
  });
  expect(JSON.stringify([found, listed, opened])).not.toContain('sandbox-sms');
  expect(written()).toEqual([]);
});

it('changes one thing of a setting and loses nothing else, the default included', async () => {
  const { outcome } = await bot()(updateSms, {
    id: SAMPLE_SETTING_ID,
    credentials: 'backup',
    phoneNumber: '+4512345678',
  });
  expect(outcome).toMatchObject({
    state: 'succeeded',
    card: { facts: { Status: 'Active', Default: true, Number: '+4512345678' } },
  });
  const [{ detail } = { detail: {} }] = written();
  const { before, ...after } = detail as { before: object };
  const secret = { username: 'sandbox-sms-backup', password: 'sandbox-sms-secret-backup' };
  expect(after).toEqual({ ...before, ...secret, phoneNumber: '+4512345678' });
});

it('creates a setting, switches it off, and deletes it', async () => {
  const run = bot();
  await run(createSms, { ...input, status: 'Active' });
  const [{ detail } = { detail: {} }] = written();
  const { id, ...created } = detail as { id: string };
  expect(created).toMatchObject({
    name: 'Reminders',
    status: 'Active',
    isDefault: false,
    username: 'sandbox-sms-backup',
  });
  await run(updateSms, { id, credentials: 'backup', status: 'Inactive' });
  expect(written()[1]?.detail).toMatchObject({ id, status: 'Inactive', name: 'Reminders' });
  expect((await run(deleteSms, { id })).outcome.state).toBe('succeeded');
  expect(written()[2]?.what).toContain(`Deleted SMS setting ${id}`);
  expect((await run(deleteSms, { id })).outcome).toMatchObject({
    state: 'refused',
    failure: {
      message: 'JFramework has no such record: The SMS setting was not found.',
      vendorReference: expect.any(String),
    },
  });
});

it('sends exactly one test SMS', async () => {
  const sms = {
    appIntegrationId: provider,
    credentials: 'main',
    phoneNumberFrom: '+4512345678',
    phoneNumberTo: '+4587654321',
    message: 'Hi',
  };
  expect((await bot()(testSms, sms)).outcome.state).toBe('succeeded');
  expect(written()).toMatchObject([
    {
      detail: {
        from: '+4512345678',
        username: 'sandbox-sms-main',
        outward: [{ channel: 'sms', to: '+4587654321', text: 'Hi' }],
      },
    },
  ]);
});

it('calls the limit of a feature a refusal, and so a failure dressed as success', async () => {
  const run = bot();
  const over = await run(createSms, { ...input, name: OVER_LIMIT });
  expect(over.outcome).toMatchObject({ state: 'refused', failure: { vendorReference: expect.any(String) } });
  simulator().setSwitch('lying');
  expect((await run(createSms, input)).outcome.state).toBe('refused');
  expect(written()).toEqual([]);
});

it.each([
  ['drops_answer', 'unknown', 1],
  ['cuts_off', 'unknown', 1],
  ['html', 'unknown', 0],
  ['failing', 'unknown', 0],
  ['rate_limited', 'failed', 0],
] as const)('never sends a test SMS twice: %s', async (position, state, sent) => {
  simulator().setSwitch(position);
  const sms = {
    appIntegrationId: provider,
    credentials: 'main',
    phoneNumberFrom: '+4512345678',
    phoneNumberTo: '+4587654321',
    message: 'Hi',
  };
  expect((await bot()(testSms, sms)).outcome.state).toBe(state);
  expect(written()).toHaveLength(sent);
});
