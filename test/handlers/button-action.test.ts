import type { BlockAction } from '@slack/bolt';
import { expect, it } from 'vitest';
import { againFrom } from '../../handlers/button-action.ts';
import type { Entry } from '../../src/journal/intent.ts';

const failed: Entry = {
  reference: 'BH-000001',
  key: 'one',
  operation: 'pmp.customer.update',
  input: {},
  actor: { id: 'U1', team: 'T1' },
  origin: { door: 'form', private: true, replyTo: { channel: 'C1', responseUrl: 'https://spent.example.com' } },
  state: 'failed',
  acceptedAt: 0,
};

it('a retry answers where the first one came from, by the response URL of the press', () => {
  const action = { response_url: 'https://new.example.com' } as BlockAction;
  expect(againFrom(failed, action)).toEqual({
    door: 'button',
    private: true,
    replyTo: { channel: 'C1', responseUrl: 'https://new.example.com' },
  });
});

it('a retry never uses a response URL that may be spent', () => {
  expect(againFrom(failed, {} as BlockAction).replyTo).toEqual({ channel: 'C1' });
});
