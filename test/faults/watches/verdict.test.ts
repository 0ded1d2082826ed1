import { describe, expect, it } from 'vitest';
import type { Ended } from '../fleet.ts';
import type { Event, SeededWatch } from './events.ts';
import type { Taken } from './slack-log.ts';
import { violationsIn, type WatchEvidence } from './verdict.ts';

const watch = (mode: SeededWatch['mode'] = 'message'): SeededWatch => ({
  ...{ id: 'W-1', channel: 'C1', mode },
  about: { kind: 'ticket', id: '7' },
});
const event = (marker: string, more: Partial<Event> = {}): Event => ({
  ...{ marker, watch: watch(), afterMs: 0, isDoubled: false },
  ...more,
});
const post = (words: string, at: number, more: Partial<Taken> = {}): Taken => ({
  ...{ at, owner: 'life-1', what: 'post', channel: 'C1', ts: String(at), words },
  ...more,
});
const died = (at: number, owner = 'life-1'): Ended => ({ at, owner, death: { how: 'any moment', afterMs: 0 } });

const broken = (evidence: Partial<WatchEvidence>): string[] =>
  violationsIn({
    events: [],
    burst: { watch: watch(), markers: [], afterMs: 0 },
    ...{ taken: [], ends: [], problems: [], waiting: { deliveries: 0, notifications: 0 } },
    burstOnRecord: { messages: 0, events: 0 },
    roots: new Map([['W-1', '1']]),
    ...evidence,
  }).map(({ promise }) => promise);

describe('the verdict on watches', () => {
  it('finds what was never said, or only elsewhere, or only as what was before', () => {
    const first = event('one', { next: event('two') });
    expect(broken({ events: [event('one')], taken: [] })).toEqual(['lost']);
    expect(broken({ events: [event('one')], taken: [post('one', 1, { channel: 'C2' })] })).toEqual(['lost']);
    expect(broken({ events: [first], taken: [post('one -> two', 1)] })).toEqual(['lost']);
    expect(broken({ events: [first], taken: [post('one', 1), post('one -> two', 2)] })).toEqual([]);
  });

  it('excuses a second post only by a death of who posted, right after the first', () => {
    const events = [event('one')];
    const taken = [post('one', 10_000), post('one', 20_000, { owner: 'life-2' })];
    expect(broken({ events, taken })).toEqual(['twice']);
    expect(broken({ events, taken, ends: [died(10_050)] })).toEqual([]);
    expect(broken({ events, taken, ends: [died(9_950)] })).toEqual([]);
    expect(broken({ events, taken, ends: [died(14_000)] })).toEqual(['twice']);
    expect(broken({ events, taken, ends: [died(21_000)] })).toEqual(['twice']);
    expect(broken({ events, taken, ends: [died(10_050, 'life-3')] })).toEqual(['twice']);
    const stopped: Ended = { ...died(10_050), death: { how: 'stopped', afterMs: 0 } };
    expect(broken({ events, taken, ends: [stopped] })).toEqual(['twice']);
    const third = [...taken, post('one', 30_000, { owner: 'life-2' })];
    expect(broken({ events, taken: third, ends: [died(10_050)] })).toEqual(['twice']);
  });

  it('excuses who stood still and woke up after another had posted', () => {
    const events = [event('one')];
    const taken = [post('one', 10_000, { owner: 'life-2' }), post('one', 12_000)];
    const frozen: Ended = { at: 5_000, owner: 'life-1', death: { how: 'frozen', forMs: 6_000 } };
    expect(broken({ events, taken, ends: [frozen] })).toEqual([]);
    expect(broken({ events, taken, ends: [{ ...frozen, owner: 'life-3' }] })).toEqual(['twice']);
  });

  it('finds a message that still shows an old state', () => {
    const first = event('one', { watch: watch('record'), next: event('two', { watch: watch('record') }) });
    const taken = [post('one', 1), post('one -> two', 2)];
    expect(broken({ events: [first], taken })).toEqual(['stale']);
    expect(broken({ events: [first], taken: [...taken, post('two', 3, { what: 'edit', ts: '1' })] })).toEqual([]);
  });

  it('counts the messages of a burst', () => {
    const burst = { watch: watch(), markers: ['one', 'two'], afterMs: 0 };
    const taken = [post('one two', 1), post('two', 2)];
    expect(broken({ burst, taken, burstOnRecord: { messages: 2, events: 2 } })).toEqual([]);
    expect(broken({ burst, taken, burstOnRecord: { messages: 1, events: 2 } })).toEqual(['twice']);
    expect(broken({ burst, taken, burstOnRecord: { messages: 1, events: 2 }, ends: [died(5)] })).toEqual([]);
    expect(broken({ burst, taken, burstOnRecord: { messages: 2, events: 1 } })).toEqual(['lost']);
  });

  it('finds what waits, and processes that end by themselves', () => {
    expect(broken({ waiting: { deliveries: 1, notifications: 2 }, problems: ['A bot ended by itself.'] })).toEqual([
      'stuck',
      'stuck',
      'processes',
    ]);
  });
});
