import { describe, expect, it } from 'vitest';
import type { Message, SandboxState } from '../../sandbox/api.ts';
import { readAddress, writeAddress } from '../../sandbox/page/src/address.ts';
import {
  isUnread,
  messagesIn,
  type PageAction,
  type PageState,
  repliesTo,
  startingState,
  step,
} from '../../sandbox/page/src/state.ts';

const sandbox: SandboxState = {
  people: [
    { id: 'U1', name: 'Ada', kind: 'member', about: '' },
    { id: 'UB', name: 'Bellhop', kind: 'bot', about: '' },
  ],
  channels: [
    { id: 'C1', name: 'operations', kind: 'public', botIsMember: true, topic: '' },
    { id: 'C2', name: 'random', kind: 'public', botIsMember: true, topic: '' },
    { id: 'D1', name: 'directmessage', kind: 'direct', botIsMember: true, topic: '' },
  ],
  groups: [],
  messages: [],
  views: [],
  commands: [],
  shortcuts: [],
  vendors: [],
  bot: { running: true, mode: 'http' },
  slackTrouble: 'none',
  clock: { aheadMs: 0 },
};

const message = (ts: string, more: Partial<Message> = {}): Message => ({
  channel: 'C1',
  ts,
  user: 'UB',
  text: ts,
  ...more,
});
const pageAfter = (...actions: PageAction[]): PageState => actions.reduce(step, startingState({ as: 'U1' }));
const loaded = (messages: Message[] = []): PageAction => ({
  type: 'loaded',
  as: 'U1',
  sandbox: { ...sandbox, messages },
});
const arrives = (one: Message): PageAction => ({ type: 'event', event: { type: 'message', message: one } });

describe('messages', () => {
  it('are put in order and replaced by what comes later under the same time', () => {
    const state = pageAfter(
      loaded(),
      arrives(message('2')),
      arrives(message('1')),
      arrives(message('2', { text: 'new' })),
    );
    expect(messagesIn(state, 'C1').map(({ text }) => text)).toEqual(['1', 'new']);
  });

  it('go when they are deleted or, for their reader, put away', () => {
    const gone = pageAfter(loaded([message('1')]), {
      type: 'event',
      event: { type: 'message_deleted', channel: 'C1', ts: '1' },
    });
    expect(messagesIn(gone, 'C1')).toEqual([]);
    const away = pageAfter(loaded([message('1')]), { type: 'dismiss', message: message('1') });
    expect(messagesIn(away, 'C1')).toEqual([]);
  });

  it('stand in their thread and not in the channel when they are replies', () => {
    const state = pageAfter(loaded([message('1', { threadTs: '1' }), message('2', { threadTs: '1' })]));
    expect(messagesIn(state, 'C1').map(({ ts }) => ts)).toEqual(['1']);
    expect(repliesTo(state, 'C1', '1').map(({ ts }) => ts)).toEqual(['2']);
  });
});

describe('unread', () => {
  it('is what others wrote in another channel since one looked', () => {
    const state = pageAfter(loaded([message('1', { channel: 'C2' })]), arrives(message('2', { channel: 'C2' })));
    expect(isUnread(state, 'C2')).toBe(true);
    expect(isUnread(step(state, { type: 'go', place: 'C2' }), 'C2')).toBe(false);
  });

  it('is not what was there on arrival, what is in view, or what one wrote oneself', () => {
    const state = pageAfter(
      loaded([message('1', { channel: 'C2' })]),
      arrives(message('2')),
      arrives(message('3', { channel: 'C2', user: 'U1' })),
    );
    expect(isUnread(state, 'C1')).toBe(false);
    expect(isUnread(state, 'C2')).toBe(false);
  });

  it('waits behind the Home tab of the app', () => {
    const state = pageAfter(
      loaded(),
      { type: 'go', place: 'D1', tab: 'home' },
      arrives(message('1', { channel: 'D1' })),
    );
    expect(isUnread(state, 'D1')).toBe(true);
  });

  it('survives a reload of the picture', () => {
    const state = pageAfter(loaded(), arrives(message('1', { channel: 'C2' })));
    expect(isUnread(step(state, loaded([message('1', { channel: 'C2' })])), 'C2')).toBe(true);
  });
});

describe('standing', () => {
  it('begins in the first channel, also when the address names one this person cannot see', () => {
    expect(pageAfter(loaded()).place).toBe('C1');
    expect([loaded()].reduce(step, startingState({ as: 'U1', place: 'C9' })).place).toBe('C1');
  });

  it('asks for another person when the address names somebody unknown', () => {
    expect(pageAfter({ type: 'loaded', as: 'U9', sandbox }).as).toBe('');
  });

  it('leaves the thread when the channel or the person changes', () => {
    const inThread = pageAfter(loaded(), { type: 'thread', ts: '1' });
    expect(step(inThread, { type: 'go', place: 'C2' }).thread).toBeUndefined();
    expect(step(inThread, { type: 'act-as', as: 'U2' }).thread).toBeUndefined();
  });

  it('keeps the newest exchanges only, newest first', () => {
    const exchange = (id: number): PageAction => ({
      type: 'event',
      event: { type: 'exchange', exchange: { id } as never },
    });
    const state = Array.from({ length: 450 }, (_, id) => exchange(id)).reduce(step, pageAfter(loaded()));
    expect(state.exchanges).toHaveLength(400);
    expect(state.exchanges[0]?.id).toBe(449);
  });
});

describe('the address', () => {
  it('brings the reader back to where they were', () => {
    const standing = { as: 'U1', place: 'D1', tab: 'home', inspector: 'vendors' } as const;
    expect(readAddress(writeAddress(standing))).toEqual(standing);
  });

  it('ignores what it does not know', () => {
    expect(readAddress('#inspect=everything&tab=nosuch&x=1')).toEqual({});
    expect(readAddress('')).toEqual({});
  });
});
