import { describe, expect, it } from 'vitest';
import { fieldValues } from '../../../blocks/form-values.ts';
import { inputFor } from '../../../blocks/inputs.ts';
import { validate } from '../../../src/commands/validate.ts';
import { kindOf } from '../../../src/operations/field-kinds.ts';
import { fieldsOf } from '../../../src/operations/fields.ts';
import type { Operation } from '../../../src/operations/operation.ts';
import { createSubscription } from '../../../src/vendors/telecomx/create-subscription.ts';
import { deleteSubscription } from '../../../src/vendors/telecomx/delete-subscription.ts';
import { listSubscriptions } from '../../../src/vendors/telecomx/list-subscriptions.ts';
import { subscribersOfSubscription } from '../../../src/vendors/telecomx/subscribers-subscription.ts';
import { updateSubscription } from '../../../src/vendors/telecomx/update-subscription.ts';

const id = 'CBB1CEAA0390A4886247A688';
const reseller = '5A0C3F19D27B4E8861F0A9C4';
const stored = { _id: id, title: 'Outages', description: 'At once.', email: true, sms: false };
const call = async () => stored;

const wrongIn = (operation: Operation, values: Record<string, unknown>) => {
  const checked = validate(operation, fieldsOf(operation), values);
  return checked.ok ? {} : checked.errors;
};

describe('an intent the vendor would refuse is refused before it is sent', () => {
  it.each([
    [
      'an update of nothing',
      updateSubscription,
      { id },
      { title: 'Give at least one thing to change: title, description, email or sms.' },
    ],
    [
      'both channels off',
      updateSubscription,
      { id, email: false, sms: false },
      { sms: 'At least one of e-mail and SMS has to be on.' },
    ],
    [
      'an id that is too short',
      deleteSubscription,
      { id: id.slice(1) },
      { id: 'Give the whole id: 24 characters, digits and the letters A to F.' },
    ],
    [
      'a subscription without a channel',
      createSubscription,
      { title: 'News' },
      { email: 'At least one of e-mail and SMS has to be on.' },
    ],
    [
      'an owner by name',
      createSubscription,
      { title: 'News', sms: true, reseller: 'ACME' },
      { reseller: expect.stringContaining('24') },
    ],
    [
      'reseller and customer at once',
      listSubscriptions,
      { reseller, customer: reseller },
      { customer: 'Give a reseller or a customer, not both.' },
    ],
  ] as const)('%s', (_, operation, values, errors) => {
    expect(wrongIn(operation as Operation, values)).toEqual(errors);
  });

  it('but one channel may be turned off, and the other on in its place', () => {
    expect(wrongIn(updateSubscription, { id, email: false })).toEqual({});
    expect(wrongIn(updateSubscription, { id, email: false, sms: true })).toEqual({});
  });
});

describe('a confirmation', () => {
  const words = (operation: Operation, values: Record<string, unknown>) =>
    operation.confirm?.(operation.input.parse(values))?.headline;

  it('is asked for whatever takes something away or is seen by everyone, and for nothing else', () => {
    expect(words(updateSubscription, { id, title: 'News' })).toBeUndefined();
    expect(words(updateSubscription, { id, sms: true })).toBeUndefined();
    expect(words(updateSubscription, { id, sms: false })).toBe('Turn off SMS for this subscription?');
    expect(words(updateSubscription, { id, email: false })).toBe('Turn off e-mail for this subscription?');
    expect(words(createSubscription, { title: 'News', sms: true, reseller })).toBeUndefined();
    expect(words(createSubscription, { title: 'News', sms: true })).toBe('Create "News" for everyone?');
    expect(words(deleteSubscription, { id })).toBe('Delete this subscription?');
  });

  it('shows what would change, before and after, and nothing that is so already', async () => {
    const input = { id, title: 'Outages', description: 'Soon.', email: false, sms: true };
    expect(await updateSubscription.preview?.({ input, call, choices: () => [] })).toEqual({
      Subscription: 'Outages',
      Title: undefined,
      Description: { was: 'At once.', now: 'Soon.' },
      'By e-mail': { was: 'Yes', now: 'No' },
      'By SMS': { was: 'No', now: 'Yes' },
    });
  });

  it('names what would be deleted', async () => {
    expect(await deleteSubscription.preview?.({ input: { id }, call, choices: () => [] })).toMatchObject({
      Subscription: 'Outages',
      Description: 'At once.',
      'By e-mail': true,
      'Visible to': 'Everyone',
    });
  });
});

it('fills the form with the present values, and leaves a channel that is off to be chosen', async () => {
  expect(await updateSubscription.prefill?.({ input: { id }, call })).toEqual({
    title: 'Outages',
    description: 'At once.',
    email: true,
    sms: undefined,
  });
  expect(await updateSubscription.prefill?.({ input: {}, call })).toEqual({});
});

it('answers only the person who asks for the names of subscribers', () => {
  expect(subscribersOfSubscription.privateWhen?.({ id, show: 'counts' })).toBe(false);
  expect(subscribersOfSubscription.privateWhen?.({ id, show: 'all' })).toBe(true);
});

describe('a channel in the form of an update', () => {
  const sms = fieldsOf(updateSubscription).find(({ name }) => name === 'sms')!;
  const chosen = (option: { value: string } | null) => ({ sms: { value: { selected_option: option } } });

  it('is asked as yes, no or nothing, so that leaving it alone changes nothing', () => {
    const yes = { text: { type: 'plain_text', text: 'Yes' }, value: 'true' };
    expect(inputFor(sms, true).element).toMatchObject({ type: 'static_select', initial_option: yes });
    expect(inputFor(sms, undefined).element).not.toHaveProperty('initial_option');
    expect(fieldValues([sms], chosen(null))).toEqual({});
  });

  it.each([
    ['true', true],
    ['false', false],
  ])('comes back from the choice %s as %s', (value, expected) => {
    const { sms: read } = fieldValues([sms], chosen({ value }));
    expect(kindOf(sms).read(String(read), sms, new Date())).toEqual({ value: expected });
  });

  it.each(['yes', 'on', 'TRUE', '1'])('is understood in a command as %s', (typed) => {
    expect(kindOf(sms).read(typed, sms, new Date())).toEqual({ value: true });
  });
});
