import { describe, expect, it } from 'vitest';
import { addressOf, placeOf, replyToOf, slackOrigin, withResponseUrl } from '../../handlers/slack/reply-to.ts';

const whole = {
  team: 'T1',
  channel: 'C1',
  thread: '1.1',
  inThread: true,
  message: '1.2',
  responseUrl: 'https://slack.example.com',
};

describe('where an answer goes in Slack', () => {
  it('is read as it was written', () => {
    expect(replyToOf(slackOrigin('button', false, whole))).toEqual(whole);
  });

  it.each([null, undefined, 'C1', 7, ['C1']])('is nowhere in particular for %j', (replyTo) => {
    expect(replyToOf({ replyTo })).toEqual({});
  });

  it('leaves out what is of the wrong kind, and keeps the rest', () => {
    const read = replyToOf({ replyTo: { channel: 'C1', thread: 1.1, inThread: 'yes', later: true } });
    expect(read).toEqual({ channel: 'C1', thread: undefined, inThread: undefined });
  });

  it('is a place of the policy if it is a channel', () => {
    expect(placeOf(slackOrigin('command', false, whole))).toEqual({ channel: 'C1' });
    expect(placeOf({ door: 'terminal', private: false, replyTo: null })).toEqual({});
  });

  it('takes another response URL, or none', () => {
    const { responseUrl: _, ...rest } = whole;
    const origin = slackOrigin('form', true, whole);
    expect(withResponseUrl(origin)).toEqual({ door: 'form', private: true, replyTo: rest });
    expect(replyToOf(withResponseUrl(origin, 'https://new.example.com')).responseUrl).toBe('https://new.example.com');
  });
});

it('an address that another door placed is none of ours', () => {
  expect(addressOf({ channel: 'C1', ts: '1.1' })).toEqual({ channel: 'C1', ts: '1.1' });
  for (const other of [undefined, null, { line: 7 }, { channel: 'C1' }]) expect(addressOf(other)).toBeUndefined();
});
