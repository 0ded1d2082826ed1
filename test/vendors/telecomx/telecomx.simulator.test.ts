import { expect, it } from 'vitest';
import { EXPIRED_TOKEN, OWN_RESELLER, startTelecomX, TOKENS } from '../../../sandbox/vendors/telecomx/index.ts';
import { createSubscription } from '../../../src/vendors/telecomx/create-subscription.ts';
import { deleteSubscription } from '../../../src/vendors/telecomx/delete-subscription.ts';
import { getSubscription } from '../../../src/vendors/telecomx/get-subscription.ts';
import { listSubscriptions } from '../../../src/vendors/telecomx/list-subscriptions.ts';
import { telecomxSettings } from '../../../src/vendors/telecomx/settings.ts';
import { subscribersOfSubscription } from '../../../src/vendors/telecomx/subscribers-subscription.ts';
import { updateSubscription } from '../../../src/vendors/telecomx/update-subscription.ts';
import { running } from '../../sandbox/vendors/support.ts';
import { performing } from '../../support/vendor-replay.ts';

const simulator = running(startTelecomX);
const bot = (more: Record<string, string> = {}, timeoutMs?: number) =>
  performing({ telecomx: telecomxSettings.parse({ ...simulator().env, ...more }) }, timeoutMs);
const written = () =>
  simulator()
    .books()
    .map(({ what, detail }) => ({ what, detail }));
const input = { title: 'Roadworks', email: true, reseller: OWN_RESELLER };

/** The id behind a row of the own list. */
async function idOf(title: string): Promise<string> {
  const { outcome } = await bot()(listSubscriptions, { reseller: OWN_RESELLER });
  return String(outcome.card?.rows?.find((row) => row.title === title)?.next?.input.id);
}

it.each(['query', 'bearer', 'cookie', 'header:X-Token'])('is let in with the token as %s', async (transport) => {
  const run = bot({ TELECOMX_TOKEN_TRANSPORT: transport });
  expect((await run(listSubscriptions, { reseller: OWN_RESELLER })).outcome.card?.rows?.length).toBeGreaterThan(3);
});

it('finds the subscription of its own example', async () => {
  const [example] = getSubscription.examples;
  expect((await bot()(getSubscription, example)).outcome).toMatchObject({
    state: 'succeeded',
    card: { headline: 'Planned service windows' },
  });
});

it('changes only what was asked for', async () => {
  const id = await idOf('Outages');
  expect((await bot()(updateSubscription, { id, sms: false })).outcome.state).toBe('succeeded');
  const [{ detail } = { detail: {} }] = written();
  const { before, after } = detail as { before: object; after: object };
  expect(after).toEqual({ ...before, sms: false });
  expect((await bot()(updateSubscription, { id, email: false })).outcome).toMatchObject({
    state: 'refused',
    failure: { message: 'TelecomX refused: At least one of e-mail and SMS has to be on.' },
  });
  expect(written()).toHaveLength(1);
});

it('creates a subscription, counts its followers, and deletes it', async () => {
  const run = bot();
  expect((await run(createSubscription, input)).outcome.card).toMatchObject({ headline: 'Roadworks: created' });
  const [{ detail } = { detail: {} }] = written();
  const { _id: id, ...created } = detail as { _id: string };
  expect(created).toEqual({ reseller: OWN_RESELLER, title: 'Roadworks', description: null, email: true, sms: false });
  const followers = await run(subscribersOfSubscription, { id });
  expect(followers.outcome.card).toMatchObject({
    headline: 'No subscribers',
    facts: { 'By e-mail': 0, 'By SMS': 'Turned off' },
  });
  expect((await run(deleteSubscription, { id })).outcome.card).toMatchObject({
    headline: 'Subscription deleted',
    notes: [],
  });
  expect((await run(deleteSubscription, { id })).outcome.state).toBe('refused');
  expect(written()).toHaveLength(2);
});

it('names followers only when everyone is asked for', async () => {
  const id = await idOf('Outages');
  const counted = await bot()(subscribersOfSubscription, { id });
  expect(JSON.stringify(counted)).not.toMatch(/@|\+\d/);
  const named = await bot()(subscribersOfSubscription, { id, show: 'all' });
  expect(JSON.stringify(named)).toMatch(/@.*\+\d/);
});

it('tells an account of a reseller what it may not do', async () => {
  const denied = { state: 'refused', failure: { message: expect.stringContaining('its own reseller') } };
  const reseller = bot({ TELECOMX_TOKEN: TOKENS.RESELLER });
  expect((await reseller(listSubscriptions, {})).outcome).toMatchObject(denied);
  expect((await reseller(createSubscription, { ...input, reseller: undefined })).outcome).toMatchObject(denied);
  const admin = bot({ TELECOMX_TOKEN: TOKENS.ADMIN });
  expect((await admin(createSubscription, { ...input, reseller: undefined })).outcome.state).toBe('succeeded');
  expect(written()).toMatchObject([{ detail: { reseller: null } }]);
});

it('tells an expired token from a wrong one', async () => {
  const id = await idOf('Outages');
  const expired = await bot({ TELECOMX_TOKEN: EXPIRED_TOKEN })(getSubscription, { id });
  expect(expired.outcome.failure?.message).toContain('has expired');
  const wrong = await bot({ TELECOMX_TOKEN: 'something-else' })(getSubscription, { id });
  expect(wrong.outcome.failure?.message).toContain('does not accept');
});

it('counts a delete as done whose answer got lost on the way', async () => {
  const id = await idOf('Invoices');
  simulator().setSwitch('drops_answer');
  // Every answer is lost, so it ends without one; then a new process finds the entry still running.
  expect((await bot({}, 2_000)(deleteSubscription, { id })).outcome).toMatchObject({ state: 'failed' });
  simulator().setSwitch('normal');
  expect((await bot()(deleteSubscription, { id }, 'running')).outcome).toMatchObject({
    state: 'succeeded',
    card: { notes: [expect.stringContaining('first answer got lost')] },
  });
  expect(written()).toHaveLength(1);
});

it.each([
  ['drops_answer', 'unknown', 1],
  ['cuts_off', 'unknown', 1],
  ['html', 'unknown', 0],
  ['failing', 'unknown', 0],
  ['lying', 'unknown', 0],
  ['rate_limited', 'failed', 0],
] as const)('never creates twice: %s', async (position, state, made) => {
  const run = bot();
  simulator().setSwitch(position);
  expect((await run(createSubscription, input)).outcome.state).toBe(state);
  expect(written()).toHaveLength(made);
});
