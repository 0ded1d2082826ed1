import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/config.ts';
import { OperationError } from '../../../src/errors.ts';
import { createSms } from '../../../src/vendors/jframework/create-sms.ts';
import { deleteSms } from '../../../src/vendors/jframework/delete-sms.ts';
import { replacement } from '../../../src/vendors/jframework/replacement.ts';
import { phone, readStatus, setting } from '../../../src/vendors/jframework/schemas.ts';
import { testSms } from '../../../src/vendors/jframework/test-sms.ts';
import { updateSms } from '../../../src/vendors/jframework/update-sms.ts';

const stored = {
  id: 's1',
  name: 'Night shift',
  phoneNumber: '+4512345678',
  status: '1 - Active',
  isDefault: true,
  username: 'AC-sid',
  password: 'hush-hush',
  appIntegration: { id: 'p1', name: 'Twilio' },
};
const current = setting.parse(stored);
const call = async () => stored;

describe('a replaced setting', () => {
  it('is what it was, where nothing else is asked for, with the name of the secret in place of the secret', () => {
    expect(replacement(current, { credentials: 'main' })).toEqual({
      appIntegrationId: 'p1',
      name: 'Night shift',
      credentials: 'main',
      phoneNumber: '+4512345678',
      description: null,
      status: '1 - Active',
      isDefault: true,
    });
  });

  it('takes every value, and writes the status as the document does', () => {
    const input = {
      credentials: 'backup',
      name: 'Day shift',
      phoneNumber: '+4587654321',
      description: 'New',
      status: 'Inactive' as const,
      isDefault: false,
      appIntegrationId: 'p2',
    };
    expect(replacement(current, input)).toEqual({ ...input, status: '0 - Inactive' });
  });

  it('asks for what the vendor did not tell instead of losing it', () => {
    const bare = setting.parse({ id: 's1', name: 'Night shift', status: 'Paused' });
    expect(() => replacement(bare, { credentials: 'main', phoneNumber: '+4512345678' })).toThrow(OperationError);
    expect(() => replacement(bare, { credentials: 'main' })).toThrow('appIntegrationId, phoneNumber, status');
  });
});

it.each([
  ...(['Active', '1 - Active', '1', 1, 'active', ' 1-Active '] as const).map((one) => [one, 'Active'] as const),
  ...(['Inactive', '0 - Inactive', '0', 0, 'INACTIVE'] as const).map((one) => [one, 'Inactive'] as const),
  ...(['', null, undefined, '2', '10', 'Inactive soon', '0 - Active', {}] as const).map(
    (one) => [one, undefined] as const,
  ),
])('reads the status %j as %s', (spelling, status) => {
  expect(readStatus(spelling)).toBe(status);
});

describe('a phone number', () => {
  it.each([
    ['+45 12 34 56 78', '+4512345678'],
    ['+1 (234) 567-890', '+1234567890'],
    ['+45.12.34.56.78', '+4512345678'],
  ])('%s is taken as %s', (typed, number) => expect(phone.parse(typed)).toBe(number));

  it('is E.164 whatever was typed, or refused', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\+?[\d ()-]{0,20}$/)), (typed) => {
        const parsed = phone.safeParse(typed);
        if (parsed.success) expect(parsed.data).toMatch(/^\+[1-9]\d{6,14}$/);
        else expect(typed.replace(/[\s().-]/g, '')).not.toMatch(/^\+[1-9]\d{6,14}$/);
      }),
    );
  });
});

