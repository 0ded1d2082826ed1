import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { createSlots, type Urgency } from '../src/engine/slots.ts';
import type { Journal } from '../src/journal/journal.ts';
import { Deadline } from '../src/storage/deadline.ts';
import { raise, type Stage } from './support/stage.ts';

describe('slots', () => {
  it('lets so many in at once, in order, persons before what a sweep claimed, and polls after both', async () => {
    const slots = createSlots(() => 2);
    const served: string[] = [];
    const enter = async (name: string, urgency: Urgency) => {
      const release = await slots.acquire(urgency);
      served.push(name);
      return release;
    };
    const first = await enter('first', 'sweep');
    const others = [
      enter('second', 'sweep'),
      enter('asked', 'poll'),
      enter('claimed', 'sweep'),
      enter('typed', 'person'),
      enter('later', 'person'),
    ];
    await wait(0);
    expect(served).toEqual(['first', 'second']);
    first();
    first();
    await wait(0);
    expect(served).toEqual(['first', 'second', 'typed']);
    (await others[0])?.();
    (await others[3])?.();
    await wait(0);
    expect(served).toEqual(['first', 'second', 'typed', 'later', 'claimed']);
    (await others[2])?.();
    await wait(0);
    expect(served.at(-1)).toBe('asked');
  });

  it('never stands still', async () => {
    const slots = createSlots(() => 0);
    const release = await slots.acquire('sweep');
    const next = slots.acquire('sweep');
    release();
    await next;
  });
});

describe('work under load', () => {
  let stage: Stage;
  afterEach(() => stage.close());
  const PROJECT = '7d733b90-a506-4d91-8c78-74c3b3be';
  /** Notes for different projects, which need not wait for each other. */
  const note = (at: number) => stage.type(`/jumptech note add ${PROJECT}${1000 + at} Note ${at}`);
  let observer: Journal;
  const states = async () => (await observer.summary()).states;

  it('is bounded, waits acknowledged on disk, and keeps nobody from another vendor', async () => {
    stage = await raise({ environment: { VENDOR_TIMEOUT_SECONDS: '2', VENDOR_CONCURRENCY: '100' } });
    observer = await stage.journalOf('observer');
    stage.vendor('jumptech').setSwitch('hangs');
    await Promise.all(Array.from({ length: 20 }, (_, at) => note(at)));
    await expect.poll(async () => (await states()).running, { timeout: 1_500 }).toBe(16);
    expect(await states()).toMatchObject({ running: 16, accepted: 4 });
    await stage.type('/pmp lead search acme');
    await stage.sees(/leads found/);
  });

  it('steps back while anybody waits for an acknowledgement', async () => {
    stage = await raise({ environment: { VENDOR_TIMEOUT_SECONDS: '2' } });
    observer = await stage.journalOf('observer');
    stage.vendor('jumptech').setSwitch('hangs');
    const somebody = new Deadline(60_000);
    try {
      await Promise.all(Array.from({ length: 6 }, (_, at) => note(at)));
      await wait(300);
      expect(await states()).toMatchObject({ running: 2, accepted: 4 });
    } finally {
      somebody.lift();
    }
  });
});
