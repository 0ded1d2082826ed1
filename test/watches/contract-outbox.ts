import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Place } from '../journal/places.ts';
import { lead, lines, OPS, type OutboxWorld, outboxWorld } from './outbox-world.ts';

const many = (count: number, more: Parameters<typeof lead>[1] = {}) =>
  Array.from({ length: count }, (_, index) => lead(index + 1, more));

/** What holds of the outbox on every database. */
export function outboxContract(engine: string, freshPlace: () => Promise<Place>) {
  describe(`the outbox on ${engine}`, () => {
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

    it('posts what is due in order, once, a second apart', async () => {
      await world.watch('W-1');
      await world.owe('W-1', [lead(1), lead(2), lead(3)]);
      await world.outbox.sweep();
      await world.outbox.sweep();
      expect(lines(world.posts)).toEqual(['W-1 one: new Lead 1', 'W-1 one: new Lead 2', 'W-1 one: new Lead 3']);
      const [first = 0, ...later] = world.posts.map(({ at }) => at);
      expect(later.map((at) => at - first)).toEqual([1_000, 2_000]);
      expect(await world.rowsIn('waiting')).toEqual([]);
      expect((await world.rowsIn('posted')).map(({ address }) => address)).toEqual([
        '{"ts":1}',
        '{"ts":2}',
        '{"ts":3}',
      ]);
    });

    it('keeps what is not due yet', async () => {
      await world.watch('W-1');
      await world.owe('W-1', [{ ...lead(1), dueAt: world.clock.now + 60_000 }]);
      await world.outbox.sweep();
      expect(world.posts).toEqual([]);
      world.clock.now += 60_000;
      await world.outbox.sweep();
      expect(world.posts).toHaveLength(1);
    });

    it('makes one message of a burst, and keeps which rows it is made of', async () => {
      await world.watch('W-1');
      await world.owe('W-1', many(5));
      await world.outbox.sweep();
      expect(world.posts).toHaveLength(5);
      await world.owe('W-1', many(6));
      await world.outbox.sweep();
      expect(lines(world.posts.slice(5))).toEqual(['W-1 many: 6']);
      const batches = (await world.rowsIn('posted')).map(({ batch }) => batch);
      expect(new Set(batches.slice(5))).toEqual(new Set(['W-1.many.6']));
      expect(world.posts[5]?.said).toMatchObject({ batch: 'W-1.many.6' });
    });

    it('lets what is critical go first, and merges it only with its like', async () => {
      await world.watch('W-1', { mode: 'digest' });
      await world.owe('W-1', [...many(7), lead(8, { critical: true })]);
      await world.outbox.sweep();
      expect(lines(world.posts)).toEqual(['W-1 one: new Lead 8', 'W-1 digest: 7']);
    });

    it('edits the message of a record, and puts its history below it', async () => {
      await world.watch('W-1', { mode: 'record', mention: { kind: 'person', id: 'UBEN' } });
      await world.owe('W-1', [lead(1), lead(2)]);
      await world.outbox.sweep();
      await world.owe('W-1', [
        lead(1, { event: 'changed', title: 'Renamed' }),
        lead(1, { event: 'changed', title: 'Twice' }),
      ]);
      await world.outbox.sweep();
      expect(lines(world.posts)).toEqual([
        'W-1 one: changed Twice',
        'W-1 one: new Lead 2',
        'W-1 history: changed Renamed below 1',
        'W-1 history: changed Twice below 1',
      ]);
      expect(world.posts.map(({ said }) => said.mention?.id)).toEqual([undefined, 'UBEN', undefined, undefined]);
    });

    it('posts the message of a record anew when it is gone', async () => {
      await world.watch('W-1', { mode: 'record' });
      await world.owe('W-1', [lead(1)]);
      await world.outbox.sweep();
      world.posts.length = 0;
      world.posts.push(gap);
      await world.owe('W-1', [lead(1, { event: 'changed' })]);
      await world.outbox.sweep();
      expect(lines(world.posts.slice(1))).toEqual(['W-1 one: changed Lead 1']);
      await world.owe('W-1', [lead(1, { event: 'gone' })]);
      await world.outbox.sweep();
      expect(lines(world.posts.slice(1))).toEqual(['W-1 one: gone Lead 1', 'W-1 history: gone Lead 1 below 2']);
    });

    it('brings the messages of records up to date after a burst', async () => {
      await world.watch('W-1', { mode: 'record' });
      await world.owe('W-1', [lead(1), lead(2)]);
      await world.outbox.sweep();
      await world.owe('W-1', many(8, { event: 'changed' }));
      await world.outbox.sweep();
      await world.outbox.sweep();
      expect(lines(world.posts)).toEqual(['W-1 one: changed Lead 1', 'W-1 one: changed Lead 2', 'W-1 many: 8']);
    });

    it('puts a burst of one record below its message', async () => {
      await world.watch('W-1', { mode: 'record' });
      await world.owe('W-1', [lead(1)]);
      await world.outbox.sweep();
      await world.owe(
        'W-1',
        Array.from({ length: 9 }, (_, n) => lead(1, { event: 'changed', title: `State ${n}` })),
      );
      await world.outbox.sweep();
      expect(lines(world.posts)).toEqual(['W-1 one: changed State 8', 'W-1 many: 9 below 1']);
    });

    it('posts once what two watches of a channel would say, and names both', async () => {
      await world.watch('W-1');
      await world.watch('W-2', { mention: { kind: 'person', id: 'UBEN' } });
      await world.watch('W-3', {}, { place: { door: 'slack', address: '{"team":"T1","channel":"C0DEV"}' } });
      await world.owe('W-1', [lead(1)]);
      await world.owe('W-2', [lead(1, { changes: [{ label: 'Status', now: 'Won' }] }), lead(2)]);
      await world.owe('W-3', [lead(1)], { door: 'slack', address: '{"team":"T1","channel":"C0DEV"}' });
      await world.outbox.sweep();
      expect(lines(world.posts.filter(({ place: { address } }) => address === OPS.address))).toEqual([
        'W-1 one: new Lead 1',
        'W-2 one: new Lead 2',
      ]);
      const both = world.posts.find(({ said }) => said.also);
      expect(both?.said).toMatchObject({
        also: [{ id: 'W-2' }],
        mention: { id: 'UBEN' },
        notification: { changes: [{ label: 'Status' }] },
      });
      expect(await world.rowsIn('waiting')).toEqual([]);
      expect(world.posts).toHaveLength(3);
    });

    it('shows no personal facts once they are switched off, whatever was noticed before', async () => {
      await world.watch('W-1');
      await world.watch('W-2', { personal: true });
      const facts = { Status: 'New', Phone: '123' };
      const about = (id: number) =>
        lead(id, { card: { headline: 'Lead', facts }, changes: [{ label: 'Phone', now: '123' }] });
      await world.owe('W-1', [about(1)]);
      await world.owe('W-2', [about(2)]);
      await world.outbox.sweep();
      const [without, whole] = world.posts.map(({ said }) => JSON.stringify(said));
      expect(without).toContain('"facts":{"Status":"New"}');
      expect(without).not.toContain('123');
      expect(whole).toContain('"Phone":"123"');
    });

    it('tests a watch by the same way', async () => {
      await world.watch('W-1', { mode: 'record' });
      await world.owe('W-1', [{ ...lead(1), kind: 'test' }]);
      await world.outbox.sweep();
      expect(lines(world.posts)).toEqual(['W-1 one (test): new Lead 1']);
    });

    it('lets a paused watch wait, and says that it is paused; a stopped or muted one is dropped', async () => {
      await world.watch('W-1', {}, { state: 'paused', pause: { reason: 'asked', why: '' } });
      await world.watch('W-2', {}, { state: 'stopped' });
      await world.watch('W-3', { muted: ['pmp.lead/1'] });
      await world.owe('W-1', [lead(1), { kind: 'notice', body: { what: 'paused', by: 'UADA' } }]);
      await world.owe('W-2', [lead(1), { kind: 'notice', body: { what: 'stopped', by: 'UADA' } }]);
      await world.owe('W-3', [lead(1), lead(2)]);
      await world.outbox.sweep();
      expect(lines(world.posts)).toEqual(['W-1 notice: paused', 'W-2 notice: stopped', 'W-3 one: new Lead 2']);
      expect((await world.rowsIn('waiting')).map(({ watch }) => watch)).toEqual(['W-1']);
      await world.set('W-1', { state: 'active', pause_reason: null });
      world.clock.now += 1_000;
      await world.outbox.sweep();
      expect(lines(world.posts).at(-1)).toBe('W-1 one: new Lead 1');
    });

    it('lets a watch go on that was paused for a while', async () => {
      const until = world.clock.now + 60_000;
      await world.watch('W-1', {}, { state: 'paused', pause: { reason: 'asked', why: '', until } });
      await world.owe('W-1', [lead(1)]);
      world.clock.now = until - 1;
      await world.outbox.sweep();
      expect(world.posts).toEqual([]);
      world.clock.now = until;
      await world.outbox.sweep();
      expect(lines(world.posts)).toEqual(['W-1 one: new Lead 1']);
      expect(await world.standing('W-1')).toMatchObject({ state: 'active', pause_until: null });
    });

    it('pauses a watch whose owner may no longer see it, and says so once', async () => {
      world.rights.decide = async () => ({ decision: 'deny', why: 'No.' });
      await world.watch('W-1');
      await world.owe('W-1', [lead(1), lead(2)]);
      await world.outbox.sweep();
      await world.outbox.sweep();
      expect(lines(world.posts)).toEqual(['W-1 notice: paused']);
      expect(await world.standing('W-1')).toMatchObject({ state: 'paused', pause_reason: 'owner' });
      expect(await world.rowsIn('waiting')).toHaveLength(2);
    });
  });
}

/** What stands where somebody deleted the messages. */
const gap: OutboxWorld['posts'][number] = {
  ts: 0,
  at: 0,
  place: OPS,
  edits: [],
  said: { watch: { id: 'W-0', title: '', owner: '' }, form: 'notice', notice: { what: 'changed' } },
};
