import { describe, expect, it } from 'vitest';
import { bind } from '../../../src/commands/bind.ts';
import { validate } from '../../../src/commands/validate.ts';
import { fieldsOf } from '../../../src/operations/fields.ts';
import { isRepeatable, riskOf } from '../../../src/operations/operation.ts';
import { createClients } from '../../../src/vendors/clients.ts';
import { particlespaceSettings } from '../../../src/vendors/particlespace/settings.ts';
import { DEFAULT_LIMITS } from '../../../src/vendors/shared/http-client.ts';
import { BASE, intents, move, notify, operation, settings, ticket } from './support.ts';

const given = (words: string, input: Record<string, unknown>) => operation(words).input.parse(input);
const wrong = (words: string, input: Record<string, unknown>) =>
  operation(words)
    .input.safeParse(input)
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);

describe('telling people outside', () => {
  it('is asked for again first, with the way, the number and the words', () => {
    const input = given('ticket.move', {
      ...move,
      ...notify,
      contacts: 'a@example.com, b@example.com',
      notifySubject: 'Leak',
      notifyMessage: 'The part is on its way.',
    });
    expect(operation('ticket.move').confirm?.(input)).toEqual({
      headline: 'Move ticket tic_9 to On hold and notify 2 people by e-mail?',
      facts: {
        'Notify by': 'e-mail',
        Contacts: 2,
        Subject: 'Leak',
        Message: 'The part is on its way.',
        'Send at': undefined,
      },
      warning: 'The message goes to people outside and cannot be called back.',
      button: 'Save and notify',
    });
  });

  it('counts as destructive and is never repeated; without it a ticket is changed at once', () => {
    for (const [words, input, , , repeatable] of intents) {
      const intent = given(words, input);
      expect(riskOf(operation(words), intent)).toBe(intent.notify ? 'destructive' : 'write');
      expect(isRepeatable(operation(words), intent), words).toBe(repeatable);
    }
  });

  it.each([
    [{ type: undefined }, 'type: Say whether to notify by e-mail or SMS.'],
    [{ contacts: '' }, 'contacts: Give at least one contact: e-mail addresses, joined by commas.'],
    [{ contacts: ' , ;' }, 'contacts: Give at least one contact: e-mail addresses, joined by commas.'],
    [
      { contacts: 'a@example.com,1112223333' },
      'contacts: All contacts must be e-mail addresses. These are not: 1112223333',
    ],
    [{ type: 'sms' }, 'contacts: All contacts must be phone numbers in digits. These are not: example@example.com'],
    [
      { type: 'sms', contacts: '+4512345678,12' },
      'contacts: All contacts must be phone numbers in digits. These are not: +4512345678, 12',
    ],
  ])('needs contacts that fit the way: %j', (more, message) => {
    for (const [words, input] of [
      ['ticket.move', move],
      ['ticket.update', move],
      ['ticket.create', ticket],
    ] as const) {
      expect(wrong(words, { ...input, ...notify, ...more })).toEqual([message]);
    }
  });

  it('takes phone numbers as they are', () => {
    const form = operation('ticket.move').request?.(
      given('ticket.move', { ...move, notify: true, type: 'sms', contacts: '0112223333, 4445556666' }),
    ).form;
    expect(form).toMatchObject({ type: 'sms', contacts: '0112223333,4445556666' });
  });

  it('is easily thought to have happened: contacts without it are pointed out', () => {
    const input = given('ticket.move', { ...move, contacts: 'a@example.com' });
    expect(operation('ticket.move').present({}, input).notes).toEqual([
      'Nobody was notified: contacts were given, but "Notify people outside" was off.',
    ]);
  });
});

describe('a ticket', () => {
  it.each(['9', 'tic_', 'tic_9/../x', 'TIC_9', 'tic_9 x', 'tic_ü', ''])('is not named by %j', (id) => {
    expect(wrong('ticket.move', { ...move, id })).toEqual([
      'id: Give the ticket id, which starts with tic_, for example tic_9.',
    ]);
  });

  it('needs every field of an update, and no description when it is new', () => {
    const { description: _, ...rest } = move;
    expect(wrong('ticket.move', rest)?.join()).toContain('description');
    expect(wrong('ticket.update', { ...rest, description: ' ' })?.join()).toContain('description');
    expect(wrong('ticket.create', { title: 'x', status: 'NEW' })).toBeUndefined();
  });

  it.each(['on hold', 'on_hold', 'ON HOLD', ''])(
    'has no status spelled %j, unless the site says which there are',
    (status) => {
      expect(wrong('ticket.move', { ...move, status })?.[0]).toContain(
        'status: Give the status as the board spells it',
      );
    },
  );

  it('is recalled from what was last sent, since it cannot be read', () => {
    expect(operation('ticket.move').recall).toEqual(['title', 'description', 'automated']);
    expect(operation('ticket.update').recall).toEqual(['title', 'description', 'status', 'automated']);
  });

  it('is understood from a command', () => {
    const wanted = operation('ticket.create');
    const { values, errors } = bind('NEW Lift stuck again remind=yes', fieldsOf(wanted), wanted.positional, new Date());
    expect(errors).toEqual({});
    expect(validate(wanted, fieldsOf(wanted), values)).toEqual({
      ok: true,
      input: { status: 'NEW', title: 'Lift stuck again', automated: true, notify: false },
    });
  });
});

describe('settings', () => {
  const problems = (names: Record<string, string>) =>
    particlespaceSettings
      .safeParse({ PARTICLESPACE_BASE_URL: BASE, ...names })
      .error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`);

  it('need a token or both keys, and a whole address', () => {
    expect(problems({})).toEqual([
      'PARTICLESPACE_SECRET_KEY is missing (or set PARTICLESPACE_TOKEN instead)',
      'PARTICLESPACE_PUBLISH_KEY is missing (or set PARTICLESPACE_TOKEN instead)',
    ]);
    expect(problems({ PARTICLESPACE_SECRET_KEY: 'sk_test_1' })).toEqual([
      'PARTICLESPACE_PUBLISH_KEY is missing (or set PARTICLESPACE_TOKEN instead)',
    ]);
    expect(problems({ PARTICLESPACE_TOKEN: 't' })).toBeUndefined();
    expect(problems({ PARTICLESPACE_TOKEN: 't', PARTICLESPACE_BASE_URL: 'https://api.particlespace.com/v1' })).toEqual([
      'PARTICLESPACE_BASE_URL must end with /api/v1',
    ]);
  });

  it('name the columns of the board, which people then choose from', async () => {
    const { particlespace: client } = await createClients(settings({ PARTICLESPACE_STATUSES: 'NEW, ON_HOLD,,DONE' }), {
      limits: DEFAULT_LIMITS,
    });
    expect(client?.choices('statuses')).toEqual([
      { value: 'NEW', label: 'New' },
      { value: 'ON_HOLD', label: 'On hold' },
      { value: 'DONE', label: 'Done' },
    ]);
    expect(client?.choices('colours')).toEqual([]);
    expect(problems({ PARTICLESPACE_TOKEN: 't', PARTICLESPACE_STATUSES: 'New' })?.[0]).toContain('upper-case');
  });
});
