import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OperationError } from '../../src/errors.ts';
import { outboxHealth, waitingOf, watchCounts } from '../../src/watches/health.ts';
import type { Place } from '../journal/places.ts';
import { archived, lead, lines, OPS, type OutboxWorld, outboxWorld } from './outbox-world.ts';

const many = (count: number, more: Parameters<typeof lead>[1] = {}) =>
  Array.from({ length: count }, (_, index) => lead(index + 1, more));

/** What holds of the outbox on every database when something goes wrong, and while several processes share it. */
export function outboxTroubleContract(engine: string, freshPlace: () => Promise<Place>) {
  describe(`the outbox in trouble on ${engine}`, () => {
    let place: Place;
    let world: OutboxWorld;
    beforeEach(async () => {
      place = await freshPlace();
      world = await outboxWorld(place);
    });
    afterEach(async () => {
      await world.close();
      await place.remove();
    });

    it('does not take its own place again while it posts there, if its lease ran out meanwhile', async () => {
      await world.watch('W-1');
      await world.owe('W-1', [lead(1)]);
      let resume = () => {};
      const held = new Promise<void>((resolve) => {
        resume = resolve;
      });
      const isPosting = new Promise<void>((resolve) => {
        world.rights.decide = async () => {
          resolve();
          await held;
          return { decision: 'allow' };
        };
      });
      const first = world.outbox.sweep();
      await isPosting;
      world.clock.now += 11_000;
      world.rights.decide = async () => ({ decision: 'allow' });
      await world.outbox.sweep();
      expect(world.posts).toEqual([]);
      resume();
      await first;
      expect(world.posts).toHaveLength(1);
    });

    it('waits while rights cannot be asked', async () => {
      await world.watch('W-1');
      await world.owe('W-1', [lead(1)]);
      world.rights.decide = async () => {
        throw new OperationError({ kind: 'unavailable', message: 'Slack does not answer.' });
      };
      await world.outbox.sweep();
      expect(world.posts).toEqual([]);
      world.rights.decide = async () => ({ decision: 'allow' });
      await world.outbox.sweep();
      expect(world.posts).toEqual([]);
      world.clock.now += 3_000;
      await world.outbox.sweep();
      expect(world.posts).toHaveLength(1);
    });

    it('pauses a watch of an operation that is gone', async () => {
      await world.watch('W-1', {}, { source: { kind: 'records', operation: 'pmp.fax.search', input: {} } });
      await world.owe('W-1', [lead(1)]);
      await world.outbox.sweep();
      expect(await world.standing('W-1')).toMatchObject({ state: 'paused', pause_reason: 'broken' });
    });

    it('tries again later what did not work, with longer and longer rests, and drops nothing', async () => {
      await world.watch('W-1');
      await world.owe('W-1', [lead(1)]);
      world.failures.push(new Error('down'), new Error('down'), new Error('down'));
      const tried: number[] = [];
      const began = world.clock.now;
      for (let second = 0; second < 30 && world.posts.length === 0; second++) {
        const left = world.failures.length;
        await world.outbox.sweep();
        if (world.failures.length < left || world.posts.length > 0) tried.push((world.clock.now - began) / 1_000);
        world.clock.now += 1_000;
      }
      expect(world.posts).toHaveLength(1);
      expect(tried).toHaveLength(4);
      const rests = tried.slice(1).map((at, index) => at - (tried[index] ?? 0));
      expect(rests[1]).toBeGreaterThan(rests[0] ?? 0);
      expect(rests[2]).toBeGreaterThan(rests[1] ?? 0);
      expect((await world.rowsIn('posted')).map(({ attempts }) => attempts)).toEqual([3]);
    });

    it('lets the others go first when one cannot be posted again and again', async () => {
      await world.watch('W-1');
      await world.owe('W-1', [{ ...lead(1), attempts: 5 }, lead(2)]);
      world.clock.now += 1_000;
      await world.outbox.sweep();
      expect(lines(world.posts)).toEqual(['W-1 one: new Lead 2', 'W-1 one: new Lead 1']);
    });

    it('pauses all watches of a channel that takes nothing, writes to each owner once, and goes on after Resume', async () => {
      await world.watch('W-1');
      await world.watch('W-2');
      await world.watch('W-3', {}, { owner: { id: 'UBEN', team: 'T1' } });
      await world.watch('W-4', {}, { place: { door: 'slack', address: '{"team":"T1","channel":"C0DEV"}' } });
      await world.owe('W-1', [lead(1), lead(2)]);
      world.failures.push(archived());
      for (let round = 0; round < 3; round++) {
        await world.outbox.sweep();
        world.clock.now += 1_000;
      }
      expect(world.posts).toEqual([]);
      expect(world.directs.map(({ to }) => to).sort()).toEqual(['UADA', 'UBEN']);
      const { said } = world.directs.find(({ to }) => to === 'UADA') ?? {};
      expect(said).toMatchObject({
        watch: { id: 'W-1' },
        notice: { what: 'paused', elsewhere: { place: OPS, watches: 2 } },
      });
      for (const id of ['W-1', 'W-2', 'W-3']) {
        expect(await world.standing(id)).toMatchObject({ state: 'paused', pause_reason: 'place' });
      }
      expect(await world.standing('W-4')).toMatchObject({ state: 'active' });
      await world.owe('W-2', [{ kind: 'notice', body: { what: 'changed', by: 'UADA' } }]);
      await world.outbox.sweep();
      expect(world.posts).toEqual([]);
      await world.set('W-1', { state: 'active', pause_reason: null });
      await world.outbox.sweep();
      expect(lines(world.posts)).toEqual(['W-1 one: new Lead 1', 'W-1 one: new Lead 2']);
      expect(world.directs).toHaveLength(2);
    });

    it('does not try for ever what can reach nobody', async () => {
      await world.watch('W-1', {}, { state: 'stopped' });
      await world.owe('W-1', [{ kind: 'notice', body: { what: 'stopped' } }]);
      world.failures.push(archived());
      await world.outbox.sweep();
      expect(await world.rowsIn('dropped')).toHaveLength(1);
      await world.watch('W-2');
      await world.owe('W-2', [lead(1)]);
      world.failures.push(archived(), archived());
      world.clock.now += 1_000;
      for (let round = 0; round < 3; round++) {
        await world.outbox.sweep();
        world.clock.now += 1_000;
      }
      expect(world.directs).toEqual([]);
      expect(await world.rowsIn('dropped')).toHaveLength(2);
      expect(await world.rowsIn('waiting')).toHaveLength(1);
    });

    it('names the digest by the time since the one before', async () => {
      const day = 24 * 60 * 60_000;
      await world.watch('W-1', { mode: 'digest', digest: { at: ['09:00'], days: [1] } }, { createdAt: 1 });
      const at = Date.UTC(2026, 10, 30, 8);
      await world.owe('W-1', [{ ...lead(1), dueAt: at }]);
      world.clock.now = at + 500;
      await world.outbox.sweep();
      expect(world.posts[0]?.said).toMatchObject({ form: 'digest', from: at - 7 * day, to: at, zone: 'Europe/Berlin' });
    });

    it('says how much is waiting, and since when', async () => {
      await world.watch('W-1');
      await world.watch('W-2', {}, { state: 'paused', pause: { reason: 'asked', why: '' } });
      await world.owe('W-1', [lead(1), lead(2), { ...lead(3), dueAt: world.clock.now + 99_000 }]);
      const due = world.clock.now;
      world.clock.now += 60_000;
      await world.owe('W-2', [lead(1)]);
      const { db } = world.storage;
      expect(Object.fromEntries(await waitingOf(db, world.clock.now))).toEqual({
        'W-1': { waiting: 2, oldestDueAt: due },
        'W-2': { waiting: 1, oldestDueAt: world.clock.now },
      });
      expect(await outboxHealth(db, world.clock.now)).toEqual({ waiting: 2, oldestDueAt: due });
      expect(await watchCounts(db)).toEqual({ active: 1, paused: { asked: 1 } });
      await world.outbox.sweep();
      expect(await outboxHealth(db, due)).toEqual({ waiting: 0 });
    });

    it('posts once and a second apart, however many processes there are', async () => {
      await world.watch('W-1');
      await world.owe('W-1', many(5));
      const others = [await world.open('b'), await world.open('c')];
      for (let round = 0; round < 8; round++) {
        await Promise.all([world, ...others].map(({ outbox }) => outbox.sweep()));
        world.clock.now += 300;
      }
      expect(world.posts.map(({ said }) => said.form === 'one' && said.notification.title)).toEqual(
        many(5).map(({ body }) => body.title),
      );
      const gaps = world.posts.slice(1).map(({ at }, index) => at - (world.posts[index]?.at ?? 0));
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000);
    });

    it('keeps a burst the message that it was when a process died with it, whatever comes meanwhile', async () => {
      await world.watch('W-1');
      await world.owe('W-1', many(7));
      await world.runUntilDeath('announcer.post', 'before');
      await world.owe('W-1', [lead(8), lead(9)]);
      world.clock.now += 10_000;
      await world.outbox.sweep();
      expect(lines(world.posts)).toEqual(['W-1 many: 7', 'W-1 one: new Lead 8', 'W-1 one: new Lead 9']);
    });

    it('is taken over from a process that died with the change of one record', async () => {
      for (const point of ['announcer.edit', 'announcer.post', 'outbox.markPosted']) {
        for (const when of ['before', 'after'] as const) {
          const id = `W-${point}-${when}`;
          await world.watch(id, { mode: 'record' });
          await world.owe(id, [lead(1)]);
          world.clock.now += 20_000;
          await world.outbox.sweep();
          const root = world.posts.length;
          await world.owe(id, [lead(1, { event: 'changed', title: 'Renamed' })]);
          await world.runUntilDeath(point, when);
          world.clock.now += 10_000;
          await world.outbox.sweep();
          await world.outbox.sweep();
          const isTwice =
            `${point} ${when}` === 'announcer.post after' || `${point} ${when}` === 'outbox.markPosted before';
          const history = `${id} history: changed Renamed below ${root}`;
          expect(lines(world.posts.slice(root - 1))).toEqual([
            `${id} one: changed Renamed`,
            ...(isTwice ? [history, history] : [history]),
          ]);
        }
      }
    });

    it('is taken over from a process that died, at any point, and says nothing twice but what it died with', async () => {
      for (const point of [
        'outbox.claim',
        'outbox.markBatch',
        'announcer.post',
        'outbox.markPosted',
        'announcer.edit',
      ]) {
        for (const when of ['before', 'after'] as const) {
          const id = `W-${point}-${when}`;
          await world.watch(id, { mode: 'record' });
          await world.owe(id, [lead(1)]);
          world.clock.now += 20_000;
          await world.outbox.sweep();
          const before = world.posts.length;
          await world.owe(id, [...many(7, { event: 'changed' })]);
          await world.runUntilDeath(point, when);
          world.clock.now += 1_000;
          await world.outbox.sweep();
          world.clock.now += 10_000;
          await world.outbox.sweep();
          await world.outbox.sweep();
          const said = lines(world.posts.slice(before));
          const isInWindow = point === 'outbox.markPosted' && when === 'before';
          const isPosted = point === 'announcer.post' && when === 'after';
          const one = `${id} many: 7`;
          expect({ point, when, said }).toEqual({ point, when, said: isInWindow || isPosted ? [one, one] : [one] });
          expect(await world.rowsIn('waiting')).toEqual([]);
        }
      }
    });
  });
}
