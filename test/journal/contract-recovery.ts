import { expect, it } from 'vitest';
import type { Entry, Outcome } from '../../src/journal/intent.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { DOORS, newIntent, type Place } from './places.ts';
import { killWhenBusy, openFromManyProcesses } from './processes.ts';

export interface Scene {
  place: Place;
  now(): number;
  open(owner: string): Promise<Journal>;
  recorded(journal: Journal, subject?: string): Promise<string>;
  wait(ms: number): void;
}

const succeeded: Outcome = { state: 'succeeded', tookMs: 1 };
const referencesOf = (entries: Entry[]) => entries.map(({ reference }) => reference);

/** What is left behind, and who may pick it up. Part of the contract; the lease is 1,000 ms. */
export function recoveryContract(scene: () => Scene) {
  it('takes over, oldest first, what a dead process left, and says how far it got', async () => {
    const { open, recorded, wait } = scene();
    const [dead, heir] = [await open('dead'), await open('heir')];
    const accepted = await recorded(dead);
    wait(1);
    const running = await recorded(dead);
    wait(1);
    const owed = await recorded(dead);
    const notified = await recorded(dead);
    await dead.start(running);
    for (const reference of [owed, notified]) await dead.finish(reference, succeeded);
    await dead.markNotified(notified, 'succeeded');

    expect(await heir.claimExpired(10, DOORS)).toEqual([]);
    wait(1_000);
    const left = [...(await heir.claimExpired(2, DOORS)), ...(await heir.claimExpired(10, DOORS))];
    expect(referencesOf(left)).toEqual([accepted, running, owed]);
    expect(left.map(({ state }) => state)).toEqual(['accepted', 'running', 'succeeded']);
    expect(left.map(({ outcome }) => outcome)).toEqual([undefined, undefined, succeeded]);

    expect(await dead.start(accepted)).toBe(false);
    expect(await heir.start(accepted)).toBe(true);
    expect(await heir.finish(running, { state: 'unknown', tookMs: 0 })).toBe(true);
  });

  it('owes nothing of what its person was notified of before it was recorded, and knows where that stands', async () => {
    const { open, recorded, wait } = scene();
    const [a, heir] = [await open('a'), await open('heir')];
    const [read, written] = [await recorded(a), await recorded(a)];
    await a.placeMessage(read, 'working', { channel: 'C1', ts: '1.1' });
    expect(await a.finish(read, succeeded, { result: { channel: 'C1', ts: '2.2' } })).toBe(true);
    await a.finish(written, succeeded);
    await a.markNotified(written, 'succeeded', { channel: 'C1', ts: '3.3' });
    wait(1_000);
    expect(await heir.claimExpired(10, DOORS)).toEqual([]);
    expect((await heir.find(read))?.messages).toEqual({
      working: { channel: 'C1', ts: '1.1' },
      result: { channel: 'C1', ts: '2.2' },
    });
    expect((await heir.find(written))?.messages).toEqual({ result: { channel: 'C1', ts: '3.3' } });
  });

  it('still owes what changed since its person was notified, and knows where that word stands', async () => {
    const { open, recorded, wait } = scene();
    const [a, heir] = [await open('a'), await open('heir')];
    const reference = await recorded(a);
    await a.finish(reference, { state: 'unknown', tookMs: 0 });
    await a.resolve(reference, succeeded);
    await a.markNotified(reference, 'unknown', { channel: 'C1', ts: '1.1' });
    wait(1_000);
    expect(await heir.claimExpired(10, DOORS)).toMatchObject([
      { reference, state: 'succeeded', messages: { result: { channel: 'C1', ts: '1.1' } } },
    ]);
  });

  it('has a proposal asked by somebody else when who recorded it did not, until its person was asked', async () => {
    const { open, wait } = scene();
    const [dead, heir] = [await open('dead'), await open('heir')];
    const propose = async () => (await dead.record(newIntent(), 'proposed')).entry.reference;
    const [unasked, asked, dropped] = [await propose(), await propose(), await propose()];
    await dead.markNotified(asked, 'proposed');
    await dead.cancel(dropped);
    expect(await heir.claimExpired(10, DOORS)).toEqual([]);
    wait(1_000);
    expect(await heir.claimExpired(10, DOORS)).toMatchObject([{ reference: unasked, state: 'proposed' }]);
    // Confirmed before the question is marked as asked: what is owed now is to run it.
    expect(await heir.confirm(unasked)).toBe(true);
    await heir.markNotified(unasked, 'proposed');
    wait(1_000);
    expect(await dead.claimExpired(10, DOORS)).toMatchObject([{ reference: unasked, state: 'accepted' }]);
  });

  it('counts age from when an entry was accepted, however late it was recorded or leased', async () => {
    const { open, recorded, wait } = scene();
    const [dead, heir] = [await open('dead'), await open('heir')];
    const youngest = (await dead.record(newIntent(), 'proposed')).entry.reference;
    const oldest = await recorded(dead);
    wait(1);
    const middle = await recorded(dead);
    wait(1);
    await dead.confirm(youngest);
    wait(1);
    await dead.start(oldest);
    wait(1_000);
    expect(referencesOf(await heir.claimExpired(1, DOORS))).toEqual([oldest]);
    expect(referencesOf(await heir.claimExpired(2, DOORS))).toEqual([middle, youngest]);
  });

  it('leaves alone what is renewed, and offers it again when renewing stops', async () => {
    const { open, recorded, wait } = scene();
    const [alive, other] = [await open('alive'), await open('other')];
    const waiting = await recorded(alive);
    const running = await recorded(alive);
    await alive.start(running);
    for (const reference of [waiting, running]) alive.holdLease(reference);
    for (let round = 0; round < 3; round++) {
      wait(900);
      await alive.renewLeases();
    }
    expect(await other.claimExpired(10, DOORS)).toEqual([]);
    wait(1_000);
    expect(referencesOf(await other.claimExpired(10, DOORS)).sort()).toEqual([waiting, running].sort());
    wait(500);
    await alive.renewLeases();
    wait(499);
    expect(await alive.claimExpired(10, DOORS)).toEqual([]);
    wait(1);
    expect(await alive.claimExpired(10, DOORS)).toHaveLength(2);
  });

  it('does not renew what nobody here is at work on', async () => {
    const { open, recorded, wait } = scene();
    const [before, after] = [await open('same name'), await open('same name')];
    const reference = await recorded(before);
    before.holdLease(reference);
    wait(999);
    await after.renewLeases();
    wait(1);
    expect(referencesOf(await after.claimExpired(10, DOORS))).toEqual([reference]);
  });

  it('has a finished entry told by somebody else when its finisher does not', async () => {
    const { open, recorded, wait } = scene();
    const [finisher, teller] = [await open('finisher'), await open('teller')];
    const reference = await recorded(finisher);
    await finisher.markNotified(reference, 'succeeded');
    await finisher.finish(reference, succeeded);
    wait(999);
    await finisher.renewLeases();
    wait(1);
    expect(referencesOf(await teller.claimExpired(10, DOORS))).toEqual([reference]);
    await teller.markNotified(reference, 'succeeded');
    wait(10_000);
    expect(await teller.claimExpired(10, DOORS)).toEqual([]);
  });

  it('counts every claim and every failed attempt to notify, and begins anew with an end', async () => {
    const { open, recorded, wait } = scene();
    const [dead, heir] = [await open('dead'), await open('heir')];
    const reference = await recorded(dead);
    await dead.start(reference);
    for (const claims of [1, 2]) {
      wait(1_000);
      expect(await heir.claimExpired(10, DOORS)).toMatchObject([{ reference, state: 'running', claims }]);
    }
    await heir.finish(reference, { state: 'unknown', tookMs: 1 });
    expect(await heir.find(reference)).not.toHaveProperty('claims');
    expect(await heir.countAttempt(reference, 'unknown')).toMatchObject({ attempts: 1 });
    expect(await dead.countAttempt(reference, 'unknown')).toBeUndefined();
    expect(await heir.countAttempt(reference, 'succeeded')).toBeUndefined();
    wait(1_000);
    expect(await dead.claimExpired(10, DOORS)).toMatchObject([{ reference, state: 'unknown', claims: 1, attempts: 1 }]);
  });

  it('hands out no more what is undeliverable, which history and summary show until something new is known', async () => {
    const { open, recorded, wait } = scene();
    const [teller, other] = [await open('teller'), await open('other')];
    const reference = await recorded(teller);
    await teller.start(reference);
    await teller.finish(reference, { state: 'unknown', tookMs: 1 });
    expect(await teller.markUndeliverable(reference, 'succeeded')).toBe(false);
    expect(await teller.markUndeliverable(reference, 'unknown')).toBe(true);
    expect(await teller.markUndeliverable(reference, 'unknown')).toBe(false);
    wait(10_000);
    expect(await other.claimExpired(10, DOORS)).toEqual([]);
    await recorded(other);
    const { entries } = await other.history({ undeliverable: true }, { limit: 10 });
    expect(referencesOf(entries)).toEqual([reference]);
    expect(await other.summary()).toMatchObject({ undeliverable: { count: 1, newest: { reference } } });
    expect(await other.verifyChain()).not.toHaveProperty('broken');

    await other.resolve(reference, succeeded);
    expect(await other.summary()).not.toHaveProperty('undeliverable');
    wait(1_000);
    expect(referencesOf(await teller.claimExpired(10, DOORS))).toContain(reference);
  });

  it('takes success from a process that was only slow, and no other end: another one is at work by now', async () => {
    const { open, recorded, wait } = scene();
    const [slow, heir] = [await open('slow'), await open('heir')];
    for (const state of ['failed', 'unknown', 'succeeded'] as const) {
      const reference = await recorded(slow);
      await slow.start(reference);
      wait(1_000);
      expect(referencesOf(await heir.claimExpired(10, DOORS))).toEqual([reference]);
      expect(await slow.finish(reference, { state, tookMs: 1 })).toBe(state === 'succeeded');
      await heir.finish(reference, succeeded);
      await heir.markNotified(reference, 'succeeded');
    }
  });

  it('renews whatever somebody here says to be at work on, until nobody does', async () => {
    const { open, recorded, wait } = scene();
    const [teller, other] = [await open('teller'), await open('other')];
    const reference = await recorded(teller);
    await teller.finish(reference, succeeded);
    teller.holdLease(reference);
    teller.holdLease(reference);
    for (const isOver of [false, false, true]) {
      wait(900);
      await teller.renewLeases();
      wait(900);
      expect(referencesOf(await other.claimExpired(10, DOORS))).toEqual(isOver ? [reference] : []);
      await teller.renewLeases();
      teller.releaseLease(reference);
    }
  });

  it('lets go of what was recorded here and nobody here goes on with', async () => {
    const { open, recorded, wait } = scene();
    const [recorder, other] = [await open('recorder'), await open('other')];
    const reference = await recorded(recorder);
    wait(900);
    await recorder.renewLeases();
    wait(100);
    expect(referencesOf(await other.claimExpired(10, DOORS))).toEqual([reference]);
  });

  it('never gives the same entry to two takers', async () => {
    const { open, recorded, wait } = scene();
    const dead = await open('dead');
    const left = await Promise.all(Array.from({ length: 60 }, () => recorded(dead)));
    wait(1_000);
    const takers = [await open('b'), await open('c'), await open('d')];
    const taken: string[] = [];
    const takeAll = async (taker: Journal) => {
      for (;;) {
        const entries = await taker.claimExpired(7, DOORS);
        if (entries.length === 0) return;
        taken.push(...referencesOf(entries));
      }
    };
    await Promise.all(takers.map(takeAll));
    expect(taken.sort()).toEqual(left.sort());
  });

  it('has on disk what it promised, without being closed', async () => {
    const { open, recorded } = scene();
    const crashed = await open('crashed');
    const reference = await recorded(crashed);
    await crashed.start(reference);
    expect(await (await open('next')).find(reference)).toMatchObject({ state: 'running' });
  });

  it('loses nothing it promised when its process is killed', async () => {
    const { place } = scene();
    const promised = await killWhenBusy(place.where, 40);
    const heir = await place.open({ now: () => Date.now() + 60_000 });
    const left = new Map((await heir.claimExpired(1_000, DOORS)).map((entry) => [entry.reference, entry]));
    const progress = ['accepted', 'running', 'succeeded'];
    for (const { reference, state } of promised) {
      expect(progress.indexOf(left.get(reference)?.state ?? 'lost')).toBeGreaterThanOrEqual(progress.indexOf(state));
    }
    for (const { reference, state } of left.values()) {
      expect(await heir.start(reference)).toBe(state === 'accepted');
      expect(await heir.finish(reference, { state: 'unknown', tookMs: 0 })).toBe(state !== 'succeeded');
    }
  });

  it('opens in several processes at once on an empty database', async () => {
    const { place } = scene();
    expect(await openFromManyProcesses(place.where, 3)).toEqual([0, 0, 0]);
    const { isNew } = await (await place.open()).record(newIntent('from process 0'), 'accepted');
    expect(isNew).toBe(false);
  });
}