describe('a confirmation', () => {
  const sms = {
    appIntegrationId: 'p1',
    credentials: 'main',
    phoneNumberFrom: '+4512345678',
    phoneNumberTo: '+4587654321',
    message: 'Hi',
  };
  const input = {
    appIntegrationId: 'p1',
    credentials: 'main',
    phoneNumber: '+4512345678',
    name: 'Night shift',
    isDefault: false,
  };

  it('says what a default does to the others', () => {
    expect(updateSms.confirm?.({ id: 's1', credentials: 'main', isDefault: true })?.warning).toContain(
      'replaces the present default',
    );
    expect(updateSms.confirm?.({ id: 's1', credentials: 'main', isDefault: false })?.warning).toContain('has none');
    expect(updateSms.confirm?.({ id: 's1', credentials: 'main' })?.warning).not.toContain('default');
    expect(createSms.confirm?.(input)).toBeUndefined();
    expect(createSms.confirm?.({ ...input, isDefault: true })?.warning).toContain('replaces the present default');
  });

  it('shows the whole message before it goes to a phone', () => {
    expect(testSms.confirm?.(sms)).toEqual({
      headline: 'Send an SMS to +4587654321?',
      facts: { To: '+4587654321', From: '+4512345678', Credentials: 'main', Text: 'Hi' },
      warning: 'It is a real message that costs money and cannot be called back.',
      button: 'Send',
    });
  });

  it('shows what would change, before and after, and never who signs in', async () => {
    const input = { id: 's1', credentials: 'main', name: 'Day shift', status: 'Active' as const, isDefault: false };
    const facts = await updateSms.preview?.({ input, call, choices: () => [] });
    expect(facts).toEqual({
      Setting: 'Night shift',
      Name: { was: 'Night shift', now: 'Day shift' },
      Default: { was: 'Yes', now: 'No' },
    });
    const doomed = await deleteSms.preview?.({ input: { id: 's1' }, call, choices: () => [] });
    expect(doomed).toMatchObject({ Setting: 'Night shift', Default: true, Number: '+4512345678' });
    expect(JSON.stringify([facts, doomed])).not.toMatch(/AC-sid|hush/);
  });

  it('comes after a form that shows the present values', async () => {
    expect(await updateSms.prefill?.({ input: { id: 's1' }, call })).toEqual({
      name: 'Night shift',
      phoneNumber: '+4512345678',
      description: '',
      status: 'Active',
      isDefault: true,
    });
  });
});

it('says that a record cannot be read when it comes in another form', async () => {
  const odd = updateSms.prefill?.({ input: { id: 's1' }, call: async () => undefined });
  await expect(odd).rejects.toMatchObject({ failure: { kind: 'unavailable' } });
});

describe('the settings', () => {
  const environment = {
    JFRAMEWORK_BASE_URL: 'https://protocol.jframework.io/api/v1',
    JFRAMEWORK_BRAND_URL: 'your-domain.com',
    JFRAMEWORK_AUTH_KEY: 'auth-key',
  };

  it('read the sign-ins by name', () => {
    const text = '{"main line":{"username":"AC-sid","password":"hush-hush"}}';
    const { jframework } = loadConfig({ ...environment, JFRAMEWORK_SMS_CREDENTIALS: text }).vendors;
    expect(jframework?.JFRAMEWORK_SMS_CREDENTIALS).toEqual({
      'main line': { username: 'AC-sid', password: 'hush-hush' },
    });
    expect(loadConfig(environment).vendors.jframework?.JFRAMEWORK_SMS_CREDENTIALS).toEqual({});
  });

  it.each([
    ['{"main": hush-hush}', 'JFRAMEWORK_SMS_CREDENTIALS must be JSON'],
    ['["hush-hush"]', 'JFRAMEWORK_SMS_CREDENTIALS'],
    ['{"main":{"username":"hush-hush"}}', 'JFRAMEWORK_SMS_CREDENTIALS.main.password is missing'],
    ['{"main":{"username":"x","password":"hush-hush","pasword":"hush-hush"}}', 'pasword'],
    ['{"<!here>":{"username":"x","password":"hush-hush"}}', 'JFRAMEWORK_SMS_CREDENTIALS'],
  ])('say what is wrong with %s without repeating a secret', (text, words) => {
    const load = () => loadConfig({ ...environment, JFRAMEWORK_SMS_CREDENTIALS: text });
    expect(load).toThrow(words);
    expect(load).not.toThrow(/hush/);
  });
});
