import type { BlockAction } from '@slack/bolt';
import { expect, it } from 'vitest';
import { againFrom } from '../../handlers/button-action.ts';
import type { Entry, Outcome } from '../../src/journal/intent.ts';

const failed = (failure: Partial<Outcome['failure']>): Entry => ({
  reference: 'BH-000001',
  key: 'one',
  operation: 'pmp.customer.update',
  input: {},
  actor: { id: 'U1', team: 'T1' },
  origin: { door: 'form', team: 'T1', private: false, seen: 'etag', responseUrl: 'https://spent.example.com' },
  state: 'failed',
  acceptedAt: 0,
  outcome: { state: 'failed', tookMs: 1, failure: { kind: 'unavailable', message: 'Down', ...failure } },
});
const action = { response_url: 'https://new.example.com' } as BlockAction;

it('a retry compares the record with what its person saw, if nothing was sent', () => {
  const { seen, responseUrl } = againFrom(failed({}), action);
  expect({ seen, responseUrl }).toEqual({ seen: 'etag', responseUrl: action.response_url });
});

it('a retry of what may be done compares nothing, since it may itself have changed the record', () => {
  expect(againFrom(failed({ maybeDone: true }), action)).not.toHaveProperty('seen');
});
